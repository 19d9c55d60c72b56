import { parseIp } from "@/lib/domain/address";
import { splitProductVersion } from "@/lib/protocols/framing/product-version";
import { CONNECTION, defineConnectionLog } from "../define-log";

/** "plc.example:8080" without its port; null when it is an address or nothing. */
function hostName(host: string | null): string | null {
  if (host === null || host.startsWith("[")) return null;
  const name = host.replace(/:\d+$/, "").trim();
  return name === "" || parseIp(name) ? null : name;
}

export const http = defineConnectionLog({
  path: "http",
  signature: ["trans_depth", "method", "uri"],
  columns: [
    ...CONNECTION,
    "trans_depth",
    "method",
    "host",
    "uri",
    "referrer",
    "version",
    "user_agent",
    "origin",
    "request_body_len",
    "response_body_len",
    "status_code",
    "status_msg",
    "info_code",
    "info_msg",
    "filename",
    "tags",
    "username",
    "password",
    "proxied",
    "orig_fuids",
    "orig_filenames",
    "orig_mime_types",
    "resp_fuids",
    "resp_filenames",
    "resp_mime_types",
    "client_header_names",
    "server_header_names",
    "server",
    "post_body",
  ],
  read(row, report, ends) {
    const product = splitProductVersion(row.text("server") ?? "");
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "http",
      fromOrig: row.text("method") === null ? 0 : 1,
      fromResp: row.text("status_code") === null ? 0 : 1,
      peerName: hostName(row.text("host")),
      peerNameFrom: "http-host",
      product: product?.product ?? null,
      version: product?.version ?? null,
      flags: row.text("username") === null ? [] : ["cleartext-login"],
    });
    report.identity(ends.orig, "description", row.text("user_agent"), { as: "http user-agent" });
    return null;
  },
});
