import type { Operation } from "@/lib/domain/flow/flow";
import type { Transport } from "@/lib/domain/observation";
import { serviceOperation } from "@/lib/protocols/opcua/service-types";
import { CONNECTION, DIRECTION, defineConnectionLog, type ZeekLog } from "../define-log";
import type { ZeekReport } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";

/** Logs of which the conversation and the service matter to an inventory, and hardly more. */

interface Plain {
  readonly path: string;
  readonly protocol: string;
  readonly transport: Transport;
  readonly signature: readonly string[];
  /** Columns besides those of the connection. */
  readonly columns: readonly string[];
  /** Columns that only an answer fills; none: every record stands for an answered exchange. */
  readonly answeredBy?: readonly string[];
  /** Nobody ever answers. */
  readonly isOneWay?: boolean;
  /** Each record is one message, and `is_orig` tells whose. */
  readonly isPerMessage?: boolean;
  /** Whether the message is the responder's, for versions of the log without `is_orig`. */
  readonly isAnswer?: (row: ZeekRow) => boolean;
  /** Column in which the responder describes itself. */
  readonly describedBy?: string;
  /** What the request does that the record tells of. */
  readonly operation?: (row: ZeekRow) => Operation | null;
  /** The record shows a login that everybody on the way could read. */
  readonly isClearLogin?: (row: ZeekRow) => boolean;
  /** What the record says of others than its ends. */
  readonly tell?: (row: ZeekRow, report: ZeekReport) => void;
}

/** A simple bind (RFC 4513 §5.1) with a name sends its password as it is; without one it is anonymous. */
const isSimpleBind = (row: ZeekRow) => row.text("opcode") === "bind simple" && row.text("object") !== null;

/**
 * Computers log in to the network as "host/hmi4.plant.test" or "PLANT\\HMI4$"; all other names are people's and are not
 * kept. The address in the record is only a hint to the access server and binds nothing.
 */
function tellStation(row: ZeekRow, report: ZeekReport): void {
  const mac = row.mac("mac");
  const [, host, account] = /^(?:host\/([\w.-]+)|(?:[^\\]+\\)?([\w-]+)\$)$/.exec(row.text("username") ?? "") ?? [];
  const name = host ?? account;
  if (mac === null || name === undefined) return;
  report.identity({ mac, ip: null, child: null }, "name", name, { inferred: true });
}

