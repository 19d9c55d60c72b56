import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { withoutPadding } from "../framing/fixed-text";

/**
 * UMAS, the engineering protocol of Schneider Electric's controllers inside Modbus function 90. Schneider publishes no
 * specification; codes as known from public research on it.
 */
export const UMAS_FUNCTION = { readId: 0x02, readProjectInfo: 0x03 } as const;
const OK = 0xfe;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0x01, "diagnose"],
  [0x02, "diagnose"],
  [0x03, "diagnose"],
  [0x04, "diagnose"],
  [0x06, "diagnose"],
  [0x20, "read"],
  [0x21, "write"],
  [0x22, "read"],
  [0x23, "write"],
  [0x24, "read"],
  [0x25, "write"],
  [0x26, "read"],
  [0x30, "program"],
  [0x31, "program"],
  [0x32, "program"],
  [0x33, "program"],
  [0x34, "program"],
  [0x35, "program"],
  [0x36, "program"],
  [0x40, "control"],
  [0x41, "control"],
  [0x50, "read"],
  [0x70, "read"],
  [0x71, "write"],
]);

export const umasOperation = (code: number): Operation | null => OPERATIONS.get(code) ?? null;

/** Concluded facts are those whose bytes nobody documents: read as other tools read them. */
export type UmasFact = readonly [field: IdentityField, value: string, inferred?: boolean];

/** What the answer to `code` states of the CPU; the cursor stands behind the session byte. */
export function readUmasAnswer(code: number, reader: ByteReader): readonly UmasFact[] {
  if (reader.u8() !== OK) return [];
  if (code === UMAS_FUNCTION.readId) {
    reader.skip(8);
    const version = reader.u16le();
    reader.skip(12);
    const model = reader.latin1(reader.u8());
    const major = (version >> 8).toString(16);
    const minor = (version & 0xff).toString(16).padStart(2, "0");
    return [
      ["model", model],
      ["firmware", `${major}.${minor}`, true],
    ];
  }
  if (code === UMAS_FUNCTION.readProjectInfo && reader.remaining > 38) {
    // Some controllers put other things there: only readable text is a name.
    const name = withoutPadding(reader.skip(38).latin1(reader.u8()));
    return /^[\x20-\x7e]+$/.test(name) ? [["description", `project ${name}`]] : [];
  }
  return [];
}
