import type { Operation } from "@/lib/domain/flow/flow";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";
import { dnp3Operation } from "../operations";
import type { ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

function report(
  row: ZeekRow,
  to: ZeekReport,
  ends: Ends,
  fromOrig: number,
  fromResp: number,
  operation: Operation | null,
) {
  to.exchange(row, ends, {
    transport: "tcp",
    protocol: "dnp3",
    fromOrig,
    fromResp,
    operations: operation ? [operation] : [],
  });
  // The master opens the connection; who answers is an outstation (IEEE 1815-2012 clause 13).
  if (fromResp > 0 && row.isHost(ends.resp)) to.identity(ends.resp, "role", "rtu", { inferred: true });
  return null;
}

/** Zeek's own log: request and reply in one record. */
export const dnp3 = defineConnectionLog({
  path: "dnp3",
  signature: ["fc_request", "iin"],
  columns: [...CONNECTION, "fc_request", "fc_reply", "iin"],
  read(row, to, ends) {
    const request = row.text("fc_request");
    const isAnswered = row.text("fc_reply") !== null;
    return report(
      row,
      to,
      ends,
      request === null ? 0 : 1,
      isAnswered ? 1 : 0,
      request === null ? null : dnp3Operation(request),
    );
  },
});

/** One record per object or command in a message. */
function readDetail(row: ZeekRow, to: ZeekReport, ends: Ends) {
  const name = row.text("function_code");
  // The first versions of the parser write no `is_orig`; only outstations respond.
  const isOrig = row.flag("is_orig") ?? !/RESPONSE$/i.test(name ?? "");
  const operation = isOrig && name !== null ? dnp3Operation(name) : null;
  return report(row, to, ends, isOrig ? 1 : 0, isOrig ? 0 : 1, operation);
}

export const dnp3Control = defineConnectionLog({
  path: "dnp3_control",
  signature: ["block_type", "trip_control_code"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "block_type",
    "function_code",
    "index_number",
    "trip_control_code",
    "operation_type",
    "clear_bit",
    "execute_count",
    "on_time",
    "off_time",
    "status_code",
  ],
  read: readDetail,
});

export const dnp3Objects = defineConnectionLog({
  path: "dnp3_objects",
  signature: ["function_code", "object_type", "object_count"],
  columns: [...CONNECTION, ...DIRECTION, "function_code", "object_type", "object_count", "range_low", "range_high"],
  read: readDetail,
});
