import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";
import { type HartFact, hartOperation, readHartAnswer } from "./commands";

/** HCF_SPEC-085 clause 10.2: version, message type, message id, status, sequence number, byte count. */
const HEADER_BYTES = 8;
const MESSAGE_TYPE = { request: 0, response: 1, publish: 2, nak: 15 } as const;
const MESSAGE_ID = { initiate: 0, close: 1, keepAlive: 2, tokenPassing: 3, directPdu: 4, readAudit: 5 } as const;
const MAX_LENGTH = 4_096;
/** Token-passing frames: bit 7 of the delimiter tells a long address, bits 5 and 6 count expansion bytes. */
const LONG_ADDRESS = 0x80;
const MAX_DEVICES = 256;

interface HartMessage {
  readonly side: "request" | "response";
  readonly operation: Operation | null;
  /** Unique address of the field device, in hexadecimal; null for session messages. */
  readonly address: string | null;
  readonly facts: readonly HartFact[];
}

function readTokenPassing(reader: ByteReader, side: HartMessage["side"]): HartMessage {
  const delimiter = reader.u8();
  const address = reader.hex((delimiter & LONG_ADDRESS) !== 0 ? 5 : 1);
  const command = reader.skip((delimiter >> 5) & 3).u8();
  const data = reader.nested(reader.u8());
  if (side === "request") return { side, operation: hartOperation(command), address, facts: [] };
  // Response code and device status come first; a code with bit 7 set reports a communication error.
  const code = data.remaining >= 2 ? data.u8() : 0xff;
  if (code !== 0 && (code < 8 || code > 14)) return { side, operation: null, address, facts: [] };
  return { side, operation: null, address, facts: readHartAnswer(command, data.skip(1)) };
}

/** Devices that answered on this flow: several stand behind a gateway or multiplexer. */
function rememberDevice(context: MessageContext, address: string): number {
  if (context.state === null) context.state = new Set<string>();
  const known = context.state as Set<string>;
  if (known.size < MAX_DEVICES) known.add(address);
  return known.size;
}

export const hartIp = defineDecoder<HartMessage>({
  name: "hart-ip",
  title: "HART-IP",
  standard: "FieldComm Group HCF_SPEC-085, HCF_SPEC-127, HCF_SPEC-151",
  family: "ot",
  carriers: [
    { layer: "tcp", ports: [5094] },
    { layer: "udp", ports: [5094] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x01, 0x02], fewestBytes: 8 }, udp: { firstBytes: [0x01, 0x02], fewestBytes: 8 } },
  probe(reader) {
    const [version, type, id, length] = [reader.peek(0), reader.peek(1), reader.peek(2), reader.peek16(6)];
    const isType = type === MESSAGE_TYPE.nak || (type >= MESSAGE_TYPE.request && type <= MESSAGE_TYPE.publish);
    if (version < 1 || version > 2 || !isType || id > MESSAGE_ID.readAudit || length < HEADER_BYTES) return "no";
    if (length !== reader.remaining) return "maybe";
    // A session opens with the client's kind (1) and an inactivity timer of at most an hour or so, in milliseconds.
    if (id === MESSAGE_ID.initiate) return length === 13 && reader.peek(8) <= 1 ? "certain" : "maybe";
    if (id !== MESSAGE_ID.tokenPassing) return "maybe";
    const delimiter = reader.peek(8);
    const kind = delimiter & 7;
    const address = (delimiter & LONG_ADDRESS) !== 0 ? 5 : 1;
    const count = reader.peek(HEADER_BYTES + 2 + address + ((delimiter >> 5) & 3));
    const isPdu = length === HEADER_BYTES + 4 + address + ((delimiter >> 5) & 3) + count;
    return isPdu && (kind === 1 || kind === 2 || kind === 6) ? "certain" : "maybe";
  },
  frame(reader) {
    const length = reader.peek16(6);
    if (length < 0) return 0;
    return length >= HEADER_BYTES && length <= MAX_LENGTH && reader.peek(0) <= 2 ? length : -1;
  },
  read(reader) {
    const type = reader.skip(1).u8();
    const id = reader.u8();
    const body = reader.nested(reader.skip(3).u16() - HEADER_BYTES);
    const side = type === MESSAGE_TYPE.request ? "request" : "response";
    if (id === MESSAGE_ID.tokenPassing && type !== MESSAGE_TYPE.nak) return readTokenPassing(body, side);
    return { side, operation: null, address: null, facts: [] };
  },
  observe({ side, operation, address, facts }, observer, context) {
    observer.direction(side);
    if (operation) observer.operation(operation);
    if (side !== "response" || address === null || facts.length === 0) return;
    // The two highest bits tell master and burst mode; they are no part of the address.
    const own = (Number.parseInt(address.slice(0, 2), 16) & 0x3f).toString(16).padStart(2, "0") + address.slice(2);
    const child = rememberDevice(context, own) > 1 ? { child: `hart ${own}` } : {};
    for (const [field, value, protocol, inferred = false] of facts)
      observer.identity(field, value, { protocol, inferred, ...child });
  },
});
