import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** Phoenix Contact's engineering protocol. Not published; the layout of the identity answer as in public research. */
const REQUEST = 0x01;
const RESPONSE = 0x81;
const MIN_BYTES = 8;
const MAX_LENGTH = 4_096;
/** "IBETH01N0_M": what an engineering tool greets with. */
const GREETING = "IBETH01";
const IDENTITY_KIND = 6;
/** Where zero-ended texts stand in the answer: type, firmware, order number. */
const TEXT_AT = { model: 30, firmware: 66, orderNumber: 152 } as const;

interface PcworxMessage {
  readonly isResponse: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

function zeroEnded(reader: ByteReader, at: number): string {
  reader.seek(at);
  const length = reader.indexOf(0, 64);
  const value = length > 0 ? reader.latin1(length).trim() : "";
  return /^[\x20-\x7e]+$/.test(value) ? value : "";
}

export const pcworx = defineDecoder<PcworxMessage>({
  name: "pcworx",
  title: "PC Worx",
  standard: "Phoenix Contact PC Worx protocol, as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [1962] }],
  security: "unauthenticated",
  messagesPerFlow: 32,
  elsewhere: { tcp: { firstBytes: [0x01], fewestBytes: 15 } },
  probe(reader) {
    if (reader.remaining < MIN_BYTES || reader.peek16(2) !== reader.remaining) return "no";
    if (reader.peek(0) === REQUEST) return reader.startsWith(GREETING, 14) ? "certain" : "maybe";
    return reader.peek(0) === RESPONSE ? "maybe" : "no";
  },
  frame(reader) {
    const length = reader.peek16(2);
    if (length < 0) return 0;
    const isHead = reader.peek(0) === REQUEST || reader.peek(0) === RESPONSE;
    return isHead && length >= MIN_BYTES && length <= MAX_LENGTH ? length : -1;
  },
  read(reader) {
    const isResponse = reader.u8() === RESPONSE;
    const kind = reader.u8();
    if (!isResponse || kind !== IDENTITY_KIND || reader.length <= TEXT_AT.orderNumber) return { isResponse, facts: [] };
    const facts: [IdentityField, string][] = [
      ["model", zeroEnded(reader, TEXT_AT.model)],
      ["firmware", zeroEnded(reader, TEXT_AT.firmware)],
      ["orderNumber", zeroEnded(reader, TEXT_AT.orderNumber)],
    ];
    return { isResponse, facts };
  },
  observe({ isResponse, facts }, observer) {
    observer.direction(isResponse ? "response" : "request");
    const stated = facts.filter(([, value]) => value !== "");
    for (const [field, value] of stated) observer.identity(field, value);
    if (stated.length === 0) return;
    observer.identity("vendor", "Phoenix Contact", { inferred: true });
    observer.identity("role", "plc", { inferred: true });
  },
});
