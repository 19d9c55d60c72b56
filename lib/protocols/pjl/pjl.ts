import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { lineFrame, readLine } from "../framing/text-line";

const PORT = 9100;
const MARK = "@PJL";
/** Universal exit: escape, then this. */
const EXIT = "%-12345X";
const MAX_LINE_BYTES = 256;
const ID = /^@PJL INFO ID\b/i;
const SETTING = /^@PJL INQUIRE (SERIALNUMBER|FIRMWAREDATECODE)\b/i;
const MODEL = /^"([^"]{2,80})"$/;
const VALUE = /^"?([\w. -]{2,40})"?$/;

interface PjlLine {
  readonly isCommand: boolean;
  readonly fact: readonly [IdentityField, string] | null;
}

/** Printers: what they answer when a driver asks them who they are; the printed pages are not looked at. */
export const pjl = defineDecoder<PjlLine>({
  name: "pjl",
  title: "Printer job language",
  standard: "HP Printer Job Language technical reference manual, chapter 7",
  family: "it",
  carriers: [{ layer: "tcp", ports: [PORT] }],
  security: "cleartext",
  messagesPerFlow: 48,
  elsewhere: { tcp: { firstBytes: [0x1b, 0x40], fewestBytes: MARK.length } },
  probe(reader) {
    if (reader.startsWith(MARK)) return "certain";
    return reader.peek(0) === 0x1b && reader.startsWith(EXIT, 1) ? "certain" : "no";
  },
  // Behind the commands stand pages in other languages, whose lines may be of any length.
  frame: (reader) => {
    const length = lineFrame(reader);
    return length === 0 && reader.remaining > MAX_LINE_BYTES ? reader.remaining : length;
  },
  read(reader, context) {
    if (reader.length > MAX_LINE_BYTES) return null;
    let line = readLine(reader).trim();
    const exit = line.lastIndexOf(EXIT);
    if (exit >= 0) line = line.slice(exit + EXIT.length);
    if (context.fromInitiator) return line.startsWith(MARK) ? { isCommand: true, fact: null } : null;
    // An answer repeats the command in a line of its own, and the value follows in the next.
    if (ID.test(line)) {
      context.state = "model";
      return { isCommand: false, fact: null };
    }
    const setting = SETTING.exec(line)?.[1]?.toUpperCase();
    if (setting) {
      context.state = setting === "SERIALNUMBER" ? "serial" : "firmware";
      return { isCommand: false, fact: null };
    }
    const asked = context.state as IdentityField | null;
    if (line !== "") context.state = null;
    const value = asked === "model" ? MODEL.exec(line)?.[1] : asked ? VALUE.exec(line)?.[1] : undefined;
    return value === undefined || asked === null ? null : { isCommand: false, fact: [asked, value.trim()] };
  },
  observe({ isCommand, fact }, observer) {
    observer.direction(isCommand ? "request" : "response");
    if (!fact) return;
    observer.identity("role", "printer", { inferred: true });
    observer.identity(fact[0], fact[1], { protocol: "pjl" });
  },
});
