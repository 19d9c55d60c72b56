import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";
import { expectBer, readBer } from "../framing/ber";
import { cotpDataStart, isS7PlusTsap, isS7Tsap, peekCalledTsap, readCotp, tpktFrame } from "../framing/cotp";

/** Session PDUs of ISO 8327-1; data comes behind an empty GIVE TOKENS. */
const SPDU = { connect: 0x0d, accept: 0x0e, giveTokens: 0x01 } as const;
const FULLY_ENCODED_DATA = 0x61;
/** ISO 9506-2: choices of MMSpdu. */
const MMS = { confirmedRequest: 0xa0, confirmedResponse: 0xa1 } as const;
const IDENTIFY = 0xa2;

/** ConfirmedServiceRequest by tag number (ISO 9506-2 clause 7). */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0, "diagnose"],
  [1, "read"],
  [2, "diagnose"],
  [4, "read"],
  [5, "write"],
  [6, "read"],
  [12, "read"],
  [26, "program"],
  [27, "program"],
  [28, "program"],
  [29, "program"],
  [30, "program"],
  [36, "program"],
  [38, "program"],
  [39, "program"],
  [40, "control"],
  [41, "control"],
  [42, "control"],
  [43, "control"],
  [44, "control"],
  [46, "write"],
  [72, "read"],
  [73, "read"],
  [75, "write"],
  [76, "write"],
  [77, "read"],
]);
const WRITE = 5;
/** IEC 61850-8-1 clause 20: controls are writes to these attributes. */
const CONTROL_ATTRIBUTES = ["$Oper", "$SBOw", "$Cancel"];

interface MmsMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly identity: { readonly vendor: string; readonly model: string; readonly revision: string } | null;
}

/** Bit per direction in the flow's state: its last transport PDU was not the end of a message. */
function isContinuation(context: MessageContext, isLast: boolean): boolean {
  const bit = context.fromInitiator ? 1 : 2;
  const open = typeof context.state === "number" ? context.state : 0;
  context.state = isLast ? open & ~bit : open | bit;
  return (open & bit) !== 0;
}

function readIdentify(reader: ByteReader): MmsMessage["identity"] {
  const text = () => {
    const { value } = readBer(reader);
    return value.utf8(value.remaining).trim();
  };
  return { vendor: text(), model: text(), revision: text() };
}

function readPdu(reader: ByteReader): MmsMessage | null {
  const { tag, value } = readBer(reader);
  if (tag !== MMS.confirmedRequest && tag !== MMS.confirmedResponse) return null;
  // Invoke id first; the modifiers that may follow it are not used in practice.
  readBer(value);
  const service = readBer(value);
  if (tag === MMS.confirmedResponse) {
    return {
      side: "response",
      operation: null,
      identity: service.tag === IDENTIFY ? readIdentify(service.value) : null,
    };
  }
  const operation = OPERATIONS.get(service.number) ?? null;
  if (service.number !== WRITE) return { side: "request", operation, identity: null };
  const names = service.value.latin1(service.value.remaining);
  const isControl = CONTROL_ATTRIBUTES.some((name) => names.includes(name));
  return { side: "request", operation: isControl ? "control" : operation, identity: null };
}

export const mms = defineDecoder<MmsMessage>({
  name: "mms",
  title: "MMS (IEC 61850, ICCP)",
  standard: "ISO 9506-2, IEC 61850-8-1",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [102] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x03], fewestBytes: 12 } },
  probe(reader) {
    const start = cotpDataStart(reader);
    if (start < 0) {
      const tsap = peekCalledTsap(reader);
      return tsap === null || isS7Tsap(tsap) || isS7PlusTsap(tsap) ? "no" : "maybe";
    }
    const spdu = reader.peek(start);
    const isData = spdu === SPDU.giveTokens && reader.peek(start + 1) === 0 && reader.peek16(start + 2) === 0x0100;
    if (isData) return reader.peek(start + 4) === FULLY_ENCODED_DATA ? "certain" : "maybe";
    return spdu === SPDU.connect || spdu === SPDU.accept ? "maybe" : "no";
  },
  frame: tpktFrame,
  read(reader, context) {
    const { kind, payload, isLast } = readCotp(reader);
    if (kind === "connect") return { side: "request", operation: null, identity: null };
    if (kind !== "data") return null;
    const continues = isContinuation(context, isLast);
    if (continues || !isLast || payload.remaining < 5) return null;
    const spdu = payload.u8();
    if (spdu === SPDU.connect || spdu === SPDU.accept) {
      return { side: spdu === SPDU.connect ? "request" : "response", operation: null, identity: null };
    }
    if (spdu !== SPDU.giveTokens || payload.skip(3).peek() !== FULLY_ENCODED_DATA) return null;
    // Presentation (ISO 8823-1 clause 8.4): a list of one value with its context and a single ASN.1 type.
    const value = expectBer(expectBer(payload, FULLY_ENCODED_DATA), 0x30);
    readBer(value);
    return readPdu(expectBer(value, 0xa0));
  },
  observe({ side, operation, identity }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    if (!identity) return;
    const protocol = "mms identify";
    if (identity.vendor) observer.identity("vendor", identity.vendor, { protocol });
    if (identity.model) observer.identity("model", identity.model, { protocol });
    if (identity.revision) observer.identity("firmware", identity.revision, { protocol });
  },
});
