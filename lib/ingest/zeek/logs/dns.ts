import { CONNECTION, defineConnectionLog } from "../define-log";
import { protocolOfService } from "../protocol-name";
import type { ZeekRow } from "../zeek-row";

export const dns = defineConnectionLog({
  path: "dns",
  signature: ["query", "qtype_name"],
  columns: [
    ...CONNECTION,
    "proto",
    "trans_id",
    "rtt",
    "query",
    "qclass",
    "qclass_name",
    "qtype",
    "qtype_name",
    "rcode",
    "rcode_name",
    "AA",
    "TC",
    "RD",
    "RA",
    "Z",
    "answers",
    "TTLs",
    "rejected",
    "auth",
    "addl",
    "opcode",
    "opcode_name",
  ],
  read(row, report, ends) {
    const protocol = protocolOfService("dns", ends.respPort) ?? "dns";
    const answered = row.text("rcode") !== null && row.isHost(ends.resp);
    report.exchange(row, ends, {
      transport: row.text("proto") === "tcp" ? "tcp" : "udp",
      protocol,
      fromOrig: 1,
      fromResp: answered ? 1 : 0,
    });
    if (protocol === "mdns" && row.isHost(ends.orig)) {
      report.identity(ends.orig, "name", ownName(row, ends.orig), { as: "mdns" });
    }
    return null;
  },
});

/** In multicast DNS a host answers for its own addresses (RFC 6762 §6); names of services are no host's. */
function ownName(row: ZeekRow, sender: string): string | null {
  const query = row.text("query");
  if (query === null || !/^[^_.][^.]*\.local\.?$/i.test(query)) return null;
  return row.ips("answers").includes(sender) ? query.replace(/\.$/, "") : null;
}
