import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";

/** Red Lion's Crimson 3 link. Not published; registers as public fingerprinting tools ask them. */
const REGISTER = { model: 0x012a, vendor: 0x012b } as const;
const TEXT_AT = 6;
const MAX_LENGTH = 1_024;
const MAX_TEXT = 64;

interface CrimsonMessage {
  readonly isRequest: boolean;
  readonly fact: readonly [IdentityField, string] | null;
}

export const crimson = defineDecoder<CrimsonMessage>({
  name: "crimson",
  title: "Crimson",
  standard: "Red Lion Crimson 3 protocol, as described by public research",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [789] }],
  security: "unauthenticated",
  messagesPerFlow: 32,
  probe(reader) {
    const length = reader.peek16(0);
    return length >= 4 && length <= MAX_LENGTH && reader.remaining === length + 2 && reader.peek(2) <= 2
      ? "maybe"
      : "no";
  },
  frame(reader) {
    const length = reader.peek16(0);
    if (length < 0) return 0;
    return length >= 2 && length <= MAX_LENGTH ? length + 2 : -1;
  },
  read(reader, context) {
    const register = reader.skip(2).u16();
    const isRequest = context.fromInitiator;
    const field = register === REGISTER.model ? "model" : register === REGISTER.vendor ? "vendor" : null;
    if (isRequest || !field || reader.length <= TEXT_AT) return { isRequest, fact: null };
    const length = reader.seek(TEXT_AT).indexOf(0, MAX_TEXT);
    const value = length > 0 ? reader.latin1(length) : "";
    return { isRequest, fact: /^[\x20-\x7e]+$/.test(value) ? [field, value] : null };
  },
  observe({ isRequest, fact }, observer) {
    observer.direction(isRequest ? "request" : "response");
    if (fact) observer.identity(fact[0], fact[1]);
  },
});
