import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";

/** RFC 5531 §9: a call has its version, program and procedure, then credentials; an answer only says how it went. */
const CALL = 0;
const REPLY = 1;
const RPC_VERSION = 2;
const PROGRAM = 0x5555_5555;
const REPLY_HEADER_BYTES = 24;
/** WDB's own head: checksum, size, number. */
const WDB_HEADER_BYTES = 12;
const CONNECT = 1;
const MAX_TEXT = 256;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0, "diagnose"],
  [CONNECT, "diagnose"],
  [3, "control"],
  [10, "read"],
  [11, "write"],
  [12, "write"],
  [13, "write"],
  [14, "read"],
  [15, "write"],
  [17, "read"],
  [18, "write"],
  [30, "control"],
  [31, "control"],
  [32, "control"],
  [33, "control"],
  [40, "read"],
  [41, "write"],
]);

interface TargetInfo {
  readonly agentVersion: string;
  readonly system: string;
  readonly board: string;
}

interface WdbMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  readonly target: TargetInfo | null;
}

/** The number of the call that asked who the target is; answers repeat it and nothing else of the question. */
const connectOf = (context: MessageContext) => (typeof context.state === "number" ? context.state : null);

/** RFC 4506 §4.11: a length, the bytes, zeros to a multiple of four. The length counts the text's own zero. */
function readText(reader: ByteReader): string {
  const length = reader.u32();
  if (length > MAX_TEXT) reader.reject("text longer than a target's names are");
  const text = reader.latin1(length);
  reader.skip(Math.min((4 - (length % 4)) % 4, reader.remaining));
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

/** WDB_TGT_INFO. The line behind the board's name, from which the target started, may hold a password: it stays unread. */
function readTarget(reader: ByteReader): TargetInfo {
  const agentVersion = readText(reader.skip(WDB_HEADER_BYTES));
  // Largest message, mode, kind of system.
  const system = readText(reader.skip(12));
  // Processor, its two units, size of a page, order of bytes.
  const board = readText(reader.skip(20));
  return { agentVersion, system, board };
}

/** VxWorks' debug agent, left open by many controllers: whoever reaches it reads and writes all memory. */
export const wdbrpc = defineDecoder<WdbMessage>({
  name: "wdbrpc",
  title: "VxWorks debug agent (WDB)",
  standard: "Wind River WDB target agent over ONC RPC (RFC 5531), as described by public research",
  family: "ot",
  carriers: [{ layer: "udp", ports: [17_185] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { fewestBytes: 40 } },
  probe(reader) {
    const word = (at: number) => reader.peek16(at) * 65_536 + reader.peek16(at + 2);
    if (word(4) === REPLY)
      return reader.remaining >= REPLY_HEADER_BYTES && word(8) === 0 && word(20) <= 5 ? "maybe" : "no";
    const isCall = word(4) === CALL && word(8) === RPC_VERSION && word(12) === PROGRAM;
    return isCall && reader.remaining >= 40 ? "certain" : "no";
  },
  read(reader, context) {
    const id = reader.u32();
    if (reader.u32() === REPLY) {
      // Accepted, no verifier, and done.
      const isDone = reader.u32() === 0 && reader.skip(8).u32() === 0;
      const target = isDone && connectOf(context) === id ? readTarget(reader) : null;
      return { side: "response", operation: null, target };
    }
    const procedure = reader.skip(12).u32();
    if (procedure === CONNECT) context.state = id;
    return { side: "request", operation: OPERATIONS.get(procedure) ?? null, target: null };
  },
  observe({ side, operation, target }, observer) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (!target) return;
    observer.service({ product: "WDB agent", version: target.agentVersion });
    const release = /^VxWorks\s*v?(\d\S*)/i.exec(target.system)?.[1];
    if (target.system) observer.identity("os", release ? `VxWorks ${release}` : target.system);
    if (target.board) observer.identity("hardware", target.board);
  },
});
