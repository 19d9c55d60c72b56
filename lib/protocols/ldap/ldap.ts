import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Observer } from "../define-decoder";
import { BER, berLengthAt, expectBer, readBer } from "../framing/ber";
import { findNtlmMessage, type NtlmMessage, observeNtlm } from "../framing/ntlmssp";
import { type DomainController, readNetlogon } from "./netlogon";

/** RFC 4511 §4.2 to §4.14: application tags. */
const BIND_REQUEST = 0x60;
const BIND_RESPONSE = 0x61;
const SEARCH_ENTRY = 0x64;
const REQUESTS = [BIND_REQUEST, 0x42, 0x63, 0x66, 0x68, 0x4a, 0x6c, 0x6e, 0x50, 0x77];
const RESPONSES = [BIND_RESPONSE, SEARCH_ENTRY, 0x65, 0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x73, 0x78];
const SIMPLE_PASSWORD = 0x80;

interface LdapMessage {
  readonly isRequest: boolean;
  readonly hasPassword: boolean;
  readonly ntlm: NtlmMessage | null;
  readonly root: RootEntry | null;
}

/** What the server's own entry says. */
interface RootEntry {
  readonly texts: ReadonlyMap<string, string>;
  readonly controller: DomainController | null;
}

/** Of Active Directory, and of RFC 3045. */
const ROOT_TEXTS = ["dnshostname", "vendorname", "vendorversion"];

/** The root entry (RFC 4512 §5.1) has an empty name; every other entry is about somebody else. */
function readRootEntry(entry: ByteReader): RootEntry | null {
  if (expectBer(entry, BER.octetString).length > 0) return null;
  const texts = new Map<string, string>();
  let controller: DomainController | null = null;
  const attributes = expectBer(entry, BER.sequence);
  while (attributes.remaining > 0) {
    const attribute = expectBer(attributes, BER.sequence);
    const type = expectBer(attribute, BER.octetString);
    const name = type.utf8(type.length).toLowerCase();
    const values = expectBer(attribute, BER.set);
    if (values.remaining === 0) continue;
    if (name === "netlogon") controller = readNetlogon(readBer(values).value);
    else if (ROOT_TEXTS.includes(name)) {
      const { value } = readBer(values);
      texts.set(name, value.utf8(value.length));
    }
  }
  return { texts, controller };
}

function hasSimplePassword(bind: ByteReader): boolean {
  expectBer(bind, BER.integer);
  expectBer(bind, BER.octetString);
  const authentication = readBer(bind);
  return authentication.tag === SIMPLE_PASSWORD && authentication.value.length > 0;
}

function observeRoot({ texts, controller }: RootEntry, observer: Observer): void {
  const hostName = texts.get("dnshostname");
  if (hostName) observer.identity("name", hostName);
  const product = texts.get("vendorname");
  const version = texts.get("vendorversion");
  if (product) observer.service(version ? { product, version } : { product });
  if (!controller) return;
  const protocol = "ldap netlogon";
  for (const name of [controller.dnsHostName, controller.netbiosName]) {
    if (name !== "") observer.identity("name", name, { protocol });
  }
  observer.identity("role", "domain-controller", { protocol });
}

export const ldap = defineDecoder<LdapMessage>({
  name: "ldap",
  title: "LDAP",
  standard: "RFC 4511",
  family: "it",
  carriers: [
    { layer: "tcp", ports: [389, 3268] },
    { layer: "udp", ports: [389] },
  ],
  security: "mixed",
  messagesPerFlow: 16,
  elsewhere: { tcp: { firstBytes: [0x30], fewestBytes: 6 }, udp: { firstBytes: [0x30], fewestBytes: 6 } },
  probe(reader) {
    if (reader.peek(0) !== BER.sequence) return "no";
    const first = reader.peek(1);
    const at = first < 0x80 ? 2 : 2 + (first & 0x7f);
    const idLength = reader.peek(at + 1);
    if (at > 6 || reader.peek(at) !== BER.integer || idLength < 1 || idLength > 4) return "no";
    const tag = reader.peek(at + 2 + idLength);
    return REQUESTS.includes(tag) || RESPONSES.includes(tag) ? "certain" : "no";
  },
  frame: (reader) => (reader.peek(0) === BER.sequence ? berLengthAt(reader) : reader.remaining > 0 ? -1 : 0),
  read(reader) {
    const message = expectBer(reader, BER.sequence);
    expectBer(message, BER.integer);
    const { tag, value } = readBer(message);
    const carriesNtlm = tag === BIND_REQUEST || tag === BIND_RESPONSE;
    const root = tag === SEARCH_ENTRY ? readRootEntry(value) : null;
    const hasPassword = tag === BIND_REQUEST && hasSimplePassword(value);
    const ntlm = carriesNtlm ? findNtlmMessage(value.seek(0)) : null;
    return { isRequest: REQUESTS.includes(tag), hasPassword, ntlm, root };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.hasPassword) observer.service({ flag: "cleartext-login" });
    if (message.ntlm) observeNtlm(message.ntlm, observer, "relayed");
    if (message.root) observeRoot(message.root, observer);
  },
});
