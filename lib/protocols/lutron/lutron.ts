import { isHostAddress } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";

const PORT = 2647;
const KIND_AT = "<LUTRON=".length;
const KIND = { question: 0x31, answer: 0x32 } as const;
const MAX_BYTES = 2_048;
const MAX_TAGS = 32;
/** `<KEY=value>`: nothing is escaped. */
const TAG = /<(\w{1,32})=([^<>]{0,256})>/g;
const FIELDS: ReadonlyMap<string, IdentityField> = new Map([
  ["PRODFAM", "model"],
  ["PRODTYPE", "description"],
  ["SERNUM", "serial"],
  ["CODEVER", "firmware"],
]);

interface LutronMessage {
  readonly isAnswer: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly ip: string | null;
  readonly mac: string | null;
}

/** "192.168.001.020": each number is written with three digits. */
const addressOf = (text: string): string | null =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number).join(".") : null;

function macOf(text: string): string | null {
  const digits = text.toLowerCase().replace(/[:.-]/g, "");
  return /^[0-9a-f]{12}$/.test(digits) ? (digits.match(/../g) ?? []).join(":") : null;
}

/** Processors of lighting and shades (RadioRA 2, HomeWorks QS): what they answer to whoever searches for them. */
export const lutron = defineDecoder<LutronMessage>({
  name: "lutron",
  title: "Lutron discovery",
  standard: "Lutron discovery by multicast (unpublished), as described by public research",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  elsewhere: { udp: { firstBytes: [0x3c], fewestBytes: KIND_AT + 2 } },
  probe(reader) {
    const kind = reader.peek(KIND_AT);
    const isKnown = kind === KIND.question || kind === KIND.answer;
    return reader.startsWith("<LUTRON=") && isKnown && reader.peek(KIND_AT + 1) === 0x3e ? "certain" : "no";
  },
  read(reader) {
    const isAnswer = reader.peek(KIND_AT) === KIND.answer;
    const text = isAnswer ? reader.latin1(Math.min(reader.remaining, MAX_BYTES)) : "";
    const tags = new Map<string, string>();
    for (const [, key = "", value = ""] of text.matchAll(TAG)) {
      if (tags.size >= MAX_TAGS) break;
      tags.set(key, value.trim());
    }
    const facts = [...FIELDS].flatMap(([key, field]) => {
      const value = tags.get(key) ?? "";
      return value === "" ? [] : [[field, value] as const];
    });
    return { isAnswer, facts, ip: addressOf(tags.get("IPADDR") ?? ""), mac: macOf(tags.get("MACADDR") ?? "") };
  },
  observe({ isAnswer, facts, ip, mac }, observer, { senderIp }) {
    observer.direction(isAnswer ? "response" : "request");
    if (!isAnswer) {
      observer.operation("diagnose");
      return;
    }
    for (const [field, value] of facts) observer.identity(field, value);
    observer.identity("vendor", "Lutron", { inferred: true });
    // What a router hands on from another network says so: its sender is not the address that it names.
    if (mac && ip && ip === senderIp && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
