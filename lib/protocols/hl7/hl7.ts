import { defineDecoder } from "../define-decoder";

/** MLLP block characters (HL7 v2 Transport Specification: MLLP, release 1). */
const START = 0x0b;
const END = 0x1c;
const MAX_BYTES = 1_024;
const MAX_MESSAGE_BYTES = 65_536;

/** Who sends for which application; the patient's data is not read. */
export const hl7 = defineDecoder<{ readonly application: string; readonly facility: string; readonly type: string }>({
  name: "hl7",
  title: "HL7 v2",
  standard: "HL7 v2.5 §2.15.9 (MSH), MLLP release 1",
  family: "iot",
  carriers: [{ layer: "tcp", ports: [2575] }],
  security: "cleartext",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x0b], fewestBytes: 4 } },
  probe: (reader) => (reader.peek(0) === START && reader.startsWith("MSH", 1) ? "certain" : "no"),
  frame(reader) {
    if (reader.peek(0) !== START) return reader.remaining === 0 ? 0 : -1;
    const end = reader.indexOf(END, Math.min(reader.remaining, MAX_MESSAGE_BYTES));
    if (end < 0) return reader.remaining > MAX_MESSAGE_BYTES ? -1 : 0;
    return reader.peek(end + 1) === 13 ? end + 2 : end + 1;
  },
  read(reader, { isCut }) {
    const text = reader.skip(1).utf8(Math.min(reader.remaining, MAX_BYTES));
    const separator = text[3];
    if (!text.startsWith("MSH") || separator === undefined) reader.reject("no MSH segment");
    const [header = ""] = text.split("\r", 1);
    // MSH-1 is the separator itself, so MSH-3 is the third part.
    const parts = header.split(separator as string, 12);
    // A part that nothing follows may have gone on.
    if (isCut && header === text) parts.pop();
    if (isCut && parts.length < 4) return null;
    return { application: parts[2] ?? "", facility: parts[3] ?? "", type: parts[8] ?? "" };
  },
  observe(message, observer) {
    observer.direction(message.type.startsWith("ACK") ? "response" : "request");
    if (message.application === "") return;
    const at = message.facility === "" ? "" : ` at ${message.facility}`;
    observer.identity("description", `${message.application}${at}`);
  },
});
