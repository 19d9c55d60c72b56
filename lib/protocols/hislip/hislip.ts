import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder, type MessageContext } from "../define-decoder";

/** IVI-6.1 clause 2.5: prologue "HS", type, control code, parameter, payload length. */
const HEADER_BYTES = 16;
const TYPE = {
  initialize: 0,
  initializeResponse: 1,
  dataEnd: 7,
  asyncInitialize: 17,
  asyncInitializeResponse: 18,
} as const;
const LAST_TYPE = 26;
const MAX_TEXT_BYTES = 512;
/** IEEE 488.2 clause 10.14: manufacturer, model, serial number, firmware level. */
const IDENTIFY = "*IDN?";
const FIELDS: readonly IdentityField[] = ["vendor", "model", "serial", "firmware"];

interface HislipMessage {
  readonly side: "request" | "response" | null;
  /** The instrument's own words, of which the facts are the parts. */
  readonly identification: string | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
}

/** Flow state: the instrument was asked who it is, and its next data is the answer. */
function readData(text: string, context: MessageContext): Pick<HislipMessage, "identification" | "facts"> {
  if (context.fromInitiator) {
    context.state = text.trim().toUpperCase() === IDENTIFY ? IDENTIFY : null;
    return { identification: null, facts: [] };
  }
  const wasAsked = context.state === IDENTIFY;
  context.state = null;
  const parts = text.trim().split(",", 5);
  if (!wasAsked || parts.length !== FIELDS.length) return { identification: null, facts: [] };
  const facts = FIELDS.map((field, i) => [field, (parts[i] as string).trim()] as const);
  return { identification: text.trim(), facts: facts.filter(([, value]) => value !== "" && value !== "0") };
}

export const hislip = defineDecoder<HislipMessage>({
  name: "hislip",
  title: "HiSLIP",
  standard: "IVI-6.1, IEEE 488.2",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [4880] }],
  security: "unauthenticated",
  messagesPerFlow: 256,
  elsewhere: { tcp: { firstBytes: [0x48], fewestBytes: 16 } },
  probe(reader) {
    const isPrologue = reader.startsWith("HS") && reader.peek(2) <= LAST_TYPE && reader.remaining >= HEADER_BYTES;
    return isPrologue && reader.peek16(8) === 0 && reader.peek16(10) === 0 ? "certain" : "no";
  },
  frame(reader) {
    if (reader.remaining < HEADER_BYTES) return 0;
    const length = reader.peek16(12) * 65_536 + reader.peek16(14);
    return reader.startsWith("HS") && reader.peek16(10) === 0 ? HEADER_BYTES + length : -1;
  },
  read(reader, context) {
    const type = reader.skip(2).u8();
    reader.skip(HEADER_BYTES - 3);
    if (type === TYPE.initialize || type === TYPE.asyncInitialize)
      return { side: "request", identification: null, facts: [] };
    if (type === TYPE.initializeResponse || type === TYPE.asyncInitializeResponse)
      return { side: "response", identification: null, facts: [] };
    // Of a text that the capture cut, the last part would be half of one.
    if (type !== TYPE.dataEnd || context.isCut) return null;
    return { side: null, ...readData(reader.latin1(Math.min(reader.remaining, MAX_TEXT_BYTES)), context) };
  },
  observe({ side, identification, facts }, observer) {
    if (side) observer.direction(side);
    if (identification) observer.identity("description", identification, { protocol: "hislip idn" });
    for (const [field, value] of facts) observer.identity(field, value, { inferred: true, protocol: "hislip idn" });
    if (facts.length > 0) observer.identity("role", "instrument", { inferred: true });
  },
});
