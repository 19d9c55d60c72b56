import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const PORT = 427;
const VERSION = 2;
/** RFC 2608 §8: function, length in three bytes, flags, extension, number, language. */
const HEADER_BYTES = 14;
const LAST_FUNCTION = 11;
const FUNCTION = { attributeReply: 7, serviceAgent: 11 } as const;
const REQUESTS: ReadonlySet<number> = new Set([1, 3, 4, 6, 9]);
const MAX_BYTES = 16_384;
const MAX_ENTRIES = 32;
const MAX_ATTRIBUTE_BYTES = 8_192;
/** `(key=value)` of RFC 2608 §5; several values are separated by commas. */
const ATTRIBUTE = /\(([^()=]{1,64})=([^()]{0,512})\)/g;
/** Attributes by which printers, device servers and controllers tell who they are. */
const FIELDS: ReadonlyMap<string, IdentityField> = new Map([
  ["printer-name", "name"],
  ["printer-info", "description"],
  ["printer-make-and-model", "model"],
  ["printer-location", "location"],
  ["x-hp-hn", "name"],
  ["product", "model"],
  ["product-name", "model"],
  ["model", "model"],
  ["manufacturer", "vendor"],
  ["vendor", "vendor"],
  ["serialnumber", "serial"],
  ["serial-number", "serial"],
  ["firmware-version", "firmware"],
]);
/** IEEE 1284 device identification, which HP hands on as an attribute. */
const IDENTIFICATION: ReadonlyMap<string, IdentityField> = new Map([
  ["mfg", "vendor"],
  ["manufacturer", "vendor"],
  ["mdl", "model"],
  ["model", "model"],
  ["sn", "serial"],
  ["sern", "serial"],
]);
const IDENTIFICATION_KEY = /^x-hp-p\d$/;

interface SlpMessage {
  readonly kind: number;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

function readText(reader: ByteReader): string {
  return reader.utf8(reader.u16());
}

function factsOf(attributes: string): SlpMessage["facts"] {
  const facts: [IdentityField, string][] = [];
  for (const [, name, value] of attributes.slice(0, MAX_ATTRIBUTE_BYTES).matchAll(ATTRIBUTE)) {
    const key = (name as string).trim().toLowerCase();
    const said = (value as string).trim();
    const field = FIELDS.get(key);
    if (field) facts.push([field, said]);
    if (!IDENTIFICATION_KEY.test(key)) continue;
    for (const part of said.split(";", MAX_ENTRIES)) {
      const colon = part.indexOf(":");
      const known = colon < 0 ? undefined : IDENTIFICATION.get(part.slice(0, colon).trim().toLowerCase());
      if (known) facts.push([known, part.slice(colon + 1).trim()]);
    }
  }
  return facts.filter(([, value]) => value !== "");
}

function readFacts(kind: number, body: ByteReader): SlpMessage["facts"] {
  if (kind === FUNCTION.attributeReply) return body.u16() === 0 ? factsOf(readText(body)) : [];
  if (kind !== FUNCTION.serviceAgent) return [];
  // Its address, and the scopes that it serves.
  readText(body);
  readText(body);
  return factsOf(readText(body));
}

/** Printers, serial device servers and hypervisors say by it what they offer. */
export const slp = defineDecoder<SlpMessage>({
  name: "slp",
  title: "Service Location Protocol",
  standard: "RFC 2608",
  family: "it",
  carriers: [
    { layer: "udp", ports: [PORT] },
    { layer: "tcp", ports: [PORT] },
  ],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [VERSION], fewestBytes: HEADER_BYTES }, tcp: NEVER_CERTAIN },
  probe(reader, { layer, senderPort, receiverPort }) {
    const kind = reader.peek(1);
    if (reader.peek(0) !== VERSION || kind < 1 || kind > LAST_FUNCTION || reader.remaining < HEADER_BYTES) return "no";
    const length = (reader.peek(2) << 16) | reader.peek16(3);
    const languageBytes = reader.peek16(12);
    if (length < HEADER_BYTES + languageBytes || languageBytes < 2 || languageBytes > 16) return "no";
    const isOnPort = senderPort === PORT || receiverPort === PORT;
    if (layer === "tcp") return isOnPort && length <= MAX_BYTES ? "certain" : "no";
    return length === reader.remaining || isOnPort ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < 5) return 0;
    const length = (reader.peek(2) << 16) | reader.peek16(3);
    return reader.peek(0) === VERSION && length >= HEADER_BYTES && length <= MAX_BYTES ? length : -1;
  },
  read(reader, { isCut }) {
    const kind = reader.skip(1).u8();
    const length = reader.u24();
    // Half a list is none, and an extension behind the body is not needed.
    if (isCut && reader.length < length) return null;
    readText(reader.skip(7));
    return { kind, facts: readFacts(kind, reader) };
  },
  observe({ kind, facts }, observer) {
    observer.direction(REQUESTS.has(kind) ? "request" : "response");
    // A directory hands on what others have told it; who it is about stands nowhere.
    for (const [field, value] of facts) observer.identity(field, value, { inferred: kind === FUNCTION.attributeReply });
  },
});
