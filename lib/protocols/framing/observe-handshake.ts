import { parseIp } from "@/lib/domain/address";
import { SHIPPED_REMOTE_ACCESS } from "@/lib/domain/service/remote-access-tools";
import type { MessageContext, Observer } from "../define-decoder";
import type { TlsHandshake } from "./tls-handshake";
import type { Certificate, DistinguishedName } from "./x509";

const OLD_VERSIONS = ["SSL 3.0", "1.0", "1.1"];

function nameText(name: DistinguishedName): string {
  return [name.commonName, name.organisationalUnit, name.organisation].filter((it) => it !== null).join(", ");
}

/** A MAC's twelve digits behind a word, which is a product's when it holds letters and digits ("axis-…" is a host's). */
const WORD_AND_MAC = /^([a-z0-9][a-z0-9_.-]*)[-_.]([0-9a-f]{12})$/i;
const OUI_DIGITS = 6;

/**
 * The product that a factory's certificate names together with its own MAC: nobody called a host so. The MAC is its own
 * when the maker's prefix is the sender's too, or when the maker itself issued the certificate (a router may be between).
 */
function productBesideOwnMac({ subject, issuer, isSelfIssued }: Certificate, senderMac: string | null): string | null {
  const [, product, mac] = subject.commonName?.match(WORD_AND_MAC) ?? [];
  if (product === undefined || mac === undefined || !/[a-z]/i.test(product) || !/\d/.test(product)) return null;
  const isOfMaker = !isSelfIssued && subject.organisation !== null && issuer.organisation === subject.organisation;
  const prefix = senderMac?.replaceAll(":", "").slice(0, OUI_DIGITS);
  return isOfMaker || mac.slice(0, OUI_DIGITS).toLowerCase() === prefix ? product : null;
}

/** A certificate names a service; only a plain host name, or a device's own self-made one, says who the sender is. */
function observeCertificate(
  certificate: Certificate,
  observer: Observer,
  context: MessageContext,
  wasNamed: boolean,
): void {
  const { commonName, serialNumber } = certificate.subject;
  const protocol = "tls certificate";
  // A bare number counts certificates, licences or computers; it names none.
  const isHostName =
    commonName !== null &&
    /^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i.test(commonName) &&
    /[a-z]/i.test(commonName) &&
    !parseIp(commonName);
  const product = productBesideOwnMac(certificate, context.senderMac);
  if (product !== null) observer.identity("model", product, { protocol, inferred: true });
  else if (isHostName) observer.identity("name", commonName, { protocol });
  if (serialNumber && certificate.issuer.organisation === certificate.subject.organisation) {
    observer.identity("description", `serial number ${serialNumber}`, { protocol });
  }
  const remote = commonName ? SHIPPED_REMOTE_ACCESS.ofCertificate(commonName) : null;
  if (remote) observer.service({ product: remote.tool });
  // Who was asked for by name is known better by that name: one certificate stands for many hosts.
  const isOnlyName = !context.fromInitiator && !wasNamed;
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

/** Says what a handshake shows, over streams and datagrams alike. Whether the client named the server that it wants. */
export function observeHandshake(
  message: TlsHandshake,
  observer: Observer,
  context: MessageContext,
  wasNamed: boolean,
): boolean {
  let isNamed = wasNamed;
  if (message.side) observer.direction(message.side === "client" ? "request" : "response");
  if (message.serverName && !parseIp(message.serverName)) {
    isNamed = true;
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
  if (message.certificate) observeCertificate(message.certificate, observer, context, isNamed);
  return isNamed;
}
