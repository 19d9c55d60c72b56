import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";

/** Commands of the DF1 Protocol and Command Set Reference Manual (Rockwell Automation 1770-6.5.16), chapter 7. */
const TYPED = 0x0f;
const DIAGNOSTIC = 0x06;
const UNPROTECTED_READ = 0x01;
const UNPROTECTED_WRITE = 0x08;
const FUNCTIONS: ReadonlyMap<number, Operation> = new Map([
  [0x00, "write"],
  [0x01, "read"],
  [0x02, "write"],
  [0x03, "write"],
  [0x07, "control"],
  [0x0f, "read"],
  [0x26, "write"],
  [0x29, "read"],
  [0x3a, "control"],
  [0x50, "program"],
  [0x52, "program"],
  [0x53, "program"],
  [0x55, "program"],
  [0x57, "control"],
  [0x67, "write"],
  [0x68, "read"],
  [0x80, "control"],
  [0x88, "program"],
  [0xa1, "read"],
  [0xa2, "read"],
  [0xa9, "write"],
  [0xaa, "write"],
  [0xab, "write"],
]);

/** What an Execute PCCC request does; the cursor stands at the length of the requestor id. */
export function pcccOperation(data: ByteReader): Operation | null {
  const idLength = data.u8();
  if (idLength > 0) data.skip(idLength - 1);
  const command = data.u8() & 0x0f;
  if (command === UNPROTECTED_READ) return "read";
  if (command === UNPROTECTED_WRITE) return "write";
  if (command === DIAGNOSTIC) return "diagnose";
  return command === TYPED ? (FUNCTIONS.get(data.skip(3).u8()) ?? null) : null;
}
