import { isHostAddress, parseMac } from "@/lib/domain/address";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { readFixedText, withoutPadding } from "../framing/fixed-text";

const PORT = 41_794;
const QUESTION = 0x14;
const ANSWER = 0x15;
/** Name of the sender, behind ten bytes; then, in answers, what it is. */
const NAME_AT = 10;
const NAME_BYTES = 256;
const MAX_VERSION_BYTES = 256;
/** "TSW-760 [v1.002.0029 (Jan 01 2020), #00000042] @E-02000000004a": model, version, serial number, MAC. */
const VERSION = /^([^[\]]{1,64})\[v([^\s,\]]{1,40})/;
const MAC = /@E-([0-9a-f]{12})/i;

interface CrestronMessage {
  readonly isAnswer: boolean;
  readonly name: string;
  readonly version: string;
}

/** Touch panels and controllers of rooms, as Crestron's tools find them. */
export const crestron = defineDecoder<CrestronMessage>({
  name: "crestron",
  title: "Crestron discovery",
  standard: "Crestron autodiscovery (unpublished), as described by public research",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 32,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, { senderPort, receiverPort }) {
    if (senderPort !== PORT && receiverPort !== PORT) return "no";
    const isKnown = reader.peek(0) === QUESTION || reader.peek(0) === ANSWER;
    return isKnown && reader.peek16(1) === 0 && reader.peek(3) === 0 && reader.remaining > NAME_AT ? "certain" : "no";
  },
  read(reader, { isCut }) {
    const isAnswer = reader.u8() === ANSWER;
    if (!isAnswer) return { isAnswer, name: "", version: "" };
    const name = readFixedText(reader.seek(NAME_AT), NAME_BYTES);
    // The text runs to the end of the datagram: a cut one may have lost the end of a version.
    if (isCut || reader.remaining === 0) return { isAnswer, name, version: "" };
    const text = reader.latin1(Math.min(reader.remaining, MAX_VERSION_BYTES));
    return { isAnswer, name, version: withoutPadding(text.split("\0")[0] as string).trim() };
  },
  observe({ isAnswer, name, version }, observer, { senderIp }) {
    observer.direction(isAnswer ? "response" : "request");
    if (!isAnswer) {
      observer.operation("diagnose");
      return;
    }
    if (name !== "") observer.identity("name", name);
    observer.identity("vendor", "Crestron", { inferred: true });
    if (version === "") return;
    observer.identity("description", version);
    const parts = VERSION.exec(version);
    if (parts) {
      observer.identity("model", (parts[1] as string).trim(), { inferred: true });
      observer.identity("firmware", parts[2] as string, { inferred: true });
    }
    const mac = parseMac(MAC.exec(version)?.[1] ?? "");
    if (mac && senderIp && isHostAddress(senderIp)) observer.binding(senderIp, mac, "stated");
  },
});
