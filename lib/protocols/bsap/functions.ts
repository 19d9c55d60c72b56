import type { Operation } from "@/lib/domain/flow/flow";

/** Emerson D301401X012 (BSAP), appendix B: application functions, the "destination function" of a request. */
export const FUNCTION = {
  operatorStation: 0x03,
  remoteDatabase: 0xa0,
  databaseExtension: 0xa1,
} as const;

const FUNCTIONS: ReadonlyMap<number, Operation | null> = new Map([
  [FUNCTION.operatorStation, null],
  [0x40, null],
  [0x48, "diagnose"],
  [0x50, "read"],
  [0x51, null],
  [0x60, null],
  [0x68, "firmware"],
  [0x6a, "program"],
  [0x70, "control"],
  [0x71, null],
  [0x78, "program"],
  [0x88, null],
  [0x89, null],
  [FUNCTION.remoteDatabase, null],
  [FUNCTION.databaseExtension, null],
  [0xa2, "read"],
  [0xa3, "read"],
  [0xa8, "control"],
  [0xa9, "control"],
  [0xaa, null],
  [0xb0, null],
  [0xb1, null],
  [0xbf, null],
  [0xc0, null],
]);

/** Polls and acknowledgements of the link, which stand where an application function would. */
const LINK_FUNCTIONS: readonly number[] = [0x81, 0x83, 0x85, 0x86, 0x87, 0x8a, 0x8b, 0x95];

export const isBsapFunction = (code: number) => FUNCTIONS.has(code);
export const isLinkFunction = (code: number) => LINK_FUNCTIONS.includes(code);

/** Functions of the remote database that the manual defines: reads below 0x80, writes above. */
const DATABASE_FUNCTIONS: readonly number[] = [0, 2, 4, 6, 0x0c, 0x0d, 0x0e, 0x0f, 0x80, 0x84, 0x8c, 0x8d];
const FIRST_WRITE = 0x80;

/** Extended functions: the high byte of the code says what they are about. */
function extensionOperation(code: number): Operation | null {
  switch (code) {
    case 0x0101:
    case 0x0102:
    case 0x0400:
      return "control";
    case 0x0201:
    case 0x0202:
    case 0x0203:
      return "read";
    case 0x0281:
      return "write";
    default:
      return null;
  }
}

/** What a request does: its function, and for the database the byte (or, extended, two) behind the header. */
export function bsapOperation(functionCode: number, detail: number | null): Operation | null {
  if (functionCode === FUNCTION.remoteDatabase) {
    if (detail === null || !DATABASE_FUNCTIONS.includes(detail)) return null;
    return detail >= FIRST_WRITE ? "write" : "read";
  }
  if (functionCode === FUNCTION.databaseExtension) return detail === null ? null : extensionOperation(detail);
  return FUNCTIONS.get(functionCode) ?? null;
}
