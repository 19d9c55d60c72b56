import type { Operation } from "@/lib/domain/flow/flow";
import { jobOperation, userDataOperation } from "@/lib/protocols/s7comm/functions";
import { s7PlusOperation } from "@/lib/protocols/s7comm-plus/s7comm-plus";
import { CONNECTION, DIRECTION, defineConnectionLog } from "../define-log";
import type { ZeekRow } from "../zeek-row";

const JOB = /job/i;
const USER_DATA = /user ?data/i;

/** Codes are written in hexadecimal, in newer versions with "0x". */
const code = (text: string | null) => (text === null ? Number.NaN : Number.parseInt(text.replace(/^0x/i, ""), 16));

function operationOf(row: ZeekRow): Operation | null {
  const kind = row.text("rosctr_name") ?? "";
  const functionCode = code(row.text("function_code"));
  if (JOB.test(kind)) return jobOperation(functionCode, row.text("function_name") ?? "");
  if (!USER_DATA.test(kind) || /response/i.test(row.text("function_name") ?? "")) return null;
  return userDataOperation(functionCode & 0x0f, code(row.text("subfunction_code")));
}

export const s7comm = defineConnectionLog({
  path: "s7comm",
  signature: ["rosctr_code", "pdu_reference"],
  columns: [
    ...CONNECTION,
    ...DIRECTION,
    "rosctr_code",
    "rosctr_name",
    "pdu_reference",
    "function_code",
    "function_name",
    "subfunction_code",
    "subfunction_name",
    "error_class",
    "error_code",
  ],
  read(row, report, ends) {
    const isJob = JOB.test(row.text("rosctr_name") ?? "");
    const fromOrig = row.flag("is_orig") ?? isJob;
    const operation = fromOrig ? operationOf(row) : null;
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "s7comm",
      fromOrig: fromOrig ? 1 : 0,
      fromResp: fromOrig ? 0 : 1,
      operations: operation ? [operation] : [],
    });
    return null;
  },
});

export const s7commPlus = defineConnectionLog({
  path: "s7comm_plus",
  signature: ["opcode_name", "function_name"],
  columns: [...CONNECTION, ...DIRECTION, "version", "opcode", "opcode_name", "function_code", "function_name"],
  read(row, report, ends) {
    const isOrig = row.flag("is_orig") ?? /request/i.test(row.text("opcode_name") ?? "");
    const isRequest = isOrig && !/response|notification/i.test(row.text("opcode_name") ?? "");
    const operation = isRequest ? s7PlusOperation(code(row.text("function_code"))) : null;
    report.exchange(row, ends, {
      transport: "tcp",
      protocol: "s7comm-plus",
      fromOrig: isOrig ? 1 : 0,
      fromResp: isOrig ? 0 : 1,
      operations: operation ? [operation] : [],
    });
    return null;
  },
});
