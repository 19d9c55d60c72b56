/** Columns of logs without a reader of their own that are known and say nothing of a device, by path (ICSNPP READMEs). */
const KNOWN: Readonly<Record<string, string>> = {
  bsap_ip_header: "num_msg type_name",
  bsap_ip_rdb:
    "header_size mes_seq res_seq data_len sequence app_func_code node_status func_code variable_count variables variable_value",
  bsap_ip_unknown: "data",
  bsap_serial_header: "ser dadd sadd ctl dfun seq sfun nsb type_name",
  bsap_serial_rdb: "func_code variables variable_value",
  bsap_serial_rdb_ext: "dfun seq sfun nsb extfun data",
  bsap_serial_unknown: "data",
  cotp: "pdu_code pdu_name",
  ge_srtp_general:
    "sequence_number_1 text_length time_seconds time_minutes time_hours sequence_number_2 message_type mailbox_source mailbox_destination packet_number total_packet_number segment_selector memory_offset data_length status_code minor_status_code data_requested control_program_number current_privilege_level last_sweep_time oversweep_flag constant_sweep_mode plc_fault_entry_last_read io_fault_entry_last_read plc_fault_entry_present io_fault_entry_present programmer_attachment front_panel_enable_switch front_panel_run_switch oem_protected plc_state",
  modbus_mask_write_register: "modbus_detailed_link_id tid unit uint func request_response address and_mask or_mask",
  modbus_read_write_multiple_registers:
    "modbus_detailed_link_id tid unit uint func request_response write_start_address write_registers read_start_address read_quantity read_registers",
  profinet_io_cm:
    "rpc_version reserved_for_impl_1 last_fragment fragment no_fragment_requested maybe idempotent broadcast reserved_for_impl_2 cancel_was_pending_at_call_end integer_encoding character_encoding floating_point_encoding serial_high object_uuid interface_uuid activity_uuid server_boot_time interface_vers_major interface_vers_minor sequence_num operation_num interface_hint activity_hint len_of_body fragment_num auth_protocol serial_low vers_fack window_size max_tsdu max_frag_size serial_number sel_ack_len array_of_sel_ack",
  roc_plus:
    "roc_plus_link_id destination_unit destination_group source_unit source_group data_length lsb_crc msb_crc error_code error_offset",
  roc_plus_sys_cfg:
    "roc_plus_link_id system_mode port_number security_access_mode logical_compatability_status opcode_revision subtype point_types",
  s7comm_read_szl: "pdu_reference method szl_id szl_id_name szl_index return_code return_code_name",
  synchrophasor: "version data_stream_id history frame_size_min frame_size_max data_frame_count data_rate",
  synchrophasor_cfg:
    "frame_type frame_size cont_idx pmu_count_expected pmu_count_actual data_rate phasor_names analog_names digital_names",
  synchrophasor_cmd: "frame_type frame_size extframe",
  synchrophasor_data: "frame_type frame_size pmu_count_expected pmu_count_actual",
  synchrophasor_hdr: "frame_type frame_size data",
};

export const columnsOfMember = (path: string): readonly string[] => KNOWN[path]?.split(" ") ?? [];
