import type { Operation } from "@/lib/domain/flow/flow";

/** Command codes by what they do, as published after the attacks of 2017 on Triconex controllers. */
const CODES: readonly (readonly [operation: Operation, codes: readonly number[]])[] = [
  // Downloads of programs and configuration, allocation of their parts, table downloads, mode "download".
  ["program", [0, 1, 2, 4, 5, 6, 10, 11, 12, 14, 15, 44, 45, 48, 49, 50, 55, 56, 58, 59, 60, 63, 68, 72, 80]],
  // Run, halt, pause, scan, clocks, node numbers, alarms, output voter diagnostics.
  ["control", [7, 9, 13, 17, 20, 21, 22, 23, 26, 31, 32, 34, 37, 38, 39, 40, 52, 57]],
  ["write", [16, 27, 30, 43, 62]],
  ["read", [3, 8, 18, 28, 36, 41, 42, 46, 51, 61, 65, 66, 67, 69, 70, 74]],
  ["diagnose", [19, 24, 25, 29, 33, 35, 47, 54, 64, 71, 73]],
];

const OPERATION_OF: ReadonlyMap<number, Operation> = new Map(
  CODES.flatMap(([operation, codes]) => codes.map((code) => [code, operation] as const)),
);

/** What a command does to the controller; null for codes of which nothing is known. */
export const triStationOperation = (code: number): Operation | null => OPERATION_OF.get(code) ?? null;
