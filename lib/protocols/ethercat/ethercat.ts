import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext, NEVER_CERTAIN, type Observer } from "../define-decoder";
import { readDatagrams } from "./datagrams";
import { readMailbox } from "./mailbox";
import type { SlaveStatement } from "./slave-statement";

/** IEC 61158-4-12 clause 5.3: eleven bits of length, one reserved, four of type. */
const TYPE = { commands: 1, mailbox: 5 } as const;
const MAX_COMMAND = 14;
const HEADER_BYTES = 2;
const DATAGRAM_BYTES = 12;
const MAILBOX_BYTES = 6;
const MAX_MAILBOX_TYPE = 5;

/** What one frame of the bus did, and what its slaves said of themselves. */
interface EthercatMessage {
  readonly operations: readonly Operation[];
  readonly statements: readonly SlaveStatement[];
  readonly side: "request" | "response" | null;
}

function headerOf(reader: ByteReader): { type: number; length: number } {
  const header = reader.peek(0) | (reader.peek(1) << 8);
  return { type: header >> 12, length: header & 0x7ff };
}

/**
 * The slaves of a segment pass one frame on and answer inside it, so what they say stands behind the card that the
 * frame comes back from: "ethercat slave 1001" by its configured station address. ETG.8200 carries the same mailboxes
 * over UDP and TCP.
 */
export const ethercat = defineDecoder<EthercatMessage>({
  name: "ethercat",
  title: "EtherCAT",
  standard: "IEC 61158-4-12 (type 12), ETG.1000.4, ETG.1000.6 (CoE, FoE, SoE), ETG.8200",
  family: "ot",
  carriers: [
    { layer: "ethernet", etherTypes: [0x88a4] },
    { layer: "udp", ports: [34_980] },
    { layer: "tcp", ports: [34_980] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: NEVER_CERTAIN, udp: NEVER_CERTAIN },
  probe(reader, context) {
    const { type, length } = headerOf(reader);
    const isWhole = reader.remaining >= HEADER_BYTES + length || context.isCut;
    if (type === TYPE.mailbox && context.layer !== "ethernet") {
      const kind = reader.peek(7) & 0x0f;
      return isWhole && length >= MAILBOX_BYTES && kind > 0 && kind <= MAX_MAILBOX_TYPE ? "maybe" : "no";
    }
    if (type !== TYPE.commands || length < DATAGRAM_BYTES || !isWhole || reader.peek(2) > MAX_COMMAND) return "no";
    return context.layer === "ethernet" ? "certain" : "maybe";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const { type, length } = headerOf(reader);
    return type === TYPE.mailbox && length >= MAILBOX_BYTES ? HEADER_BYTES + length : -1;
  },
  read(reader, context: MessageContext) {
    const { type, length } = headerOf(reader);
    reader.skip(HEADER_BYTES);
    if (type === TYPE.commands) return { ...readDatagrams(reader, context), side: null };
    if (type !== TYPE.mailbox) return null;
    const mailbox = readMailbox(reader.nested(length), null);
    if (!mailbox) return null;
    return {
      operations: mailbox.operation ? [mailbox.operation] : [],
      statements: mailbox.statement ? [mailbox.statement] : [],
      side: mailbox.side,
    };
  },
  observe({ operations, statements, side }, observer, context) {
    if (side) observer.direction(side);
    for (const operation of operations) observer.operation(operation);
    for (const statement of statements) observeStatement(statement, observer);
    if (context.layer === "ethernet" && context.senderMac)
      observer.identity("description", "EtherCAT segment", { inferred: true });
  },
});

function observeStatement({ station, field, value, inferred, source }: SlaveStatement, observer: Observer): void {
  const child = `ethercat slave ${station}`;
  observer.identity(field, value, { child, protocol: `ethercat ${source}`, ...(inferred ? { inferred } : {}) });
}
