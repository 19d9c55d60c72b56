import type { Operation } from "@/lib/domain/flow/flow";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";
import { cipOperation } from "../operations";
import type { Exchange, ZeekReport } from "../zeek-report";
import type { Ends, ZeekRow } from "../zeek-row";

/** Implicit messages; everything else of EtherNet/IP is explicit, by TCP unless it is a broadcast. */
const IO_PORT = 2222;

/** The first versions of the parser write no `is_orig`: then a CIP record says it by its direction. */
function isFromOrig(row: ZeekRow): boolean | null {
  const direction = row.text("direction");
  return row.flag("is_orig") ?? (direction === null ? null : !/response/i.test(direction));
}

/** A record over TCP that names no sender stands for question and answer: Zeek parses what both ends agreed on. */
function enipExchange(row: ZeekRow, ends: Ends, operations: readonly Operation[]): Exchange {
  const isOrig = isFromOrig(row);
  const isUdp = ends.respPort === IO_PORT || !row.isHost(ends.resp);
  return {
    transport: isUdp ? "udp" : "tcp",
    protocol: "enip",
    fromOrig: isOrig === false ? 0 : 1,
    fromResp: isOrig === false || (isOrig === null && !isUdp) ? 1 : 0,
    operations,
  };
}

function report(row: ZeekRow, to: ZeekReport, ends: Ends, operation: Operation | null) {
  to.exchange(row, ends, enipExchange(row, ends, operation ? [operation] : []));
  return null;
}

export const enip = defineConnectionLog({
  path: "enip",
  signature: ["enip_command_code", "session_handle"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "packet_correlation_id",
    "enip_command_code",
    "enip_command",
    "length",
    "session_handle",
    "enip_status",
    "sender_context",
    "options",
  ],
  read(row, to, ends) {
    // Questions of the List commands hold nothing, answers do (CIP volume 2 §2-4).
    const isQuestion = row.flag("is_orig") ?? row.count("length") === 0;
    const isAsked = isQuestion && /list/i.test(row.text("enip_command") ?? "");
    return report(row, to, ends, isAsked ? "diagnose" : null);
  },
});

export const cip = defineConnectionLog({
  path: "cip",
  signature: ["cip_service_code", "class_id"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "packet_correlation_id",
    "cip_sequence_count",
    "direction",
    "cip_service_code",
    "cip_service",
    "cip_status_code",
    "cip_status",
    "cip_extended_status_code",
    "cip_extended_status",
    "class_id",
    "class_name",
    "instance_id",
    "attribute_id",
    "attribute_data",
  ],
  read(row, to, ends) {
    const isRequest = !/response/i.test(row.text("direction") ?? "");
    return report(row, to, ends, isRequest ? cipOperation(row.text("cip_service_code"), row.text("class_name")) : null);
  },
});

export const cipIo = defineConnectionLog({
  path: "cip_io",
  signature: ["connection_id", "io_data"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "packet_correlation_id",
    "connection_id",
    "sequence_number",
    "data_length",
    "io_data",
  ],
  read: (row, to, ends) => report(row, to, ends, null),
});
