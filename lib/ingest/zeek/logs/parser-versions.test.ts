import { describe, expect, it } from "vitest";
import type { Observation } from "@/lib/domain/observation";
import { readContent } from "@/lib/testing/read-content";

/** ICSNPP's parsers have renamed, added and split columns and logs; sensors carry all versions. */

const ID = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p";
const SENDER = "is_orig source_h source_p destination_h destination_p";
const BETWEEN = "1700000000.0 C1 10.0.0.5 40001 10.0.0.7";

/** Columns and cells stand between blanks; "_" in a cell is a blank of its own. */
function log(path: string, columns: string, rows: readonly string[]): string {
  const lines = rows.map((row) =>
    row
      .split(" ")
      .map((cell) => cell.replaceAll("_", " "))
      .join("\t"),
  );
  return [`#separator \\x09`, `#path\t${path}`, `#fields\t${columns.replaceAll(" ", "\t")}`, ...lines, ""].join("\n");
}

/** The same records as Zeek's JSON writer has them: without unset fields. */
function json(path: string, columns: string, rows: readonly string[]): string {
  const names = columns.split(" ");
  return rows
    .map((row) => {
      const cells = row.split(" ").map((cell, at) => [names[at], cell.replaceAll("_", " ")] as const);
      const fields = cells.filter(([, value]) => value !== "-").map(([name, value]) => [name, typed(value)]);
      return `${JSON.stringify({ _path: path, ...Object.fromEntries(fields) })}\n`;
    })
    .join("");
}

const typed = (value: string): unknown =>
  value === "T" ? true : value === "F" ? false : /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;

const FORMS = [
  ["tab-separated", log],
  ["JSON", json],
] as const;

const named = (observations: readonly Observation[]) =>
  observations.flatMap((it) => (it.kind === "identity" ? [`${it.subject.ip} ${it.field}=${it.value}`] : []));

const servers = (observations: readonly Observation[]) =>
  observations.flatMap((it) =>
    it.kind === "service" ? [`${it.subject.ip} ${it.transport}/${it.port} ${it.service}`] : [],
  );

