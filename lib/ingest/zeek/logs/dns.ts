import { CONNECTION, defineConnectionLog } from "../define-log";
import { protocolOfService } from "../protocol-name";

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
    const answered = row.text("rcode") !== null && row.isHost(ends.resp);
    report.exchange(row, ends, {
      transport: row.text("proto") === "tcp" ? "tcp" : "udp",
      protocol: protocolOfService("dns", ends.respPort) ?? "dns",
      fromOrig: 1,
      fromResp: answered ? 1 : 0,
    });
    return null;
  },
});
