import { parseIp } from "@/lib/domain/address";
import { SHIPPED_REMOTE_ACCESS } from "@/lib/domain/service/remote-access-tools";
import { defineDecoder, type MessageContext, type Observer } from "../define-decoder";
import type { Certificate, DistinguishedName } from "../framing/x509";
import { readHandshake, type TlsHandshake } from "./handshake";

const CHANGE_CIPHER_SPEC = 20;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const MAX_RECORD_BYTES = 16_384 + 2_048;
const OLD_VERSIONS = ["SSL 3.0", "1.0", "1.1"];

/** Bits of the flow's state, one per direction: from its ChangeCipherSpec on, a peer's handshake records are ciphertext. */
const bitOf = (context: MessageContext) => (context.fromInitiator ? 1 : 2);
/** The client named the server that it wants. */
const NAMED = 4;
const stateOf = (context: MessageContext) => (typeof context.state === "number" ? context.state : 0);
const isEncrypted = (context: MessageContext) => (stateOf(context) & bitOf(context)) !== 0;
function remember(context: MessageContext, bit: number): void {
  context.state = stateOf(context) | bit;
}

function nameText(name: DistinguishedName): string {
  return [name.commonName, name.organisationalUnit, name.organisation].filter((it) => it !== null).join(", ");
}

/** A certificate names a service; only a plain host name, or a device's own self-made one, says who the sender is. */
function observeCertificate(certificate: Certificate, observer: Observer, context: MessageContext): void {
  const { commonName, serialNumber } = certificate.subject;
  const protocol = "tls certificate";
  const isHostName =
    commonName !== null && /^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i.test(commonName) && !parseIp(commonName);
  if (isHostName) observer.identity("name", commonName, { protocol });
  if (serialNumber && certificate.issuer.organisation === certificate.subject.organisation) {
    observer.identity("description", `serial number ${serialNumber}`, { protocol });
  }
  const remote = commonName ? SHIPPED_REMOTE_ACCESS.ofCertificate(commonName) : null;
  if (remote) observer.service({ product: remote.tool });
  // Who was asked for by name is known better by that name: one certificate stands for many hosts.
  const isOnlyName = !context.fromInitiator && (stateOf(context) & NAMED) === 0;
  if (commonName && (remote || isOnlyName) && !parseIp(commonName)) {
    observer.peerName(commonName.replace(/^\*\./, ""), "certificate");
  }
  const subject = nameText(certificate.subject);
  if (subject !== "") {
    const kind = certificate.isSelfIssued ? "self-signed certificate" : "certificate";
    observer.identity("description", `${kind}: ${subject}`, { protocol });
  }
  if (context.fromInitiator) return;
  if (certificate.isSelfIssued) observer.service({ flag: "self-signed-certificate" });
  const { notAfterUs } = certificate;
  if (notAfterUs === null) return;
  // Judged at the time of the packet: whoever reads an old capture does not want today's date in it.
  if (context.timeUs > notAfterUs) observer.service({ flag: "expired-certificate" });
  const day = new Date(notAfterUs / 1000).toISOString().slice(0, 10);
  observer.identity("description", `certificate valid until ${day}`, { protocol: "tls certificate-validity" });
}

export const tls = defineDecoder<TlsHandshake>({
  name: "tls",
  title: "TLS",
  standard: "RFC 8446, RFC 5246",
  family: "it",
  carriers: [
    { layer: "tcp", ports: [443, 8443, 465, 636, 853, 989, 990, 993, 995, 8883, 5061, 5986, 6514, 4911, 802] },
  ],
  security: "encrypted",
  messagesPerFlow: 8,
  probe(reader) {
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
    const type = reader.u8();
    if (type === CHANGE_CIPHER_SPEC) remember(context, bitOf(context));
    if (type !== HANDSHAKE || isEncrypted(context)) return null;
    return readHandshake(reader.skip(4));
  },
  observe(message, observer, context) {
    if (message.side) observer.direction(message.side === "client" ? "request" : "response");
    if (message.serverName && !parseIp(message.serverName)) {
      remember(context, NAMED);
      observer.peerName(message.serverName, "sni");
    }
    if (message.fingerprints) {
      const [ja3, ja4] = message.fingerprints;
      observer.identity("description", `JA3 ${ja3}`, { protocol: "tls ja3", inferred: true });
      observer.identity("description", `JA4 ${ja4}`, { protocol: "tls ja4", inferred: true });
    }
    if (message.version) {
      observer.service({ version: message.version });
      if (OLD_VERSIONS.includes(message.version)) observer.service({ flag: "tls<1.2" });
    }
    if (message.certificate) observeCertificate(message.certificate, observer, context);
  },
});
