import type { Operation } from "@/lib/domain/flow/flow";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";
import { columnsOfMember } from "./family-columns";

/** Services by their names in the paper that ICSNPP's parser follows; what they do as in our GE SRTP decoder. */
const SERVICES: readonly (readonly [RegExp, Operation | null])[] = [
  [/^programmer logon/i, null],
  [/^plc short status|^return control program name|^return controller type|^return fault table/i, "diagnose"],
  [/^read |^return plc time/i, "read"],
  [/^write program|^program (?:store|load)/i, "program"],
  [/^write |^set control id|^set plc time/i, "write"],
  [/^change plc cpu privilege|^set plc|^clear fault table|^toggle force/i, "control"],
];

/** ICSNPP: a record per message. */
export const geSrtp = defineConnectionLog({
  path: "ge_srtp_general",
  signature: ["srtp_type", "service_request_code"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "proto",
    "srtp_type",
    "service_request_code",
    ...columnsOfMember("ge_srtp_general"),
  ],
  read(row, report, ends) {
    const isAnswer = /repl|resp|ack|0x0[13]/i.test(row.text("srtp_type") ?? "");
    const service = (row.text("service_request_code") ?? "").replaceAll("_", " ");
    const operation = isAnswer ? null : (SERVICES.find(([pattern]) => pattern.test(service))?.[1] ?? null);
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "ge-srtp",
      fromOrig: isAnswer ? 0 : 1,
      fromResp: isAnswer ? 1 : 0,
      operations: operation ? [operation] : [],
    });
    return null;
  },
});
