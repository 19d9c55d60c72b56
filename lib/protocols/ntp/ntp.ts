import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";

const CLIENT = 3;
const SERVER = 4;

/** Who keeps time for whom. NTP states nothing about identity. */
export const ntp = defineDecoder<{ readonly mode: number; readonly version: number }>({
  name: "ntp",
  title: "NTP",
  standard: "RFC 5905",
  family: "network",
  carriers: [{ layer: "udp", ports: [123] }],
  security: "unauthenticated",
  messagesPerFlow: 2,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader) {
    const version = (reader.peek(0) >> 3) & 7;
    const mode = reader.peek(0) & 7;
    if (version < 1 || version > 4 || mode === 0 || reader.peek(11) < 0) return "no";
    return mode >= 6 || (reader.remaining >= 48 && reader.peek(1) <= 16) ? "maybe" : "no";
  },
  read(reader) {
    const first = reader.u8();
    return { mode: first & 7, version: (first >> 3) & 7 };
  },
  observe(message, observer) {
    if (message.mode === CLIENT) observer.direction("request");
    if (message.mode !== SERVER) return;
    observer.direction("response");
    observer.service({ version: `v${message.version}` });
  },
});