describe.each(FORMS)("%s logs of versions that do not name the sender", (_, form) => {
  it("DNP3: a response is the outstation's, and does nothing", async () => {
    const columns = `${ID} function_code object_type object_count range_low range_high`;
    const { result } = await readContent(
      form("dnp3_objects", columns, [
        `${BETWEEN} 20000 READ Class_0_Data - - -`,
        `${BETWEEN} 20000 RESPONSE Binary_Input 4 0 3`,
      ]),
    );
    expect([...result.flows]).toEqual([expect.objectContaining({ packetsFromResponder: 1, operations: { read: 1 } })]);
    expect(servers(result.observations)).toEqual(["10.0.0.7 tcp/20000 dnp3"]);
  });

  it("CIP: the direction tells whose record it is", async () => {
    const columns = `${ID} cip_sequence_count direction cip_service_code cip_service cip_status class_id class_name`;
    const { result } = await readContent(
      form("cip", columns, [
        `${BETWEEN} 44818 7 request 0x10 Set_Attribute_Single - 0x04 Assembly`,
        `${BETWEEN} 44818 7 response 0x10 Set_Attribute_Single Success - -`,
      ]),
    );
    expect([...result.flows]).toEqual([expect.objectContaining({ packetsFromResponder: 1, operations: { write: 1 } })]);
    expect(servers(result.observations)).toEqual(["10.0.0.7 tcp/44818 enip"]);
  });

  it("EtherNet/IP: ListIdentity is asked once for its question and its answer", async () => {
    const columns = `${ID} enip_command_code enip_command length session_handle enip_status sender_context options`;
    const { result } = await readContent(
      form("enip", columns, [
        `${BETWEEN} 44818 0x63 List_Identity 0 0x00000000 Success 0x00 0x00000000`,
        `${BETWEEN} 44818 0x63 List_Identity 60 0x00000000 Success 0x00 0x00000000`,
      ]),
    );
    expect([...result.flows][0]?.operations).toEqual({ diagnose: 1 });
    expect(servers(result.observations)).toEqual(["10.0.0.7 tcp/44818 enip"]);
  });

  it("OPC UA: a response header or an ACK is the server's", async () => {
    const columns = `${ID} opcua_id msg_type identifier identifier_str req_hdr_timestamp res_hdr_timestamp`;
    const { result } = await readContent(
      form("opcua-binary", columns, [
        `${BETWEEN} 4840 a1 HEL - - - -`,
        `${BETWEEN} 4840 a2 ACK - - - -`,
        `${BETWEEN} 4840 a3 MSG 673 WriteRequest 1700000000.0 -`,
        `${BETWEEN} 4840 a4 MSG 676 WriteResponse - 1700000000.1`,
      ]),
    );
    expect([...result.flows]).toEqual([expect.objectContaining({ packetsFromResponder: 2, operations: { write: 1 } })]);
    expect(servers(result.observations)).toEqual(["10.0.0.7 tcp/4840 opcua"]);
    expect(result.warnings).toEqual([]);
  });

  it("OPC UA: descriptions of endpoints stand in the log of the questions, and are the server's", async () => {
    const columns = `${ID} opcua_id endpoint_url application_uri product_uri text message_security_mode security_policy_uri`;
    const { result } = await readContent(
      form("opcua-binary-get-endpoints", columns, [
        `${BETWEEN} 4840 a1 opc.tcp://plant:4840 - - - - -`,
        `${BETWEEN} 4840 a2 opc.tcp://plant:4840 urn:plant:server http://example.test/ua Line_4_Server 3 http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256`,
      ]),
    );
    expect(named(result.observations)).toEqual([
      "10.0.0.7 description=Line 4 Server",
      "10.0.0.7 description=urn:plant:server",
      "10.0.0.7 description=http://example.test/ua",
    ]);
    expect(servers(result.observations)).toEqual(["10.0.0.7 tcp/4840 opcua"]);
    expect(result.warnings).toEqual([]);
  });

  it("BSAP: the kind of the message tells who polls and who responds", async () => {
    const columns = `${ID} num_msg type_name`;
    const { result } = await readContent(
      form("bsap_ip_header", columns, [
        `${BETWEEN} 1234 0 POLL`,
        `${BETWEEN} 1234 1 REQUEST`,
        `${BETWEEN} 1234 1 RESPONSE`,
      ]),
    );
    expect([...result.flows]).toEqual([expect.objectContaining({ packetsFromResponder: 1 })]);
  });
});

describe("logs of single OPC UA services", () => {
  it("tell what was done where the log of all messages is missing", async () => {
    const columns = `${ID} ${SENDER} opcua_link_id attribute_id attribute_id_str index_range`;
    const { result } = await readContent(
      log("opcua_binary_write", columns, [
        `${BETWEEN} 4840 T 10.0.0.5 40001 10.0.0.7 4840 a1 13 Value -`,
        `${BETWEEN} 4840 F 10.0.0.7 4840 10.0.0.5 40001 a2 - - -`,
      ]),
    );
    expect([...result.flows][0]).toMatchObject({ packetsFromResponder: 1, operations: { write: 1 } });
  });
});

describe("a login with a password that everybody could read", () => {
  it.each([
    ["roc_plus_login", `${ID} roc_plus_link_id operator_id password`, `${BETWEEN} 4000 a1 LOI 1000`, 4000, "roc-plus"],
    [
      "c1222_logon_service",
      `${ID} proto req_resp service_type user_id password`,
      `${BETWEEN} 1153 tcp Req logon 2 secret`,
      1153,
      "c1222",
    ],
  ])("%s is a flag of the service, and the password is kept nowhere", async (path, columns, row, port, service) => {
    const { result } = await readContent(log(path, columns, [row]));
    expect(result.observations).toContainEqual(
      expect.objectContaining({ kind: "service", port, service, flags: ["cleartext-login"] }),
    );
    expect(JSON.stringify(result)).not.toMatch(/secret|LOI/);
  });
});

