import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

const VERSION_BYTES = 12;
const SECURITY_NONE = 1;
const MAX_SECURITY_TYPES = 32;
/** RFC 6143 §7.3.2: width and height, the pixel format, the length of the desktop's name. */
const SERVER_INIT_BYTES = 24;
const BITS_PER_PIXEL: readonly number[] = [8, 16, 32];
const MAX_NAME_BYTES = 255;

interface VncMessage {
  readonly version: string | null;
  readonly allowsNoPassword: boolean;
  readonly desktopName: string | null;
}
const NOTHING: VncMessage = { version: null, allowsNoPassword: false, desktopName: null };

function isServerInit(reader: ByteReader): boolean {
  const [bitsPerPixel, depth, isBigEndian, isTrueColour] = [4, 5, 6, 7].map((at) => reader.peek(at)) as [
    number,
    number,
    number,
    number,
  ];
  return (
    reader.remaining > SERVER_INIT_BYTES &&
    BITS_PER_PIXEL.includes(bitsPerPixel) &&
    depth <= bitsPerPixel &&
    isBigEndian <= 1 &&
    isTrueColour <= 1 &&
    reader.peek16(20) === 0 &&
    reader.peek16(22) <= MAX_NAME_BYTES &&
    reader.remaining === SERVER_INIT_BYTES + reader.peek16(22)
  );
}

/**
 * RFC 6143 §7.1: version both ways, the server's list of security types, and, once the client is let in, what the
 * desktop is called. Both sides wait for each other, so that a message is a segment.
 */
export const vnc = defineDecoder<VncMessage>({
  name: "vnc",
  title: "VNC",
  standard: "RFC 6143",
  family: "it",
  carriers: [{ layer: "tcp", ports: [5900, 5901, 5902] }],
  security: "mixed",
  // A server's version, security types, challenge, result and desktop, and room for another kind of login.
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0x52], fewestBytes: 12 } },
  probe: (reader) => (reader.startsWith("RFB 00") && reader.peek(11) === 10 ? "certain" : "no"),
  frame: (reader) => (reader.startsWith("RFB ") ? VERSION_BYTES : reader.remaining),
  read(reader, context) {
    if (reader.startsWith("RFB ")) {
      const text = reader.skip(4).latin1(7);
      return { ...NOTHING, version: /^\d{3}\.\d{3}$/.test(text) ? text : null };
    }
    if (context.fromInitiator) return null;
    const types = reader.peek(0);
    if (types >= 1 && types <= MAX_SECURITY_TYPES && reader.remaining === 1 + types) {
      return { ...NOTHING, allowsNoPassword: reader.skip(1).view(types).includes(SECURITY_NONE) };
    }
    if (!isServerInit(reader)) return null;
    const name = reader.skip(SERVER_INIT_BYTES).utf8(reader.remaining).trim();
    return name === "" ? null : { ...NOTHING, desktopName: name };
  },
  observe(message, observer, context) {
    if (message.version && !context.fromInitiator) observer.service({ version: message.version });
    if (message.allowsNoPassword) observer.service({ flag: "vnc-no-password" });
    // Servers call the desktop after the computer, mostly with the display's number.
    if (message.desktopName) observer.identity("description", message.desktopName, { protocol: "vnc desktop" });
  },
});
