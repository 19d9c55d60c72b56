import { readSiemensDescription } from "@/lib/protocols/framing/siemens-description";
import { CONNECTION, defineConnectionLog } from "../define-log";

/** Logs of protocols that carry logins and management. Accounts, passwords and communities are never kept. */

export const ftp = defineConnectionLog({
  path: "ftp",
  signature: ["command", "reply_code"],
  columns: [
    ...CONNECTION,
    "user",
    "password",
    "command",
    "arg",
    "mime_type",
    "file_size",
    "reply_code",
    "reply_msg",
    "data_channel.passive",
    "data_channel.orig_h",
    "data_channel.resp_h",
    "data_channel.resp_p",
    "fuid",
    "tags",
    "passive",
  ],
  read(row, report, ends) {
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "ftp",
      fromOrig: 1,
      fromResp: row.text("reply_code") === null ? 0 : 1,
      flags: row.text("password") === null ? [] : ["cleartext-login"],
    });
    return null;
  },
});

export const snmp = defineConnectionLog({
  path: "snmp",
  signature: ["community", "get_requests"],
  columns: [
    ...CONNECTION,
    "duration",
    "version",
    "community",
    "get_requests",
    "get_bulk_requests",
    "get_responses",
    "set_requests",
    "display_string",
    "up_since",
  ],
  read(row, report, ends) {
    const version = row.text("version");
    const word = version === "1" ? "v1" : version === "2" ? "v2c" : version === "3" ? "v3" : null;
    report.exchange(row, ends, {
      transport: "udp",
      protocol: "snmp",
      fromOrig: row.count("get_requests") + row.count("get_bulk_requests") + row.count("set_requests"),
      fromResp: row.count("get_responses"),
      version: word,
      flags: word === "v1" || word === "v2c" ? [`snmp-${word}`] : [],
    });
    const description = row.text("display_string");
    report.identity(ends.resp, "description", description);
    for (const [field, value, inferred] of readSiemensDescription(description ?? "")) {
      report.identity(ends.resp, field, value, { inferred });
    }
    return null;
  },
});

export const rdp = defineConnectionLog({
  path: "rdp",
  signature: ["cookie", "security_protocol"],
  columns: [
    ...CONNECTION,
    "cookie",
    "result",
    "security_protocol",
    "client_channels",
    "keyboard_layout",
    "client_build",
    "client_name",
    "client_dig_product_id",
    "desktop_width",
    "desktop_height",
    "requested_color_depth",
    "cert_type",
    "cert_count",
    "cert_permanent",
    "encryption_level",
    "encryption_method",
    "analyzer_id",
  ],
  read(row, report, ends) {
    const isAnswered = row.text("result") !== null || row.text("security_protocol") !== null;
    report.exchange(row, ends, { transport: "tcp", protocol: "rdp", fromOrig: 1, fromResp: isAnswered ? 1 : 0 });
    report.identity(ends.orig, "name", row.text("client_name"));
    return null;
  },
});

export const sip = defineConnectionLog({
  path: "sip",
  signature: ["request_from", "request_to"],
  columns: [
    ...CONNECTION,
    "trans_depth",
    "method",
    "uri",
    "date",
    "request_from",
    "request_to",
    "response_from",
    "response_to",
    "reply_to",
    "call_id",
    "seq",
    "subject",
    "request_path",
    "response_path",
    "user_agent",
    "status_code",
    "status_msg",
    "warning",
    "request_body_len",
    "response_body_len",
    "content_type",
  ],
  read(row, report, ends) {
    const fromResp = row.text("status_code") === null ? 0 : 1;
    report.exchange(row, ends, { transport: "udp", protocol: "sip", fromOrig: 1, fromResp });
    report.identity(ends.orig, "description", row.text("user_agent"), { as: "sip user-agent" });
    return null;
  },
});
