import type { Operation } from "@/lib/domain/flow/flow";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";

/** Headers as ICSNPP writes them; what they do as in our GENISYS decoder. The other ones come from a station. */
const REQUESTS: ReadonlyMap<string, Operation | null> = new Map([
  ["common control data", "control"],
  ["acknowledge indication and poll", null],
  ["poll", "read"],
  ["control data", "control"],
  ["recall header", "read"],
  ["execute controls", "control"],
]);

/** ICSNPP: a record per message; a station numbers itself in what it sends. */
export const genisys = defineConnectionLog({
  path: "genisys",
  signature: ["header", "crc_transmitted"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "proto",
    "header",
    "server",
    "direction",
    "crc_transmitted",
    "crc_calculated",
    "payload",
  ],
  read(row, report, ends) {
    const header = row.text("header")?.toLowerCase() ?? "";
    const direction = row.text("direction");
    const isRequest = direction === "request" || (direction !== "response" && REQUESTS.has(header));
    const operation = isRequest ? (REQUESTS.get(header) ?? null) : null;
    report.exchange(row, ends, {
      transport: row.text("proto") === "udp" ? "udp" : "tcp",
      protocol: "genisys",
      fromOrig: isRequest ? 1 : 0,
      fromResp: isRequest ? 0 : 1,
      operations: operation ? [operation] : [],
    });
    const station = row.text("server");
    if (!isRequest && station !== null && row.isHost(ends.resp)) {
      report.identityBehind(ends.resp, `genisys ${station}`, "instance", station);
    }
    return null;
  },
});
