import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

const PORT = 8193;
const SYNC = 0xa0a0;
const HEADER_BYTES = 10;
const MAX_BYTES = 16_384;
/** Kinds of messages: opening, closing, requests; the answer to each is one more. Programs go through a port of their own. */
const KIND = {
  open: 0x0101,
  close: 0x0201,
  request: 0x2101,
  response: 0x2102,
  download: 0x1101,
  upload: 0x1501,
} as const;
const MAX_PARTS = 32;
/** Functions within a request, by the last two bytes of their number. */
const SYSTEM_INFO = 0x18;
const WRITES: ReadonlySet<number> = new Set([0x8e, 0x8f, 0x16, 0x17, 0x44]);
/** Length, unit, function. */
const PART_BYTES = 8;
const DATA_AT = 6;

interface FocasMessage {
  readonly kind: number;
  readonly operation: Operation | null;
  readonly system: { readonly type: string; readonly series: string; readonly version: string } | null;
}

/** What a part of the answer to SYSTEM_INFO says: additional information, axes, then five texts. */
function readSystem(part: ByteReader): FocasMessage["system"] {
  const data = part.skip(DATA_AT).nested(part.u16()).skip(4);
  const [kind, machine] = [data.latin1(2).trim(), data.latin1(2).trim()];
  return {
    type: `${kind} ${machine}`.trim(),
    series: data.latin1(4).trim(),
    version: data.latin1(4).trim(),
  };
}

/** Numerical controls of FANUC, as machine monitoring reads them. */
export const focas = defineDecoder<FocasMessage>({
  name: "focas",
  title: "FANUC FOCAS",
  standard: "FANUC FOCAS over Ethernet (unpublished), as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0xa0], fewestBytes: HEADER_BYTES } },
  probe(reader) {
    const isSync = reader.peek16(0) === SYNC && reader.peek16(2) === SYNC;
    const version = reader.peek16(4);
    return isSync && version >= 1 && version <= 4 && reader.remaining >= HEADER_BYTES ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = reader.peek16(8);
    return reader.peek16(0) === SYNC && reader.peek16(2) === SYNC && length <= MAX_BYTES ? HEADER_BYTES + length : -1;
  },
  read(reader) {
    const kind = reader.skip(6).u16();
    const body = reader.nested(reader.u16());
    let operation: Operation | null = null;
    let system: FocasMessage["system"] = null;
    if (kind === KIND.download || kind === KIND.upload) operation = "program";
    if (kind !== KIND.request && kind !== KIND.response) return { kind, operation, system };
    for (let left = Math.min(body.u16(), MAX_PARTS); left > 0 && body.remaining >= PART_BYTES; left -= 1) {
      const part = body.nested(body.u16() - 2).skip(4);
      const code = part.u16();
      if (kind === KIND.request) operation = WRITES.has(code) ? "write" : (operation ?? "read");
      else if (code === SYSTEM_INFO && part.remaining > DATA_AT) system = readSystem(part);
    }
    return { kind, operation, system };
  },
  observe({ kind, operation, system }, observer) {
    const isRequest = kind % 2 === 1;
    observer.direction(isRequest ? "request" : "response");
    if (operation && isRequest) observer.operation(operation);
    if (isRequest) return;
    observer.identity("vendor", "FANUC", { inferred: true });
    observer.identity("role", "cnc", { inferred: true });
    if (!system) return;
    if (system.type !== "") observer.identity("model", `CNC series ${system.type}`, { inferred: true });
    if (system.series !== "")
      observer.identity("firmware", `${system.series} ${system.version}`.trim(), { inferred: true });
  },
});
