import { defineDecoder, type MessageContext } from "../define-decoder";
import { type DtlsMemory, isDtls, newDtlsMemory, readDtls } from "../framing/dtls";
import { observeHandshake } from "../framing/observe-handshake";
import { readHandshake, type TlsHandshake } from "../framing/tls-handshake";

const CHANGE_CIPHER_SPEC = 20;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const MAX_RECORD_BYTES = 16_384 + 2_048;
/** Bits of the flow's state, one per direction: from its ChangeCipherSpec on, a peer's handshake records are ciphertext. */
const bitOf = (context: MessageContext) => (context.fromInitiator ? 1 : 2);
/** The client named the server that it wants. */
const NAMED = 4;
const stateOf = (context: MessageContext) => (typeof context.state === "number" ? context.state : 0);
const isEncrypted = (context: MessageContext) => (stateOf(context) & bitOf(context)) !== 0;
function remember(context: MessageContext, bit: number): void {
  context.state = stateOf(context) | bit;
}

/** Over datagrams the flow's slot holds beginnings of messages. */
function datagramsOf(context: MessageContext): DtlsMemory {
  context.state ??= newDtlsMemory();
  return context.state as DtlsMemory;
}

export const tls = defineDecoder<TlsHandshake>({
  name: "tls",
  title: "TLS",
  standard: "RFC 8446, RFC 5246; DTLS: RFC 6347, RFC 9147",
  family: "it",
  carriers: [
    { layer: "tcp", ports: [443, 8443, 465, 636, 853, 989, 990, 993, 995, 8883, 5061, 5986, 6514, 4911, 802] },
    // CoAP, CIP Security, SNMP, TURN and the Remote Desktop Gateway over DTLS.
    { layer: "udp", ports: [5684, 2221, 10161, 10162, 5349, 3391] },
  ],
  security: "encrypted",
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0x16], fewestBytes: 6 }, udp: { firstBytes: [[0x14, 0x19]], fewestBytes: 13 } },
  probe(reader, context) {
    if (context.layer === "udp") return isDtls(reader, 0, context.isCut) ? "certain" : "no";
    const type = reader.peek(0);
    if (reader.peek(1) !== 3 || reader.peek(2) > 4 || reader.peek(2) < 0) return "no";
    const length = reader.peek16(3);
    if (length < 1 || length > MAX_RECORD_BYTES) return "no";
    if (type === HANDSHAKE) return reader.peek(5) === 1 || reader.peek(5) === 2 ? "certain" : "maybe";
    return type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA ? "maybe" : "no";
  },
  frame(reader) {
    const length = reader.peek16(3);
    if (length < 0) return 0;
    const type = reader.peek(0);
    const isRecord = type >= CHANGE_CIPHER_SPEC && type <= 24 && reader.peek(1) === 3;
    return isRecord && length <= MAX_RECORD_BYTES ? 5 + length : -1;
  },
  read(reader, context) {
    if (context.layer === "udp") return readDtls(reader, datagramsOf(context), context.fromInitiator ? 0 : 1);
    const type = reader.u8();
    if (type === CHANGE_CIPHER_SPEC) remember(context, bitOf(context));
    if (type !== HANDSHAKE || isEncrypted(context)) return null;
    return readHandshake(reader.skip(4));
  },
  observe(message, observer, context) {
    if (context.layer === "udp") {
      const memory = datagramsOf(context);
      memory.isNamed = observeHandshake(message, observer, context, memory.isNamed);
    } else if (observeHandshake(message, observer, context, (stateOf(context) & NAMED) !== 0)) {
      remember(context, NAMED);
    }
  },
});
