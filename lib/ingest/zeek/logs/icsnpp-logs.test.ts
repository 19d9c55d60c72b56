import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { readContent } from "@/lib/testing/read-content";

/**
 * One log of each kind that ICSNPP's parsers write, with the columns of today's versions: what it tells of devices and
 * what was done, exactly, and that no column of it is strange.
 */
interface LogCase {
  readonly path: string;
  /** After those of the connection. */
  readonly columns: string;
  /** Cells after the ends of the connection, parted by "|"; what is missing at the end is unset. */
  readonly rows: readonly string[];
  readonly port: number;
  readonly names?: readonly string[];
  readonly done?: Readonly<Record<string, number>>;
  /** How many messages the responder sent; absent: the log tells of no conversation. */
  readonly answers?: number;
}

const ID = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p";
const SENDER = "is_orig source_h source_p destination_h destination_p";
/** Beginning of a row of a log whose records name their sender: to the server, and back. */
const ASKS = (port: number) => `T|10.0.0.5|40001|10.0.0.7|${port}`;
const ANSWERS = (port: number) => `F|10.0.0.7|${port}|10.0.0.5|40001`;
const BACNET_ROUTE = "snet slen sadr dnet dlen dadr fwd_ip fwd_port";

const CASES: readonly LogCase[] = [
  {
    path: "bacnet",
    columns: `${SENDER} bvlc_function pdu_type pdu_service invoke_id result_code ${BACNET_ROUTE}`,
    port: 47_808,
    rows: [
      `${ASKS(47_808)}|Original-Unicast-NPDU|Confirmed-Request|write_property|4`,
      `${ANSWERS(47_808)}|Original-Unicast-NPDU|SimpleACK|write_property|4`,
    ],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "bacnet_discovery",
    columns: `${SENDER} pdu_service device_id_type device_id_number object_type instance_number vendor range object_name ${BACNET_ROUTE}`,
    port: 47_808,
    rows: [
      `${ASKS(47_808)}|who-is|-|-|-|-|-|All`,
      `${ANSWERS(47_808)}|i-am|-|-|device|77|Acme Building`,
      `${ANSWERS(47_808)}|i-have|device|77|device|77|-|-|AHU-7`,
      `${ANSWERS(47_808)}|i-have|device|77|analog-input|3|-|-|Supply temperature`,
    ],
    names: ["instance=77", "vendor=Acme Building", "name=AHU-7"],
    done: { diagnose: 1 },
    answers: 3,
  },
  {
    path: "bacnet_property",
    columns: `${SENDER} invoke_id pdu_service object_type instance_number property array_index value ${BACNET_ROUTE} priority`,
    port: 47_808,
    rows: [
      `${ASKS(47_808)}|1|read-property-multiple-request|device|77|model-name`,
      `${ANSWERS(47_808)}|1|read-property-multiple-ack|device|77|model-name|-|BC-20`,
      `${ANSWERS(47_808)}|1|read-property-multiple-ack|device|77|serial-number|-|PropertyError`,
      `${ANSWERS(47_808)}|1|read-property-multiple-ack|device|77|firmware-revision|-|4.1.2`,
    ],
    names: ["instance=77", "model=BC-20", "firmware=4.1.2"],
    done: { read: 1 },
    answers: 3,
  },
  {
    path: "bacnet_device_control",
    columns: `${SENDER} invoke_id pdu_service time_duration device_state password result result_code ${BACNET_ROUTE}`,
    port: 47_808,
    rows: [
      `${ASKS(47_808)}|7|reinitialize_device|-|coldstart|secret`,
      `${ANSWERS(47_808)}|7|reinitialize_device|-|-|-|SUCCESS`,
    ],
    done: { control: 1 },
    answers: 1,
  },
  {
    path: "bsap_ip_header",
    columns: `${SENDER} num_msg type_name`,
    port: 1234,
    rows: [`${ASKS(1234)}|1|REQUEST`, `${ANSWERS(1234)}|1|RESPONSE`],
    answers: 1,
  },
  {
    path: "bsap_ip_rdb",
    columns: `${SENDER} header_size mes_seq res_seq data_len sequence app_func_code node_status func_code variable_count variables variable_value`,
    port: 1234,
    rows: [
      `${ASKS(1234)}|-|1|1|19|-|RDB|0|WRITE_SIGNAL_BY_ADDRESS|1|Addr 0x1100|0A`,
      `${ANSWERS(1234)}|11|1|1|11|1|RDB|208|RSP_WRITE_SIGNAL_BY_ADDRESS|0`,
    ],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "bsap_serial_rdb",
    columns: `${SENDER} func_code variables variable_value`,
    port: 1235,
    rows: [`${ASKS(1235)}|READ_SIGNAL_BY_NAME|@GV.A1`, `${ANSWERS(1235)}|RSP_READ_SIGNAL_BY_NAME|-|1`],
    done: { read: 1 },
    answers: 1,
  },
  {
    path: "c1222_read_write_service",
    columns: "proto req_resp service_type table_id offset index element_count count_m data chksum octet_count",
    port: 1153,
    rows: ["tcp|Req|Full Write|7", "tcp|Resp|Full Write|7"],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "c1222_identification_service",
    columns:
      "proto req_resp standard version revision security_mechanism nbr_session_supported sessionless_supported device_class device_identity_format device_identity",
    port: 1153,
    rows: ["tcp|Req", "tcp|Resp|ANSI C12.22|1|0|-|T|T|.1.2|1|MTR-0042"],
    names: ["instance=MTR-0042"],
    answers: 1,
  },
  {
    path: "c1222",
    columns:
      "proto elements is_encrypted_epsem services aso_context called_ap_title calling_ap_title calling_ae_qualifier mechanism_name calling_auth_value called_ap_invocation_id calling_ap_invocation_id",
    port: 1153,
    rows: ["tcp|Called AP Title|F|full-read|-|.1.2|.1.3"],
    answers: 1,
  },
  {
    path: "c1222_user_information",
    columns: "proto indirect_reference_encoding padding mac epsem_control ed_class encrypted_epsem services",
    port: 1153,
    rows: ["tcp|1|-|0a0b|response control|.1.2|-|identify"],
    answers: 1,
  },
  {
    path: "c1222_logon_service",
    columns: "proto req_resp service_type user_id password user session_idle_timeout",
    port: 1153,
    rows: ["tcp|Req|logon|2|secret|reader|60", "tcp|Resp|logon"],
    answers: 1,
  },
  {
    path: "c1222_dereg_reg_service",
    columns:
      "proto req_resp service_type node_type connection_type device_class ap_title electronic_serial_number native_address notification_pattern reg_period reg_delay reg_info",
    port: 1153,
    rows: ["tcp|Req|registration|Relay|Broadcast|.1.2|.1.9|1.22.0.9"],
    names: ["serial=1.22.0.9", "instance=.1.9"],
    answers: 0,
  },
  {
    path: "c1222_trace_service",
    columns: "proto req_resp ap_titles",
    port: 1153,
    rows: ["tcp|Req|.1.2", "tcp|Resp|.1.2,.1.3"],
    answers: 1,
  },
  {
    path: "cip",
    columns: `${SENDER} packet_correlation_id cip_sequence_count direction cip_service_code cip_service cip_status_code cip_status cip_extended_status_code cip_extended_status class_id class_name instance_id attribute_id attribute_data`,
    port: 44_818,
    rows: [
      `${ASKS(44_818)}|k1|1|request|0x10|Set Attributes Single|-|-|-|-|0xf5|TCP/IP Interface Object|0x01|0x05|1`,
      `${ANSWERS(44_818)}|k2|1|response|0x10|Set Attributes Single|0x00|Success`,
    ],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "cip_identity",
    columns: `${SENDER} packet_correlation_id encapsulation_version socket_address socket_port vendor_id vendor_name device_type_id device_type_name product_code revision device_status serial_number product_name device_state`,
    port: 44_818,
    rows: [
      `${ANSWERS(44_818)}|k1|1|10.0.0.7|44818|1|Acme Controls|14|Programmable Logic Controller|54|16.2|0|0x0051823f|AC-200/B|3`,
    ],
    names: [
      "vendor=Acme Controls",
      "model=AC-200/B",
      "firmware=16.02",
      "serial=0051823F",
      "description=Programmable Logic Controller",
      "role=plc",
    ],
  },
  {
    path: "cip_io",
    columns: `${SENDER} packet_correlation_id connection_id sequence_number data_length io_data`,
    port: 2222,
    rows: [`${ASKS(2222)}|k1|0x1|1|2|0000`, `${ANSWERS(2222)}|k1|0x2|1|2|0000`],
    answers: 1,
  },
  {
    path: "cotp",
    columns: `${SENDER} pdu_code pdu_name`,
    port: 102,
    rows: [`${ASKS(102)}|0xe0|Connection Request`, `${ANSWERS(102)}|0xd0|Connection Confirm`],
    answers: 1,
  },
  {
    path: "dnp3_control",
    columns: `${SENDER} block_type function_code index_number trip_control_code operation_type execute_count on_time off_time status_code`,
    port: 20_000,
    rows: [
      `${ASKS(20_000)}|Control Relay Output Block|DIRECT_OPERATE|3|Trip|Pulse_On|1|100|100|Success`,
      `${ANSWERS(20_000)}|Control Relay Output Block|RESPONSE|3|Trip|Pulse_On|1|100|100|Success`,
    ],
    names: ["role=rtu"],
    done: { control: 1 },
    answers: 1,
  },
  {
    path: "dnp3_objects",
    columns: `${SENDER} function_code object_type object_count range_low range_high`,
    port: 20_000,
    rows: [`${ASKS(20_000)}|READ|Class Object`, `${ANSWERS(20_000)}|RESPONSE|Binary Input|4|0|3`],
    names: ["role=rtu"],
    done: { read: 1 },
    answers: 1,
  },
  {
    path: "enip",
    columns: `${SENDER} packet_correlation_id enip_command_code enip_command length session_handle enip_status sender_context options`,
    port: 44_818,
    rows: [
      `${ASKS(44_818)}|k1|0x63|List Identity|0|0x00000000|Success|0x00|0x00000000`,
      `${ANSWERS(44_818)}|k2|0x63|List Identity|60|0x00000000|Success|0x00|0x00000000`,
    ],
    done: { diagnose: 1 },
    answers: 1,
  },
  {
    path: "ge_srtp_general",
    columns:
      "proto srtp_type sequence_number_1 text_length time_seconds time_minutes time_hours sequence_number_2 message_type mailbox_source mailbox_destination packet_number total_packet_number service_request_code segment_selector memory_offset data_length status_code minor_status_code data_requested control_program_number current_privilege_level last_sweep_time oversweep_flag constant_sweep_mode plc_fault_entry_last_read io_fault_entry_last_read plc_fault_entry_present io_fault_entry_present programmer_attachment front_panel_enable_switch front_panel_run_switch oem_protected plc_state",
    port: 18_245,
    rows: ["tcp|Request|1|0|0|0|0|1|0xc0|-|-|1|1|Write System Memory", "tcp|Response|1|0|0|0|0|1|0xd4"],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "genisys",
    columns: "proto header server direction crc_transmitted crc_calculated payload",
    port: 10_001,
    rows: ["tcp|Control Data|1|request|0x1|0x1|0=1", "tcp|Acknowledge Client|1|response"],
    names: ["instance=1"],
    done: { control: 1 },
    answers: 1,
  },
  {
    path: "hart_ip_general",
    columns:
      "proto command_number_link_id direct_pdu_command_link_id session_log_record_link_id message_packet_bytes header_version header_message_type_reserved header_message_type_message_type header_message_id header_status_code header_sequence_number header_length token_passing_pdu_address_v4 token_passing_pdu_address_v6 token_passing_pdu_command_number direct_pdu_extended_status_failure",
    port: 5094,
    rows: [
      "udp|a1|-|-|-|1|0|Request|Token-Passing PDU|-|1|20|-|0x1|Write Polling Address",
      "udp|a2|-|-|-|1|0|Response|Token-Passing PDU|-|1|20|-|0x1|Write Polling Address",
    ],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "hart_ip_universal_commands",
    columns:
      "proto command_number_link_id read_unique_identifier_response_expanded_device_type read_unique_identifier_response_software_revision_level read_unique_identifier_response_device_id read_unique_identifier_response_manufacturer_identification_code read_unique_identifier_response_private_label_distributor_code read_long_tag_response_long_tag",
    port: 5094,
    rows: ["udp|a1|FT-3000|4|4711|Acme Flow|Acme Flow", "udp|a2|-|-|-|-|-|FT-101"],
    names: ["model=FT-3000", "firmware=4", "serial=4711", "vendor=Acme Flow", "name=FT-101"],
    answers: 2,
  },
  {
    path: "hart_ip_direct_pdu_command",
    columns:
      "proto direct_pdu_command_link_id command_number_link_id direct_pdu_command_data_data direct_pdu_command_command_number direct_pdu_command_byte_count direct_pdu_contents_response_response_code",
    port: 5094,
    rows: ["tcp|d1|a1|1,2|Write Message|2"],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "hart_ip_session_record",
    columns:
      "proto session_log_record_link_id session_log_record_client_i_pv4_address session_log_record_client_port session_log_record_session_status_summary_writes_occured session_log_record_num_publish_pdu",
    port: 5094,
    rows: ["tcp|s1|10.0.0.6|40002|F|0"],
    answers: 1,
  },
  {
    path: "modbus_detailed",
    columns:
      "tid unit func address quantity request_values response_values modbus_detailed_link_id matched subfunction_code misc",
    port: 502,
    rows: [
      "1|4|READ_COILS|1|1|-|1|-|T",
      "2|4|DIAGNOSTICS|-|-|-|-|-|T|Request: Restart Communications Option, Response: Restart Communications Option",
      "3|4|DIAGNOSTICS|-|-|-|-|-|T|Request: Return Diagnostic Register, Response: Return Diagnostic Register|0,0",
    ],
    done: { read: 1, diagnose: 1, control: 1 },
    answers: 3,
  },
  {
    path: "modbus_mask_write_register",
    columns: `${SENDER} modbus_detailed_link_id tid unit func request_response address and_mask or_mask`,
    port: 502,
    rows: [
      `${ASKS(502)}|k1|1|4|MASK_WRITE_REGISTER|REQUEST|10|242|37`,
      `${ANSWERS(502)}|k1|1|4|MASK_WRITE_REGISTER|RESPONSE|10|242|37`,
    ],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "modbus_read_write_multiple_registers",
    columns: `${SENDER} modbus_detailed_link_id tid unit func request_response write_start_address write_registers read_start_address read_quantity read_registers`,
    port: 502,
    rows: [
      `${ASKS(502)}|k1|1|4|READ_WRITE_MULTIPLE_REGISTERS|REQUEST|10|1,2|3|1`,
      `${ANSWERS(502)}|k1|1|4|READ_WRITE_MULTIPLE_REGISTERS|RESPONSE|-|-|-|-|7`,
    ],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "modbus_read_device_identification",
    columns: `${SENDER} modbus_detailed_link_id tid unit func request_response mei_type conformity_level_code conformity_level device_id_code object_id_code object_id object_value`,
    port: 502,
    rows: [
      `${ASKS(502)}|k1|1|255|ENCAP_INTERFACE_TRANSPORT|REQUEST|READ-DEVICE-IDENTIFICATION|-|-|1|0x00|VendorName`,
      `${ANSWERS(502)}|k1|1|255|ENCAP_INTERFACE_TRANSPORT|RESPONSE|READ-DEVICE-IDENTIFICATION|0x02|Regular|1|0x00|VendorName|Acme`,
      `${ANSWERS(502)}|k1|1|255|ENCAP_INTERFACE_TRANSPORT|RESPONSE|READ-DEVICE-IDENTIFICATION|0x02|Regular|1|0x05|ModelName|M-9`,
    ],
    names: ["vendor=Acme", "model=M-9"],
    done: { diagnose: 1 },
    answers: 2,
  },
  {
    path: "omron_fins_general",
    columns:
      "proto omron_fins_link_id icf_gateway icf_data_type icf_response_setting gateway_count destination_network_address destination_node_number destination_unit_address source_network_address source_node_number source_unit_address service_id command_code",
    port: 9600,
    rows: [
      "udp|k1|-|Command (0)|-|2|0|7|0|0|5|0|1|Controller Data Read (0x0501)",
      "udp|k2|-|Response (1)|-|2|0|5|0|0|7|0|1|Controller Data Read (0x0501)",
    ],
    done: { diagnose: 1 },
    answers: 1,
  },
  {
    path: "omron_fins_detail",
    columns:
      "omron_fins_link_id command_code icf_data_type response_code controller_data_to_read controller_model controller_version for_system_use program_area_size kind_of_memory_card cpu_bus_unit_config",
    port: 9600,
    rows: [
      "k1|Controller Data Read (0x0501)|Command (0)",
      "k2|Controller Data Read (0x0501)|Response (1)|Normal completion (0x0000)|-|AC2H-CPU9|01.05|-|1|No Memory Card (0x00)",
    ],
    names: ["model=AC2H-CPU9", "firmware=01.05"],
    done: { diagnose: 1 },
    answers: 1,
  },
  {
    path: "omron_fins_error",
    columns:
      "omron_fins_link_id command_code icf_data_type response_code error_reset_fal_no beginning_record_no max_no_stored_records no_of_stored_records no_of_records error_code_1 error_code_2 minute second day hour year month",
    port: 9600,
    rows: ["k1|Error Log Read (0x2102)|Command (0)|-|-|0|-|-|1", "k2|Error Log Read (0x2102)|Response (1)"],
    done: { diagnose: 1 },
    answers: 1,
  },
  {
    path: "omron_fins_file",
    columns:
      "omron_fins_link_id command_code icf_data_type response_code disk_no beginning_file_position no_of_files volume_label year month day hour minute second total_capacity unused_capacity total_no_files no_files_read last_file file_name file_capacity file_position data_length fuid parameter_code src_disk_no src_file_name dst_disk_no dst_file_name",
    port: 9600,
    rows: ["k1|Single File Write (0x2203)|Command (0)|-|1", "k2|Single File Write (0x2203)|Response (1)"],
    done: { program: 1 },
    answers: 1,
  },
  {
    path: "profinet_io_cm",
    columns:
      "source_h source_p destination_h destination_p proto rpc_version packet_type reserved_for_impl_1 last_fragment fragment no_fragment_requested maybe idempotent broadcast reserved_for_impl_2 cancel_was_pending_at_call_end integer_encoding character_encoding floating_point_encoding serial_high object_uuid interface_uuid activity_uuid server_boot_time interface_vers_major interface_vers_minor sequence_num operation_num interface_hint activity_hint len_of_body fragment_num auth_protocol serial_low vers_fack window_size max_tsdu max_frag_size serial_number sel_ack_len array_of_sel_ack",
    port: 34_964,
    rows: [
      "10.0.0.5|40001|10.0.0.7|34964|udp|4|Request|F|F|F|F|F|T|F|F|F|Big Endian|ASCII|IEEE|0|DEA00000-6C97-11D1-8271-00010003015A|-|-|0|0|1|1|Write",
      "10.0.0.7|34964|10.0.0.5|40001|udp|4|Response|F|F|F|T|F|T|F|F|F|Big Endian|ASCII|IEEE|0|DEA00000-6C97-11D1-8271-00010003015A|-|-|2|0|1|1|Write",
    ],
    names: ["instance=0x015a", "instance=0x0003"],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "roc_plus",
    columns:
      "protocol roc_plus_link_id packet_type destination_unit destination_group source_unit source_group opcode data_length lsb_crc msb_crc error_code error_offset",
    port: 4000,
    rows: [
      "tcp|k1|Request|17|2|1|0|WRITE-SINGLE-POINT-PARAMETERS|4",
      "tcp|k1|Response|1|0|17|2|WRITE-SINGLE-POINT-PARAMETERS",
    ],
    names: ["instance=2/17"],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "s7comm",
    columns: `${SENDER} rosctr_code rosctr_name pdu_reference function_code function_name subfunction_code subfunction_name error_class error_code`,
    port: 102,
    rows: [
      `${ASKS(102)}|1|Job-Request|1|0x29|PLC Stop`,
      `${ANSWERS(102)}|3|ACK-Data|1|0x29|PLC Stop|-|-|No error|0x00`,
    ],
    done: { control: 1 },
    answers: 1,
  },
  {
    path: "s7comm_read_szl",
    columns: `${SENDER} pdu_reference method szl_id szl_id_name szl_index return_code return_code_name`,
    port: 102,
    rows: [
      `${ASKS(102)}|1|Request|0x0011|Module identification|0x0001|0xff|Success`,
      `${ANSWERS(102)}|1|Response|0x0011|Module identification|0x0001|0xff|Success`,
    ],
    done: { diagnose: 1 },
    answers: 1,
  },
  {
    path: "s7comm_upload_download",
    columns: `${SENDER} rosctr pdu_reference function_name function_status session_id blocklength filename block_type block_number destination_filesystem`,
    port: 102,
    rows: [`${ASKS(102)}|Job-Request|1|Start Upload`, `${ANSWERS(102)}|ACK-Data|1|Start Upload`],
    done: { program: 1 },
    answers: 1,
  },
  {
    path: "s7comm_plus",
    columns: `${SENDER} version opcode opcode_name function_code function_name`,
    port: 102,
    rows: [`${ASKS(102)}|3|0x31|Request|0x04f2|Set Variable`, `${ANSWERS(102)}|3|0x32|Response|0x04f2|Set Variable`],
    done: { write: 1 },
    answers: 1,
  },
  {
    path: "s7comm_known_devices",
    columns: `${SENDER} automation_system_name module_name plant_name module_serial`,
    port: 102,
    rows: ["-|-|-|-|-|FILLER-2|CPU 315-2 PN/DP|(empty)|S C-X0000000001"],
    names: ["name=FILLER-2", "model=CPU 315-2 PN/DP", "serial=S C-X0000000001"],
    answers: 1,
  },
  {
    path: "synchrophasor_cmd",
    columns: "proto command extframe",
    port: 4712,
    rows: ["tcp|Send CFG-2|(empty)", "tcp|Data on|(empty)", "tcp|Extended frame|1,2"],
    done: { read: 2, control: 1 },
    answers: 0,
  },
  {
    path: "synchrophasor_cfg_detail",
    columns:
      "proto frame_type header_time_stamp cfg_frame_id pmu_idx svc_class station_name data_source_id global_pmuid phasor_shape phasor_format analog_format freq_format phnmr annmr dgnmr phnam annam dgnam phasor_conv_phunit phasor_conv_pseudo_phasor_val analog_conv_offset digital_conv_valid_inputs_mask pmu_lat pmu_lon pmu_elev window group_delay fnom cfgcnt",
    port: 4712,
    rows: ["tcp|CFG2|1700000000.0|k1|0|(empty)|North|241|(empty)|F|T|T|F|4|0|0|V1,V2"],
    names: ["name=North", "instance=241", "role=pmu"],
    answers: 1,
  },
];

