import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext, NEVER_CERTAIN } from "../define-decoder";
import { type DtlsMemory, isDtls, newDtlsMemory, readDtls } from "../framing/dtls";
import { makerOfEnterprise } from "../framing/enterprises";
import { observeHandshake } from "../framing/observe-handshake";
import type { TlsHandshake } from "../framing/tls-handshake";
import { type ControlMessage, readControlMessage } from "./control-message";

const CONTROL_PORT = 5246;
/** RFC 5415 §4.2: version 0 with the type of header that follows. */
const PREAMBLE = { header: 0x00, dtls: 0x01 } as const;
const DTLS_AT = 4;
/** §4.3: in words of four bytes; fragments and packets of radios' data are not for the control channel. */
const MIN_HEADER_WORDS = 2;
const LAST_MESSAGE_TYPE = 26;

/** Peeks: a header, then a control header (§4.5.1) whose length is what follows. */
function isControl(reader: ByteReader): boolean {
  const words = reader.peek(1) >> 3;
  const at = words * 4;
  if (words < MIN_HEADER_WORDS || reader.peek16(at) !== 0) return false;
  const type = reader.peek16(at + 2);
  const length = reader.peek16(at + 5);
  // Flags and the elements' length together are three more than the elements themselves.
  return type >= 1 && type <= LAST_MESSAGE_TYPE && length - 3 <= reader.remaining - at - 8 && length >= 3;
}

/** Access points and controllers show each other their certificates before the control channel is encrypted. */
function handshakeOf(context: MessageContext): DtlsMemory {
  context.state ??= newDtlsMemory();
  return context.state as DtlsMemory;
}

/** Control channel of access points: discovery and joining state what an access point and its controller are. */
export const capwap = defineDecoder<ControlMessage | TlsHandshake>({
  name: "capwap",
  title: "CAPWAP control",
  standard: "RFC 5415",
  family: "network",
  carriers: [{ layer: "udp", ports: [CONTROL_PORT] }],
  security: "mixed",
  messagesPerFlow: 64,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const isOwnPort = context.senderPort === CONTROL_PORT || context.receiverPort === CONTROL_PORT;
    if (reader.peek(0) === PREAMBLE.dtls) return isOwnPort && isDtls(reader, DTLS_AT, context.isCut) ? "certain" : "no";
    if (reader.peek(0) !== PREAMBLE.header || !isControl(reader)) return "no";
    return isOwnPort ? "certain" : "maybe";
  },
  read(reader, context) {
    if (reader.peek(0) !== PREAMBLE.dtls) return readControlMessage(reader);
    return readDtls(reader.skip(DTLS_AT), handshakeOf(context), context.fromInitiator ? 0 : 1);
  },
  observe(message, observer, context) {
    if (!("facts" in message)) {
      const memory = handshakeOf(context);
      memory.isNamed = observeHandshake(message, observer, context, memory.isNamed);
      return;
    }
    observer.direction(message.isRequest ? "request" : "response");
    for (const [field, value, inferred] of message.facts) observer.identity(field, value, { inferred });
    if (message.role) observer.identity("role", message.role);
    const vendor = message.enterprise === null ? null : makerOfEnterprise(message.enterprise);
    if (vendor) observer.identity("vendor", vendor, { inferred: true });
  },
});
