import type { Operation } from "@/lib/domain/flow/flow";

/** MODBUS Application Protocol V1.1b3 §5.1; 90, 125 and 126 are Schneider Electric's. */
export const FUNCTION = {
  readCoils: 1,
  readInputRegisters: 4,
  writeSingleCoil: 5,
  writeSingleRegister: 6,
  diagnostics: 8,
  writeMultipleCoils: 15,
  writeMultipleRegisters: 16,
  reportServerId: 17,
  encapsulated: 43,
  umas: 90,
} as const;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [1, "read"],
  [2, "read"],
  [3, "read"],
  [4, "read"],
  [5, "write"],
  [6, "write"],
  [7, "diagnose"],
  [8, "diagnose"],
  [11, "diagnose"],
  [12, "diagnose"],
  [15, "write"],
  [16, "write"],
  [17, "diagnose"],
  [20, "read"],
  [21, "write"],
  [22, "write"],
  [23, "write"],
  [24, "read"],
  [43, "diagnose"],
  [125, "program"],
  [126, "program"],
]);

/** §6.8: sub-functions of Diagnostics that change what the server does. */
const RESTART_COMMUNICATIONS = 1;
const FORCE_LISTEN_ONLY = 4;

/** What a request does; null for functions whose meaning is the maker's own. */
export function operationOf(functionCode: number, subFunction: number | null): Operation | null {
  const isControl = subFunction === RESTART_COMMUNICATIONS || subFunction === FORCE_LISTEN_ONLY;
  if (functionCode === FUNCTION.diagnostics && isControl) return "control";
  return OPERATIONS.get(functionCode) ?? null;
}
