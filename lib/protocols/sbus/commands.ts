import { OPERATIONS, type Operation } from "@/lib/domain/flow/flow";

/**
 * SAIA S-Bus commands by what they do: the S-Bus manual 26/739, chapter 5 (level 2 and "full protocol"), first and last
 * code of each run.
 */
const RUNS: readonly (readonly [first: number, last: number, operation: Operation])[] = [
  [0x00, 0x07, "read"],
  [0x0a, 0x0f, "write"],
  [0x13, 0x13, "write"],
  [0x14, 0x1b, "diagnose"],
  [0x1d, 0x1d, "diagnose"],
  [0x1e, 0x1f, "read"],
  [0x20, 0x20, "diagnose"],
  [0x21, 0x21, "read"],
  [0x22, 0x22, "diagnose"],
  [0x23, 0x24, "program"],
  [0x25, 0x25, "write"],
  [0x28, 0x30, "control"],
  [0x32, 0x39, "control"],
  [0x3c, 0x44, "control"],
  [0x46, 0x4b, "diagnose"],
  [0x50, 0x53, "write"],
  [0x5a, 0x5e, "control"],
  [0x64, 0x6b, "control"],
  [0x6e, 0x6e, "program"],
  [0x6f, 0x6f, "control"],
  [0x70, 0x70, "program"],
  [0x71, 0x71, "control"],
  [0x72, 0x72, "program"],
  [0x73, 0x74, "control"],
  [0x75, 0x75, "program"],
  [0x76, 0x77, "control"],
  [0x82, 0x84, "control"],
  [0x91, 0x91, "diagnose"],
  [0x96, 0x96, "read"],
  [0x97, 0x97, "write"],
  [0x98, 0x9a, "program"],
  [0x9b, 0x9e, "diagnose"],
  [0x9f, 0x9f, "read"],
  [0xa1, 0xa1, "read"],
  [0xa3, 0xa3, "write"],
  [0xa5, 0xa5, "firmware"],
  [0xa6, 0xa6, "control"],
  [0xa7, 0xa7, "write"],
  [0xa8, 0xa8, "read"],
  [0xaa, 0xab, "diagnose"],
  [0xac, 0xad, "program"],
  [0xae, 0xae, "firmware"],
  [0xaf, 0xaf, "read"],
];
const BLOCK = 0xa9;
/** Telegram types of "read/write PCD block": below, blocks are written; the others read, delete or list them. */
const FIRST_BLOCK_READ = 0x10;
const DELETE_BLOCK = 0x20;
const FIRST_BLOCK_QUERY = 0x21;

const CODES = new Uint8Array(256);
for (const [first, last, operation] of RUNS) CODES.fill(OPERATIONS.indexOf(operation) + 1, first, last + 1);

export function isSbusCommand(command: number): boolean {
  return command === BLOCK || (CODES[command] ?? 0) !== 0;
}

/** What a request does; `blockType` is the telegram type of a block command. */
export function sbusOperation(command: number, blockType: number | null): Operation | null {
  if (command !== BLOCK) return OPERATIONS[(CODES[command] ?? 0) - 1] ?? null;
  if (blockType === null || blockType >= FIRST_BLOCK_QUERY) return "diagnose";
  return blockType < FIRST_BLOCK_READ || blockType === DELETE_BLOCK ? "program" : "read";
}
