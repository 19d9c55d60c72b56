import type { Operation } from "@/lib/domain/flow/flow";
import { serviceOperation } from "@/lib/protocols/enip/cip-request";
import { operationOf } from "@/lib/protocols/modbus/function-codes";

/** What a request does, from the function names that Zeek and the ICSNPP parsers write. */

/** Zeek base/protocols/modbus/consts.zeek, as numbers of the Modbus standard. */
const MODBUS_CODES: ReadonlyMap<string, number> = new Map([
  ["READ_COILS", 1],
  ["READ_DISCRETE_INPUTS", 2],
  ["READ_HOLDING_REGISTERS", 3],
  ["READ_INPUT_REGISTERS", 4],
  ["WRITE_SINGLE_COIL", 5],
  ["WRITE_SINGLE_REGISTER", 6],
  ["READ_EXCEPTION_STATUS", 7],
  ["DIAGNOSTICS", 8],
  ["PROGRAM_484", 125],
  ["GET_COMM_EVENT_COUNTER", 11],
  ["GET_COMM_EVENT_LOG", 12],
  ["PROGRAM_584_984", 125],
  ["WRITE_MULTIPLE_COILS", 15],
  ["WRITE_MULTIPLE_REGISTERS", 16],
  ["REPORT_SLAVE_ID", 17],
  ["REPORT_SERVER_ID", 17],
  ["PROGRAM_884_U84", 125],
  ["READ_FILE_RECORD", 20],
  ["WRITE_FILE_RECORD", 21],
  ["MASK_WRITE_REGISTER", 22],
  ["READ_WRITE_MULTIPLE_REGISTERS", 23],
  ["READ_FIFO_QUEUE", 24],
  ["ENCAP_INTERFACE_TRANSPORT", 43],
  ["PROGRAM_UNITY", 125],
  ["PROGRAM_CONCEPT", 125],
  ["PROGRAM_584_984_2", 125],
  ["FIRMWARE_REPLACEMENT", -1],
]);

export function modbusOperation(name: string, subFunction: string | null = null): Operation | null {
  const code = MODBUS_CODES.get(name.toUpperCase().replace(/_EXCEPTION$/, ""));
  if (code === undefined) return null;
  if (code === -1) return "firmware";
  const isControl = code === 8 && /RESTART[_ ]COMM|FORCE[_ ]LISTEN[_ ]ONLY/i.test(subFunction ?? "");
  return isControl ? "control" : operationOf(code, null);
}

/** Zeek base/protocols/dnp3/consts.zeek; meanings as in our DNP3 decoder (IEEE 1815-2012 table 4-2). */
const DNP3: ReadonlyMap<string, Operation> = new Map([
  ["READ", "read"],
  ["WRITE", "write"],
  ["SELECT", "control"],
  ["OPERATE", "control"],
  ["DIRECT_OPERATE", "control"],
  ["DIRECT_OPERATE_NR", "control"],
  ["IMMED_FREEZE", "read"],
  ["IMMED_FREEZE_NR", "read"],
  ["FREEZE_CLEAR", "write"],
  ["FREEZE_CLEAR_NR", "write"],
  ["FREEZE_AT_TIME", "read"],
  ["FREEZE_AT_TIME_NR", "read"],
  ["COLD_RESTART", "control"],
  ["WARM_RESTART", "control"],
  ["INITIALIZE_DATA", "program"],
  ["INITIALIZE_APPL", "program"],
  ["START_APPL", "control"],
  ["STOP_APPL", "control"],
  ["SAVE_CONFIG", "program"],
  ["ENABLE_UNSOLICITED", "write"],
  ["DISABLE_UNSOLICITED", "write"],
  ["ASSIGN_CLASS", "write"],
  ["DELAY_MEASURE", "diagnose"],
  ["RECORD_CURRENT_TIME", "write"],
  ["OPEN_FILE", "read"],
  ["CLOSE_FILE", "write"],
  ["DELETE_FILE", "write"],
  ["GET_FILE_INFO", "diagnose"],
  ["ACTIVATE_CONFIG", "program"],
]);

export function dnp3Operation(name: string): Operation | null {
  return DNP3.get(name.toUpperCase().replaceAll(" ", "_")) ?? null;
}

/** ASHRAE 135 clauses 13 to 17, service names as the ICSNPP parser writes them; answers and I-Am do nothing. */
const BACNET: readonly (readonly [RegExp, Operation | null])[] = [
  [/(?:-ack|error|reject|abort)$/, null],
  [/^(?:who-is|who-has)/, "diagnose"],
  [/^(?:read-property|read-range|atomic-read-file|get-|subscribe-cov)/, "read"],
  [/^(?:write-property|write-group|add-list-element|remove-list-element|acknowledge-alarm)/, "write"],
  [/time-synchronization/, "write"],
  [/^(?:reinitialize-device|device-communication-control)/, "control"],
  [/^(?:atomic-write-file|create-object|delete-object)/, "program"],
];

export function bacnetOperation(service: string): Operation | null {
  const word = service.toLowerCase().replaceAll("_", "-");
  return BACNET.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** `code` as written ("0x4c"); the connection manager uses some codes for its own purposes. */
export function cipOperation(code: string | null, className: string | null): Operation | null {
  if (code === null || /connection manager/i.test(className ?? "")) return null;
  return serviceOperation(Number(code) & 0x7f);
}
