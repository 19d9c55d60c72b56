import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";

/** Wind River's debug agent: ONC RPC (RFC 5531 §9) with a program of its own. */
const PROGRAM_HALF = 0x5555;
const CALL_BYTES = 24;
const REPLY_BYTES = 24;
const MAX_TEXTS = 8;

interface WdbMessage {
  readonly isRequest: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

/** The target's answer names its runtime and board: runs of printable text, in the order they stand in. */
function factsOf(texts: readonly string[]): (readonly [IdentityField, string])[] {
  const facts: (readonly [IdentityField, string])[] = [];
  for (const text of texts.slice(0, MAX_TEXTS)) {
    const version = /^(?:VxWorks )?(\d+\.\d+(?:\.\d+)*)$/.exec(text)?.[1];
    if (text.startsWith("VxWorks")) facts.push(["os", text]);
    else if (version) facts.push(["os", `VxWorks ${version}`]);
    else facts.push(["description", text]);
  }
  return facts;
}

export const wdbrpc = defineDecoder<WdbMessage>({
  name: "wdbrpc",
  title: "VxWorks WDB",
  standard: "Wind River WDB agent over ONC RPC (RFC 5531)",
  family: "ot",
  carriers: [{ layer: "udp", ports: [17_185] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  probe(reader, context) {
    const isCall = reader.peek16(4) === 0 && reader.peek16(6) === 0 && reader.peek16(10) === 2;
    if (isCall && reader.peek16(12) === PROGRAM_HALF && reader.peek16(14) === PROGRAM_HALF) return "certain";
    const isReply = reader.peek16(4) === 0 && reader.peek16(6) === 1 && reader.remaining >= REPLY_BYTES;
    return isReply && context.senderPort === 17_185 ? "maybe" : "no";
  },
  read(reader) {
    const isRequest = reader.skip(4).u32() === 0;
    if (isRequest) return { isRequest: reader.skip(CALL_BYTES - 8).remaining >= 0, facts: [] };
    const body = reader.skip(REPLY_BYTES - 8);
    const texts = body
      .latin1(body.remaining)
      .split(/[^\x20-\x7e]+/)
      .map((it) => it.trim())
      .filter((it) => it.length >= 4);
    return { isRequest, facts: factsOf(texts) };
  },
  observe({ isRequest, facts }, observer, context) {
    observer.direction(isRequest ? "request" : "response");
    if (isRequest) observer.operation("diagnose");
    if (context.isCut) return;
    for (const [field, value] of facts) observer.identity(field, value);
  },
});
