import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { elementText } from "../framing/xml-text";

const PORT = 37_020;
const MAX_BYTES = 8_192;
const FIELDS: readonly (readonly [element: string, field: IdentityField])[] = [
  ["DeviceDescription", "model"],
  ["DeviceSN", "serial"],
  ["SoftwareVersion", "firmware"],
];
const ANSWER = "<ProbeMatch>";
const QUESTION = "<Probe>";

interface SadpMessage {
  readonly isAnswer: boolean;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly ip: string | null;
  readonly mac: string | null;
}

/** Cameras and recorders of Hikvision and its brands, searched for by multicast; passwords are set by it as well. */
export const sadp = defineDecoder<SadpMessage>({
  name: "sadp",
  title: "Hikvision SADP",
  standard: "Hikvision Search Active Device Protocol (unpublished), as described by public research",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [0x3c], fewestBytes: 13 } },
  probe(reader) {
    if (reader.peek(0) !== 0x3c) return "no";
    // The declaration of XML may stand before the only element.
    const at = reader.startsWith("<?xml") ? reader.indexOf(0x3c, Math.min(reader.remaining, 100), 5) : 0;
    if (at < 0 || !(reader.startsWith(ANSWER, at) || reader.startsWith(QUESTION, at))) return "no";
    const next = reader.indexOf(0x3c, Math.min(reader.remaining, at + 40), at + 7);
    return next >= 0 && reader.startsWith("<Uuid>", next) ? "certain" : "no";
  },
  read(reader, { isCut }) {
    const text = reader.utf8(Math.min(reader.remaining, MAX_BYTES));
    if (!text.includes(ANSWER)) return { isAnswer: false, facts: [], ip: null, mac: null };
    // An element that the capture cut has no end, and is not found.
    const whole = isCut ? text.slice(0, text.lastIndexOf("</")) : text;
    return {
      isAnswer: true,
      facts: FIELDS.flatMap(([element, field]) => {
        const value = elementText(whole, element);
        return value ? [[field, value] as const] : [];
      }),
      ip: parseIp(elementText(whole, "IPv4Address") ?? ""),
      mac: parseMac(elementText(whole, "MAC") ?? ""),
    };
  },
  observe({ isAnswer, facts, ip, mac }, observer) {
    observer.direction(isAnswer ? "response" : "request");
    if (!isAnswer) {
      observer.operation("diagnose");
      return;
    }
    for (const [field, value] of facts) observer.identity(field, value);
    if (facts.length > 0) observer.identity("vendor", "Hikvision", { inferred: true });
    if (ip && mac && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