describe("a HART-IP device", () => {
  it("is called by its long tag without the zeros that fill it, and by nothing it was never given", async () => {
    const columns = `${ID} proto read_long_tag_response_long_tag read_tag_descriptor_date_response_tag read_tag_descriptor_date_response_descriptor`;
    const { result } = await readContent(
      log("hart_ip_universal_commands", columns, [
        `${BETWEEN} 5094 tcp gateway9${"\\x00".repeat(24)} - -`,
        `${BETWEEN} 5094 tcp - @@@@@@@@ @@@@@@@@@@@@@@@@`,
      ]),
    );
    expect(named(result.observations)).toEqual(["10.0.0.7 name=gateway9"]);
  });
});

describe("columns of ICSNPP's logs", () => {
  it.each([
    ["bsap_ip_header", "num_msg type_name"],
    [
      "cip",
      "packet_correlation_id cip_sequence_count direction cip_service_code cip_service cip_status_code cip_status cip_extended_status_code cip_extended_status class_id class_name instance_id attribute_id",
    ],
    ["cip_io", "packet_correlation_id connection_id sequence_number data_length io_data"],
    [
      "opcua_binary",
      "opcua_link_id msg_type is_final msg_size error reason version rcv_buf_size snd_buf_size max_msg_size max_chunk_cnt endpoint_url sec_channel_id sec_policy_uri_len sec_policy_uri snd_cert_len snd_cert rcv_cert_len rcv_cert seq_number request_id encoding_mask namespace_idx identifier identifier_str req_hdr_node_id_type req_hdr_node_id_namespace_idx req_hdr_node_id_numeric req_hdr_node_id_string req_hdr_node_id_guid req_hdr_node_id_opaque req_hdr_timestamp req_hdr_request_handle req_hdr_return_diag req_hdr_audit_entry_id req_hdr_timeout_hint req_hdr_add_hdr_type_id req_hdr_add_hdr_enc_mask res_hdr_timestamp res_hdr_request_handle status_code_link_id res_hdr_service_diag_encoding res_hdr_add_hdr_type_id res_hdr_add_hdr_enc_mask",
    ],
    [
      "opcua_binary_activate_session",
      "opcua_link_id client_algorithm client_signature client_software_cert_link_id opcua_locale_link_id ext_obj_type_id_encoding_mask ext_obj_type_id_namespace_idx ext_obj_type_id_numeric ext_obj_type_id_string ext_obj_type_id_guid ext_obj_type_id_opaque ext_obj_type_id_str ext_obj_encoding ext_obj_policy_id ext_obj_user_name ext_obj_password ext_obj_encryption_algorithom ext_obj_certificate_data ext_obj_token_data user_token_algorithm user_token_signature server_nonce status_code_link_id activate_session_diag_info_link_id",
    ],
    [
      "opcua_binary_browse",
      "opcua_link_id browse_service_type browse_view_id_encoding_mask browse_view_id_numeric browse_view_description_timestamp browse_view_description_view_version req_max_ref_nodes browse_description_link_id browse_next_release_continuation_point browse_next_link_id browse_response_link_id browse_diag_info_link_id",
    ],
    [
      "opcua_binary_browse_response_references",
      "browse_reference_link_id browse_response_ref_encoding_mask browse_response_is_forward browse_response_ref_type_namespace_uri browse_response_ref_type_server_idx browse_response_ref_name browse_response_display_name_text browse_response_node_class browse_response_type_def_numeric",
    ],
    ["opcua_binary_close_session", "opcua_link_id del_subscriptions"],
    ["opcua_binary_create_monitored_items", "opcua_link_id subscription_id timestamps_to_return create_item_link_id"],
    [
      "opcua_binary_create_monitored_items_create_item",
      "create_item_link_id item_to_monitor_node_id_numeric item_to_monitor_attribute_id item_to_monitor_index_range item_to_monitor_name monitoring_mode monitoring_parameters_client_handle monitoring_parameters_filter_type_id_encoding filter_details_link_id",
    ],
    [
      "opcua_binary_create_session_user_token",
      "user_token_link_id user_token_policy_id user_token_type user_token_issued_type user_token_endpoint_url user_token_sec_policy_uri",
    ],
    [
      "opcua_binary_create_subscription",
      "opcua_link_id requested_publishing_interval requested_lifetime_count requested_max_keep_alive_count max_notifications_per_publish publishing_enabled priority subscription_id revised_publishing_interval revised_lifetime_count revised_max_keep_alive_count",
    ],
    [
      "opcua_binary_diag_info_detail",
      "diag_info_link_id root_object_id source source_str inner_diag_level has_symbolic_id symbolic_id symbolic_id_str has_inner_diag_info",
    ],
    ["opcua_binary_get_endpoints", "opcua_link_id endpoint_url locale_link_id profile_uri_link_id"],
    ["opcua_binary_get_endpoints_discovery", "discovery_profile_link_id discovery_profile_uri discovery_profile_url"],
    ["opcua_binary_read", "opcua_link_id max_age timestamps_to_return timestamps_to_return_str nodes_to_read_link_id"],
    [
      "opcua_binary_read_nodes_to_read",
      "nodes_to_read_link_id node_id_encoding_mask node_id_namespace_idx node_id_numeric node_id_string node_id_guid node_id_opaque attribute_id attribute_id_str index_range data_encoding_name_idx data_encoding_name",
    ],
    [
      "opcua_binary_read_results",
      "results_link_id level data_value_encoding_mask status_code_link_id source_timestamp source_pico_sec server_timestamp server_pico_sec read_results_variant_metadata_link_id",
    ],
    [
      "opcua_binary_status_code_detail",
      "status_code_link_id source source_str source_level status_code severity severity_str sub_code sub_code_str structure_changed semantics_changed info_type info_type_str limit_bits limit_bits_str overflow historian_bits historian_bits_str historianPartial historianExtraData historianMultiValue",
    ],
    [
      "opcua_binary_variant_data",
      "variant_data_link_id variant_data_value_signed_numeric variant_data_node_id_server_idx variant_data_value_time variant_data_text variant_data_ext_obj_link_id variant_metadata_data_link_id",
    ],
    [
      "opcua_binary_variant_metadata",
      "variant_source_data_link_id variant_data_source variant_data_source_str dara_variant_encoding_mask data_variant_data_type built_in_data_type built_in_data_type_str variant_data_link_id variant_data_array_dim variant_data_array_multi_dim_link_id",
    ],
    [
      "roc_plus_login",
      "roc_plus_link_id operator_id password access_level logout_string session_key_string wrapped_session_key",
    ],
    [
      "roc_plus_realtime_clock",
      "roc_plus_link_id current_second current_minute current_hour current_day current_month current_year current_day_of_week",
    ],
    ["roc_plus_sys_cfg", "roc_plus_link_id system_mode port_number type_of_roc subtype point_type_60 point_type_255"],
    [
      "roc_plus_file_transfer",
      "roc_plus_link_id command open_options path filename file_descriptor offset file_size num_bytes data",
    ],
  ])("%s are known", async (path, columns) => {
    const hasSender = !path.startsWith("roc_plus");
    const head = hasSender ? `${ID} ${SENDER}` : ID;
    const sender = hasSender ? " T 10.0.0.5 40001 10.0.0.7 4840" : "";
    const cells = columns
      .split(" ")
      .map(() => "1")
      .join(" ");
    const { result } = await readContent(log(path, `${head} ${columns}`, [`${BETWEEN} 4840${sender} ${cells}`]));
    expect(result.warnings).toEqual([]);
    expect(result.ledger).toMatchObject({ records: 1, parsed: 1 });
  });
});
