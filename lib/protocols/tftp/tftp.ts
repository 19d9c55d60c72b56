import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 1350 §5: an opcode, a file name and a mode, each ended by a zero. */
const READ = 1;
const WRITE = 2;
const MODES = ["netascii", "octet"];
const MAX_NAME = 256;
/** File names under which devices are given new firmware. */
const FIRMWARE_NAME = /\.(?:bin|img|fw|fwl|swi|pkg|tar|upd|hex|s19|rom)$/i;

/** Peeks: where the mode begins; -1 when no printable name and known mode follow the opcode. */
function modeAt(reader: ByteReader): number {
  let at = 2;
  while (at < MAX_NAME && reader.peek(at) >= 0x20 && reader.peek(at) < 0x7f) at += 1;
  if (at === 2 || reader.peek(at) !== 0) return -1;
  return MODES.some((mode) => reader.startsWith(mode, at + 1) || reader.startsWith(mode.toUpperCase(), at + 1))
    ? at + 1
    : -1;
}

/** Only requests go to the known port; files follow between other ports. */
export const tftp = defineDecoder<{ readonly operation: Operation }>({
  name: "tftp",
  title: "TFTP",
  standard: "RFC 1350",
  family: "it",
  carriers: [{ layer: "udp", ports: [69] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  probe(reader) {
    const opcode = reader.peek16(0);
    return (opcode === READ || opcode === WRITE) && modeAt(reader) > 0 ? "certain" : "no";
  },
  read(reader) {
    const end = modeAt(reader) - 1;
    const opcode = reader.u16();
    if (end < 2 || (opcode !== READ && opcode !== WRITE)) return null;
    if (opcode === READ) return { operation: "read" };
    return { operation: FIRMWARE_NAME.test(reader.latin1(end - 2)) ? "firmware" : "write" };
  },
  observe({ operation }, observer) {
    observer.direction("request");
    observer.operation(operation);
  },
});
