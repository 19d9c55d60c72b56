/** Columns of logs without a reader of their own that are known and say nothing of a device, by path (ICSNPP READMEs, Zeek's own scripts and packages). */
const KNOWN: Readonly<Record<string, string>> = {
  bsap_ip_header: "num_msg type_name",
  bsap_ip_rdb:
    "header_size mes_seq res_seq data_len sequence app_func_code node_status func_code variable_count variables variable_value",
  bsap_ip_unknown: "data",
  bsap_serial_header: "ser dadd sadd ctl dfun seq sfun nsb type_name",
  bsap_serial_rdb: "func_code variables variable_value",
  bsap_serial_rdb_ext: "dfun seq sfun nsb extfun data",
  bsap_serial_unknown: "data",
  c1222:
    "elements is_encrypted_epsem services aso_context called_ap_title calling_ap_title calling_ae_qualifier mechanism_name calling_auth_value called_ap_invocation_id calling_ap_invocation_id",
  c1222_authentication_value:
    "authentication_mechanism indirect_reference octet_aligned c1222_key_id c1222_iv c1221_ident c1221_req c1221_resp",
  c1222_dereg_reg_service:
    "node_type connection_type device_class ap_title native_address notification_pattern reg_period reg_delay reg_info",
  c1222_identification_service:
    "standard version revision security_mechanism nbr_session_supported nbrSession_supported sessionless_supported device_class device_identity_format",
  c1222_logon_security_service: "user_id password user session_idle_timeout",
  c1222_logon_service: "user_id password user session_idle_timeout",
  c1222_read_write_service: "table_id offset index element_count count_m data chksum octet_count",
  c1222_resolve_service: "ap_title local_address",
  c1222_service_error: "service error_code rqtl_max_request_size rstl_max_response_size sigerr_resp",
  c1222_trace_service: "ap_titles",
  c1222_user_information: "indirect_reference_encoding padding mac epsem_control ed_class encrypted_epsem services",
  c1222_wait_service: "time_s",
  cotp: "pdu_code pdu_name",
  ge_srtp_general:
    "sequence_number_1 text_length time_seconds time_minutes time_hours sequence_number_2 message_type mailbox_source mailbox_destination packet_number total_packet_number segment_selector memory_offset data_length status_code minor_status_code data_requested control_program_number current_privilege_level last_sweep_time oversweep_flag constant_sweep_mode plc_fault_entry_last_read io_fault_entry_last_read plc_fault_entry_present io_fault_entry_present programmer_attachment front_panel_enable_switch front_panel_run_switch oem_protected plc_state",
  hart_ip_session_record: "session_log_record_link_id",
  irc: "nick user value addl dcc_file_name dcc_file_size dcc_mime_type fuid",
  ipsec:
    "initiator_spi responder_spi maj_ver min_ver exchange_type flag_e flag_c flag_a flag_i flag_v flag_r message_id vendor_ids notify_messages transforms ke_dh_groups proposals protocol_id certificates situation transform_attributes length hash",
  mms: "src_ip dst_ip src_port dst_port src_mac dst_mac src_ip_seen src_mac_seen mms_ip_pair_seen mms_full_pair_seen protocolVersion parameterCBB servicesSupported",
  modbus_mask_write_register: "modbus_detailed_link_id tid unit uint func request_response address and_mask or_mask",
  modbus_read_write_multiple_registers:
    "modbus_detailed_link_id tid unit uint func request_response write_start_address write_registers read_start_address read_quantity read_registers",
  modbus_register_change: "register old_val new_val delta",
  mqtt_publish: "retain qos status topic payload payload_len",
  mqtt_subscribe: "action topics qos_levels granted_qos_level ack",
  omron_fins_data_link_status_read:
    "response_code node_number data_links node_setting master_node_number error_status mode_status warning_status",
  omron_fins_detail:
    "memory_area_code beginning_address number_of_items parameter_area_code beginning_word number_of_words last_word_bit response_code data year month date hour minute second day fixed intelligent_id_no first_word read_length data_length num_of_link_nodes block_record_data_link_status block_record_num_of_link_nodes block_record_node_num block_record_cio_area_first_word block_record_kind_of_dm block_record_dm_area_first_word block_record_num_of_total_words program_no protect_code password last_word clear_code number_of_bytes run_mode controller_data_to_read for_system_use program_area_size iom_size no_of_dm_words timer_size expansion_dm_size no_of_steps_transitions kind_of_memory_card memory_card_size cpu_bus_unit_config no_of_sysmac_bus_master_mounted no_of_sysmac_bus2_master_mounted peripheral_device_connected built_in_host_interface no_of_racks_connected no_of_units unit_address model_number controller_status_data_read_status controller_status_data_read_mode fatal_error non_fatal_error message_yes_no fal_fals_no error_message cycle_time_read_parameter average_cycle_time max_cycle_time min_cycle_time test_data number_of_receptions acquire_network_address acquire_node_number acquire_unit_address",
  omron_fins_error:
    "response_code error_reset_fal_no beginning_record_no max_no_stored_records no_of_stored_records no_of_records error_code_1 error_code_2 minute second day hour year month",
  omron_fins_file:
    "response_code disk_no beginning_file_position no_of_files volume_label year month day hour minute second total_capacity unused_capacity total_no_files no_files_read last_file file_name file_capacity file_position data_length fuid parameter_code src_disk_no src_file_name dst_disk_no dst_file_name",
  omron_fins_general:
    "icf_gateway icf_response_setting gateway_count destination_network_address destination_node_number destination_unit_address source_network_address source_node_number source_unit_address service_id",
  omron_fins_network_status_read:
    "response_code node_number in_network exit_status polling communication_cycle_time current_polling_node_number cyclic_operation cyclic_transmission_status non_fatal_error cyclic_error_count",
  profinet_io_cm:
    "rpc_version reserved_for_impl_1 last_fragment fragment no_fragment_requested maybe idempotent broadcast reserved_for_impl_2 cancel_was_pending_at_call_end integer_encoding character_encoding floating_point_encoding serial_high object_uuid interface_uuid activity_uuid server_boot_time interface_vers_major interface_vers_minor sequence_num operation_num interface_hint activity_hint len_of_body fragment_num auth_protocol serial_low vers_fack window_size max_tsdu max_frag_size serial_number sel_ack_len array_of_sel_ack",
  redis: "cmd.name cmd.key cmd.value success reply.value",
  roc_plus:
    "roc_plus_link_id destination_unit destination_group source_unit source_group data_length lsb_crc msb_crc error_code error_offset",
  roc_plus_sys_cfg:
    "roc_plus_link_id system_mode port_number security_access_mode logical_compatability_status opcode_revision subtype point_types",
  s7comm_read_szl: "pdu_reference method szl_id szl_id_name szl_index return_code return_code_name",
  s7comm_upload_download:
    "pdu_reference function_status session_id blocklength filename block_type block_number destination_filesystem",
  smb_cmd: "sub_command argument status rtt version username tree tree_service",
  socks: "version user password status request.host request.name request_p bound.host bound.name bound_p",
  stun: "trans_id method class attr_types attr_vals",
  stun_nat: "wan_addrs wan_ports lan_addrs",
  synchrophasor: "version data_stream_id history frame_size_min frame_size_max data_frame_count data_rate",
  synchrophasor_cfg:
    "frame_type frame_size cont_idx pmu_count_expected pmu_count_actual data_rate phasor_names analog_names digital_names pmu_count",
  synchrophasor_cfg_detail:
    "header_time_stamp cfg_frame_id pmu_idx svc_class global_pmuid phasor_shape phasor_format analog_format freq_format phnmr annmr dgnmr phnam annam dgnam pmu_lat pmu_lon pmu_elev window group_delay fnom cfgcnt",
  synchrophasor_cmd: "frame_type frame_size extframe",
  synchrophasor_data: "frame_type frame_size pmu_count_expected pmu_count_actual pmu_count",
  synchrophasor_data_detail:
    "header_time_stamp data_frame_id pmu_idx trigger_reason unlocked_time pmu_time_quality data_modified config_change pmu_trigger_pickup data_sorting_type pmu_sync_error data_error_indicator est_rectangular_real est_rectangular_imaginary est_polar_magnitude est_polar_angle freq_dev_mhz rocof analog_data digital",
  synchrophasor_hdr: "frame_type frame_size data",
  tftp: "wrq fname mode uid_data size block_sent block_acked error_code error_msg",
  wireguard: "established initiations responses",
};

/** The path is a word of the file: "constructor" is one, too. */
export const columnsOfMember = (path: string): readonly string[] =>
  Object.hasOwn(KNOWN, path) ? (KNOWN[path] as string).split(" ") : [];

/** Patterns of columns that the logs of one protocol have by the hundred. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  c37118: /^(?:phasor|analog|digital)_conv_/,
  smb: /^referenced_file\./,
  fins: /^(?:message|fal_fals)_(?:no_)?\d+$/,
  "hart-ip":
    /^(?:header|session|session_log|token_passing_pdu|direct_pdu|read_audit_log|message_packet)_|_(?:request|response)(?:_|$)|^(?:read|write|set|lock|squawk|enter|exit|perform|reset|select|flush|map)_/,
};

export const isKnownOfFamily = (column: string, protocol: string): boolean =>
  column.endsWith("_link_id") || (PATTERNS[protocol]?.test(column) ?? false);
