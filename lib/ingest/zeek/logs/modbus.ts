import { CONNECTION, DIRECTION, defineConnectionLog, malformed } from "../define-log";
import { modbusOperation } from "../operations";

/** Zeek's own log: a record per answered request, or (since 6.1) one per message with its direction. */
export const modbus = defineConnectionLog({
  path: "modbus",
  signature: ["func", "exception"],
  // Records in JSON leave out what is unset, and so does a plant without exceptions.
  otherSignature: ["uid", "func"],
  columns: [
    ...CONNECTION,
    "tid",
    "unit",
    "unit_id",
    "func",
    "pdu_type",
    "network_direction",
    "exception",
    "track_address",
  ],
  read(row, report, ends) {
    const name = row.text("func");
    if (name === null) return malformed("the function is missing");
    const direction = row.text("pdu_type");
    const isRequest = direction !== "RESP";
    const operation = isRequest ? modbusOperation(name) : null;
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "modbus",
      fromOrig: isRequest ? 1 : 0,
      fromResp: direction === "REQ" ? 0 : 1,
      operations: operation ? [operation] : [],
    });
    return null;
  },
});

/** ICSNPP: a record per request with its answer; earlier versions wrote one per message. */
export const modbusDetailed = defineConnectionLog({
  path: "modbus_detailed",
  signature: ["func", "quantity", "address"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "tid",
    "unit",
    "unit_id",
    "func",
    "network_direction",
    "request_response",
    "address",
    "quantity",
    "values",
    "request_values",
    "response_values",
    "modbus_detailed_link_id",
    "matched",
    "request_subfunction_code",
    "response_subfunction_code",
    "subfunction_code",
    "misc",
    "request_data",
    "response_data",
    "exception_code",
    "error_code",
    "mei_type",
  ],
  read(row, report, ends) {
    const name = row.text("func");
    if (name === null) return malformed("the function is missing");
    const direction = (row.text("network_direction") ?? row.text("request_response"))?.toLowerCase() ?? null;
    const isResponse = direction === "response";
    // Some versions have one column for the subfunctions of both: "Request: …, Response: …".
    const subFunction = row.text("request_subfunction_code") ?? row.text("subfunction_code");
    const operation = isResponse ? null : modbusOperation(name, subFunction);
    const isAnswered = direction === null ? row.flag("matched") !== false : isResponse;
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "modbus",
      fromOrig: isResponse ? 0 : 1,
      fromResp: isAnswered ? 1 : 0,
      operations: operation ? [operation] : [],
    });
    return null;
  },
});
