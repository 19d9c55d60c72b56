import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/**
 * The runtime of CODESYS version 2, in many makers' controllers: a magic word, then blocks whose length word comes in
 * the controller's own byte order. Not published; layout of the identity answer as in public research.
 */
const MAGIC = 0xbbbb;
const HEADER_BYTES = 6;
const MAX_LENGTH = 65_536;
const IDENTITY_TEXT_AT = 65;
const TEXT_BYTES = 32;

interface CodesysMessage {
  readonly side: "request" | "response" | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

export const codesys = defineDecoder<CodesysMessage>({
  name: "codesys",
  title: "CODESYS 2",
  standard: "3S CODESYS 2 runtime protocol, as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [1200, 2455] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { tcp: { firstBytes: [0xbb], fewestBytes: 6 } },
  probe(reader, context) {
    if (reader.peek16(0) !== MAGIC || reader.remaining < HEADER_BYTES) return "no";
    const big = reader.peek16(2) === 0 ? reader.peek16(4) : -1;
    const little = reader.peek16(4) === 0 ? reader.peek(2) | (reader.peek(3) << 8) : -1;
    const body = reader.remaining - HEADER_BYTES;
    const isOnPort = context.receiverPort === 2455 || context.receiverPort === 1200;
    return body === big || body === little ? "certain" : isOnPort ? "maybe" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    if (reader.peek16(0) !== MAGIC) return -1;
    const length = reader.peek16(2) === 0 ? reader.peek16(4) : reader.peek(2) | (reader.peek(3) << 8);
    return length <= MAX_LENGTH ? HEADER_BYTES + length : -1;
  },
  read(reader, context) {
    const side = context.fromInitiator ? "request" : "response";
    if (context.fromInitiator || reader.remaining < IDENTITY_TEXT_AT + 3 * TEXT_BYTES - 1) return { side, facts: [] };
    reader.skip(IDENTITY_TEXT_AT - 1);
    const system = readFixedText(reader, TEXT_BYTES);
    const version = readFixedText(reader, TEXT_BYTES);
    const product = readFixedText(reader, Math.min(TEXT_BYTES, reader.remaining));
    const isText = (text: string) => /^[\x20-\x7e]{2,}$/.test(text);
    const facts: [IdentityField, string][] = [];
    if (isText(system)) facts.push(["os", isText(version) ? `${system} ${version}` : system]);
    if (isText(product)) facts.push(["model", product]);
    return { side, facts: isText(system) ? facts : [] };
  },
  observe({ side, facts }, observer) {
    if (side) observer.direction(side);
    for (const [field, value] of facts) observer.identity(field, value, { protocol: "codesys identity" });
  },
});