const PLAIN: readonly Plain[] = [
  {
    path: "smtp",
    protocol: "smtp",
    transport: "tcp",
    signature: ["helo", "last_reply"],
    columns: [
      "trans_depth",
      "helo",
      "mailfrom",
      "rcptto",
      "date",
      "from",
      "to",
      "cc",
      "reply_to",
      "msg_id",
      "in_reply_to",
      "subject",
      "x_originating_ip",
      "first_received",
      "second_received",
      "last_reply",
      "path",
      "user_agent",
      "tls",
      "fuids",
      "is_webmail",
    ],
    answeredBy: ["last_reply"],
  },
  {
    path: "ntp",
    protocol: "ntp",
    transport: "udp",
    signature: ["stratum", "ref_id"],
    columns: [
      "version",
      "mode",
      "stratum",
      "poll",
      "precision",
      "root_delay",
      "root_disp",
      "ref_id",
      "ref_time",
      "org_time",
      "rec_time",
      "xmt_time",
      "num_exts",
    ],
  },
  {
    path: "radius",
    protocol: "radius",
    transport: "udp",
    signature: ["framed_addr", "connect_info"],
    columns: ["username", "mac", "framed_addr", "tunnel_client", "connect_info", "reply_msg", "result", "ttl"],
    answeredBy: ["result"],
    tell: tellStation,
  },
  {
    path: "syslog",
    protocol: "syslog",
    transport: "udp",
    signature: ["facility", "severity"],
    columns: ["proto", "facility", "severity", "message"],
    isOneWay: true,
  },
  {
    path: "mysql",
    protocol: "mysql",
    transport: "tcp",
    signature: ["cmd", "rows"],
    columns: ["cmd", "arg", "success", "rows", "response"],
  },
  {
    path: "rfb",
    protocol: "vnc",
    transport: "tcp",
    signature: ["client_major_version", "desktop_name"],
    columns: [
      "client_major_version",
      "client_minor_version",
      "server_major_version",
      "server_minor_version",
      "authentication_method",
      "auth",
      "share_flag",
      "desktop_name",
      "width",
      "height",
    ],
    answeredBy: ["server_major_version"],
    // Servers call the desktop after the computer, mostly with the display's number.
    describedBy: "desktop_name",
  },
  {
    path: "ldap",
    protocol: "ldap",
    transport: "tcp",
    signature: ["message_id", "diagnostic_message"],
    // In the plural: of the package from which Zeek 6.1 took the log over.
    columns: [
      "proto",
      "message_id",
      "version",
      "opcode",
      "opcodes",
      "result",
      "results",
      "diagnostic_message",
      "diagnostic_messages",
      "object",
      "objects",
      "argument",
      "arguments",
    ],
    answeredBy: ["result", "results"],
    isClearLogin: isSimpleBind,
  },
  {
    path: "ldap_search",
    protocol: "ldap",
    transport: "tcp",
    signature: ["base_object", "result_count"],
    columns: [
      "proto",
      "message_id",
      "scope",
      "scopes",
      "deref_aliases",
      "base_object",
      "base_objects",
      "result_count",
      "result",
      "results",
      "diagnostic_message",
      "diagnostic_messages",
      "filter",
      "attributes",
    ],
    answeredBy: ["result", "results"],
  },
  {
    path: "mqtt_connect",
    protocol: "mqtt",
    transport: "tcp",
    signature: ["proto_name", "connect_status"],
    columns: ["proto_name", "proto_version", "client_id", "connect_status", "will_topic", "will_payload"],
    answeredBy: ["connect_status"],
    tell(row, report) {
      const ends = row.ends();
      if (ends) report.identity(ends.orig, "instance", row.text("client_id"), { as: "mqtt client-id" });
    },
  },
  {
    path: "opcua_binary",
    protocol: "opcua",
    transport: "tcp",
    signature: ["opcua_link_id", "msg_type"],
    columns: [
      ...DIRECTION,
      "opcua_link_id",
      "opcua_id",
      "msg_type",
      "is_final",
      "msg_size",
      "error",
      "reason",
      "version",
      "rcv_buf_size",
      "snd_buf_size",
      "max_msg_size",
      "max_chunk_cnt",
      "endpoint_url",
      "sec_channel_id",
      "sec_policy_uri",
      "sec_policy_uri_len",
      "snd_cert",
      "snd_cert_len",
      "rcv_cert",
      "rcv_cert_len",
      "seq_number",
      "request_id",
      "encoding_mask",
      "namespace_idx",
      "identifier",
      "identifier_str",
      "req_hdr_node_id_type",
      "req_hdr_node_id_namespace_idx",
      "req_hdr_node_id_numeric",
      "req_hdr_node_id_string",
      "req_hdr_node_id_guid",
      "req_hdr_node_id_opaque",
      "req_hdr_timestamp",
      "req_hdr_request_handle",
      "req_hdr_return_diag",
      "req_hdr_audit_entry_id",
      "req_hdr_timeout_hint",
      "req_hdr_add_hdr_type_id",
      "req_hdr_add_hdr_enc_mask",
      "res_hdr_timestamp",
      "res_hdr_request_handle",
      "status_code_link_id",
      "res_hdr_service_result",
      "res_hdr_service_result_id",
      "res_hdr_service_diag_encoding",
      "res_hdr_add_hdr_type_id",
      "res_hdr_add_hdr_enc_mask",
    ],
    isPerMessage: true,
    isAnswer: (row) => row.text("msg_type") === "ACK" || row.text("res_hdr_timestamp") !== null,
    operation: (row) => serviceOperation(row.number("identifier") ?? -1),
  },
];

function plainLog(it: Plain): ZeekLog {
  return defineConnectionLog({
    path: it.path,
    signature: it.signature,
    columns: [...CONNECTION, ...it.columns],
    read(row, report, ends) {
      const isAnswered = !it.isOneWay && (it.answeredBy?.some((column) => row.text(column) !== null) ?? true);
      const isOrig = row.flag("is_orig") ?? !it.isAnswer?.(row);
      const operation = isOrig ? (it.operation?.(row) ?? null) : null;
      report.exchange(row, ends, {
        transport: row.text("proto") === "tcp" ? "tcp" : it.transport,
        protocol: it.protocol,
        fromOrig: it.isPerMessage && !isOrig ? 0 : 1,
        fromResp: it.isPerMessage ? (isOrig ? 0 : 1) : isAnswered ? 1 : 0,
        operations: operation ? [operation] : [],
        flags: it.isClearLogin?.(row) ? ["cleartext-login"] : [],
      });
      it.tell?.(row, report);
      if (it.describedBy && isAnswered) {
        report.identity(ends.resp, "description", row.text(it.describedBy), { as: `${it.protocol} ${it.path}` });
      }
      return null;
    },
  });
}

export const PLAIN_LOGS: readonly ZeekLog[] = PLAIN.map(plainLog);
