import { defineDecoder } from "../define-decoder";

const VERSION_BYTES = 12;
const SECURITY_NONE = 1;
const MAX_SECURITY_TYPES = 32;

/** RFC 6143 §7.1: version both ways, then the server's list of security types. */
export const vnc = defineDecoder<{ readonly version: string | null; readonly allowsNoPassword: boolean }>({
  name: "vnc",
  title: "VNC",
  standard: "RFC 6143",
  family: "it",
  carriers: [{ layer: "tcp", ports: [5900, 5901, 5902] }],
  security: "mixed",
  messagesPerFlow: 2,
  probe: (reader) => (reader.startsWith("RFB 00") && reader.peek(11) === 10 ? "certain" : "no"),
  frame(reader) {
    if (reader.startsWith("RFB ")) return VERSION_BYTES;
    const count = reader.peek(0);
    return count < 1 || count > MAX_SECURITY_TYPES ? -1 : 1 + count;
  },
  read(reader, context) {
    if (reader.startsWith("RFB ")) {
      const text = reader.skip(4).latin1(7);
      return { version: /^\d{3}\.\d{3}$/.test(text) ? text : null, allowsNoPassword: false };
    }
    if (context.fromInitiator) return null;
    const types = reader.view(reader.u8());
    return { version: null, allowsNoPassword: types.includes(SECURITY_NONE) };
  },
  observe(message, observer, context) {
    if (message.version && !context.fromInitiator) observer.service({ version: message.version });
    if (message.allowsNoPassword) observer.service({ flag: "vnc-no-password" });
  },
});