function lineOf(row: string, columns: number): string {
  const cells = row.split("|");
  while (cells.length < columns) cells.push("-");
  return cells.join("\t");
}

function logOf({ path, columns, rows, port }: LogCase): string {
  const names = `${ID} ${columns}`.split(" ");
  const lines = rows.map((row, at) =>
    lineOf(`17000000${10 + at}.0|C1|10.0.0.5|40001|10.0.0.7|${port}|${row}`, names.length),
  );
  return ["#separator \\x09", `#path\t${path}`, `#fields\t${names.join("\t")}`, ...lines, ""].join("\n");
}

const namesOf = ({ observations }: DiscoveryResult) =>
  observations.flatMap((it) => (it.kind === "identity" ? [`${it.field}=${it.value}`] : []));

describe("logs of ICSNPP's parsers", () => {
  it.each(CASES)("$path", async (it) => {
    const { result } = await readContent(logOf(it));
    expect(result.warnings).toEqual([]);
    expect(result.ledger).toMatchObject({ records: it.rows.length, parsed: it.rows.length });
    expect(namesOf(result)).toEqual(it.names ?? []);
    const told = [...result.flows].map((flow) => ({ answers: flow.packetsFromResponder, done: flow.operations }));
    expect(told).toEqual(it.answers === undefined ? [] : [{ answers: it.answers, done: it.done ?? {} }]);
  });
});
