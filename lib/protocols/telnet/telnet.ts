import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 854: interpret-as-command, its option verbs and subnegotiation. */
const IAC = 255;
const SUBNEGOTIATION = 250;
const SUBNEGOTIATION_END = 240;
const WILL = 251;
const DONT = 254;
const MAX_TEXT = 512;

/** Flow state once the login prompt was seen; before, the text so far. */
const PROMPTED = "\0";
/** The line by which a protective relay answers ID before anybody has logged in (SEL instruction manuals, "FID"). */
const FIRMWARE_LINE = /\bFID=SEL-[\w-]{4,60}(?=[",\s])/;
const PROMPTS = ["login:", "username:", "password:", "user:", "user name:"];

/** Text without the option negotiation. */
function readText(reader: ByteReader): string {
  let text = "";
  while (reader.remaining > 0 && text.length < MAX_TEXT) {
    const byte = reader.u8();
    if (byte !== IAC) {
      text += byte === 0 ? "" : String.fromCharCode(byte);
      continue;
    }
    if (reader.remaining === 0) break;
    const verb = reader.u8();
    if (verb >= WILL && verb <= DONT && reader.remaining > 0) reader.skip(1);
    else if (verb === SUBNEGOTIATION) {
      while (reader.remaining > 0 && !(reader.peek() === IAC && reader.peek(1) === SUBNEGOTIATION_END)) reader.skip(1);
      reader.skip(Math.min(2, reader.remaining));
    }
  }
  return text;
}

/** The greeting before the login prompt. What people type and read afterwards is none of our business. */
export const telnet = defineDecoder<{ readonly greeting: string; readonly isPrompt: boolean }>({
  name: "telnet",
  title: "Telnet",
  standard: "RFC 854",
  family: "it",
  carriers: [{ layer: "tcp", ports: [23, 2323] }],
  security: "cleartext",
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0xff], fewestBytes: 3 } },
  probe(reader) {
    if (reader.peek(0) !== IAC || reader.peek(1) < SUBNEGOTIATION || reader.peek(1) > DONT) return "no";
    return reader.peek(2) >= 0 && reader.peek(2) <= 50 && (reader.peek(3) < 0 || reader.peek(3) === IAC)
      ? "certain"
      : "maybe";
  },
  frame: (reader) => reader.remaining,
  read(reader, context) {
    if (context.fromInitiator || context.state === PROMPTED) return null;
    const before = typeof context.state === "string" ? context.state : "";
    const text = (before + readText(reader)).slice(0, MAX_TEXT);
    const lower = text.toLowerCase();
    const prompt = PROMPTS.map((it) => lower.indexOf(it)).filter((at) => at >= 0);
    context.state = prompt.length > 0 ? PROMPTED : text;
    const line = prompt.length > 0 ? null : FIRMWARE_LINE.exec(text);
    if (line) {
      context.state = text.slice(line.index + line[0].length);
      return { greeting: line[0], isPrompt: false };
    }
    // Where the greeting ends, only the prompt tells; a server writes both in as many pieces as it likes.
    return prompt.length > 0
      ? {
          greeting: text
            .slice(0, Math.min(...prompt))
            .replace(/\s+/g, " ")
            .trim(),
          isPrompt: true,
        }
      : null;
  },
  observe({ greeting, isPrompt }, observer) {
    if (isPrompt) observer.service({ flag: "cleartext-login" });
    if (greeting.length >= 4) observer.identity("description", greeting, { protocol: "telnet banner" });
  },
});
