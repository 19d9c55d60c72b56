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
  opcua_binary_activate_session:
    "client_algorithm client_signature user_token_algorithm user_token_signature server_nonce",
  opcua_binary_activate_session_client_software_cert: "cert_data cert_signature",
  opcua_binary_activate_session_locale_id: "local_id",
  opcua_binary_aggregate_filter:
    "start_time processing_interval use_server_capabilities_default treat_uncertain_as_bad percent_data_good percent_data_bad use_slopped_extrapolation",
  opcua_binary_browse: "req_max_ref_nodes",
  opcua_binary_browse_request_continuation_point: "continuation_point",
  opcua_binary_close_session: "del_subscriptions",
  opcua_binary_create_monitored_items: "subscription_id timestamps_to_return timestamps_to_return_str",
  opcua_binary_create_subscription:
    "requested_publishing_interval requested_lifetime_count requested_max_keep_alive_count max_notifications_per_publish publishing_enabled priority subscription_id revised_publishing_interval revised_lifetime_count revised_max_keep_alive_count",
  opcua_binary_data_change_filter: "trigger deadband_type deadband_value",
  opcua_binary_diag_info_detail:
    "root_object_id source source_str inner_diag_level has_symbolic_id symbolic_id symbolic_id_str has_namespace_uri namespace_uri namespace_uri_str has_locale locale locale_str has_locale_txt locale_txt locale_txt_str has_addl_info addl_info has_inner_stat_code inner_stat_code has_inner_diag_info",
  opcua_binary_event_filter_attribute_operand: "alias attribute attribute_id index_range",
  opcua_binary_event_filter_attribute_operand_browse_paths: "is_inverse include_subtypes target_name",
  opcua_binary_event_filter_element_operand: "element_index",
  opcua_binary_event_filter_simple_attribute_operand: "attribute_id index_range",
  opcua_binary_event_filter_simple_attribute_operand_browse_paths: "namespace_index name",
  opcua_binary_event_filter_where_clause_elements: "filter_operator",
  opcua_binary_read: "max_age timestamps_to_return timestamps_to_return_str",
  opcua_binary_read_array_dims: "dimension",
  opcua_binary_read_nodes_to_read: "attribute_id attribute_id_str index_range",
  opcua_binary_read_results: "level",
  opcua_binary_status_code_detail:
    "source source_str source_level status_code severity severity_str sub_code sub_code_str structure_changed semantics_changed info_type info_type_str limit_bits limit_bits_str overflow historian_bits historian_bits_str historianPartial historianExtraData historianMultiValue",
  opcua_binary_variant_array_dims: "dimension",
  opcua_binary_write: "attribute_id attribute_id_str index_range",
  redis: "cmd.name cmd.key cmd.value success reply.value",
  roc_plus:
    "roc_plus_link_id destination_unit destination_group source_unit source_group data_length lsb_crc msb_crc error_code error_offset",
  roc_plus_configurable_opcode: "table_number starting_table_location num_table_locations table_version_number data",
  roc_plus_data_request:
    "io_data_req io_data history_segment num_points historical_points periodic_index tag num_alarms starting_alarm_log_idx current_alarm_log_idx alarm_data num_events_req starting_event_log_idx num_events_sent current_event_log_idx event_data day_requested month_requested starting_periodic_idx num_periodic_entries daily_index num_daily_entries history_point periodic_values daily_values",
  roc_plus_file_transfer:
    "open_options path filename file_descriptor offset file_size num_bytes data additional_files total_num_files file_names",
  roc_plus_historical_min_max_vals:
    "history_segment historical_point_number historical_archival_method point_type point_logic_number parameter_number current_value minimum_value_since_contract maximum_value_since_contract time_of_min_value_occurrence time_of_max_value_occurrence minimum_value_yesterday maximum_value_yesterday time_of_yesterday_min_value time_of_yesterday_max_value value_during_last_completed_period",
  roc_plus_history_information:
    "history_segment history_segment_index current_index type_of_history num_time_periods request_timestamps num_points requested_history_points num_configured_points configured_points",
  roc_plus_history_point_data:
    "history_segment point_number type_of_history history_segment_index num_values_requested current_history_segment_index num_values_sent starting_history_point num_history_points num_time_periods num_data_elements_sent history_timestamps history_values",
  roc_plus_login: "operator_id password access_level logout_string session_key_string wrapped_session_key",
  roc_plus_peer_to_peer_network_messages:
    "network_id commissioned_index_one_based embedded_roc_opcode embedded_request_length embedded_request_data embedded_response_length embedded_request_data_response",
  roc_plus_realtime_clock:
    "current_second current_minute current_hour current_day current_month current_year current_day_of_week",
  roc_plus_single_point_parameters: "point_type point_logic_number num_parameters start_parameter_num parameter_data",
  roc_plus_store_and_forward:
    "host_address host_group dest1_address dest1_group dest2_address dest2_group dest3_address dest3_group dest4_address dest4_group desired_opcode num_data_bytes opcode_data",
  roc_plus_sys_cfg:
    "roc_plus_link_id system_mode port_number security_access_mode logical_compatability_status opcode_revision subtype point_types",
  roc_plus_time_period_history_points: "timestamp_for_index history_point_values",
  roc_plus_transaction_history:
    "segment transaction_offset transaction_number num_transactions data_offset more_data description payload_size transaction_num date_created msg_data_size data_type data",
  roc_plus_unknown_data: "data",
  roc_plus_unknown_opcode_data: "data",
  roc_plus_user_defined_info: "start_point num_points point_types",
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
    "frame_type header_time_stamp cfg_frame_id pmu_idx svc_class global_pmuid phasor_shape phasor_format analog_format freq_format phnmr annmr dgnmr phnam annam dgnam pmu_lat pmu_lon pmu_elev window group_delay fnom cfgcnt",
  synchrophasor_cmd: "frame_type frame_size extframe",
  synchrophasor_data: "frame_type frame_size pmu_count_expected pmu_count_actual pmu_count",
  synchrophasor_data_detail:
    "frame_type header_time_stamp data_frame_id pmu_idx trigger_reason unlocked_time pmu_time_quality data_modified config_change pmu_trigger_pickup data_sorting_type pmu_sync_error data_error_indicator est_rectangular_real est_rectangular_imaginary est_polar_magnitude est_polar_angle freq_dev_mhz rocof analog_data digital",
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
  // OPC UA writes every node by its six forms, and every value by its type.
  opcua:
    /_link(?:_id)?$|^(?:opcua_id|server_pico_sec|source_pico_sec|server_timestamp|source_timestamp|(?:data_value|da[rt]a_variant|variant_data|item_to_monitor|monitoring_(?:mode|parameters)|ext_obj|browse|user_token|discovery_profile|data_encoding|built_in_data_type|content_filter)(?:_\w+)?)$|_(?:encoding_mask|namespace_idx|numeric|string|guid|opaque)$/,
  "roc-plus": /^point_type_\d+$/,
  smb: /^referenced_file\./,
  fins: /^(?:message|fal_fals)_(?:no_)?\d+$/,
  "hart-ip":
    /^(?:header|session|session_log|token_passing_pdu|direct_pdu|read_audit_log|message_packet)_|_(?:request|response)(?:_|$)|^(?:read|write|set|lock|squawk|enter|exit|perform|reset|select|flush|map)_/,
};

export const isKnownOfFamily = (column: string, protocol: string): boolean =>
  column.endsWith("_link_id") || (PATTERNS[protocol]?.test(column) ?? false);
