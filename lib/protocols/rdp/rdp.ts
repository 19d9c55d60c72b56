import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

interface RdpMessage {
  readonly isRequest: boolean;
  /** Computer name of the client; the cookie is a user's name and is not kept. */
  readonly clientName: string | null;
  readonly clientBuild: number | null;
}

/** ITU-T X.224 §13 TPDU codes behind RFC 1006 framing. */
const TPKT_VERSION = 3;
const CONNECTION_REQUEST = 0xe0;
const CONNECTION_CONFIRM = 0xd0;
const DATA = 0xf0;
/** [MS-RDPBCGR] §2.2.1.1.1 and §2.2.1.2.1 */
const NEGOTIATION_REQUEST = 1;
const NEGOTIATION_RESPONSE = 2;
/** [MS-RDPBCGR] §2.2.1.3.2: client core data, found behind the conference key "Duca". */
const CLIENT_CORE = 0xc001;
const CONFERENCE_KEY = "Duca";
const MAX_SEARCH = 512;

function readCoreData(reader: ByteReader): { clientName: string; clientBuild: number } | null {
  const end = Math.min(reader.remaining - 60, MAX_SEARCH);
  for (let at = 0; at < end; at += 1) {
    if (!reader.startsWith(CONFERENCE_KEY, at)) continue;
    reader.skip(at + 4);
    // A PER length of one or two bytes stands between the key and the first data block.
    reader.skip(reader.peek() >= 0x80 ? 2 : 1);
    if (reader.u16le() !== CLIENT_CORE) return null;
    const core = reader.nested(reader.u16le() - 4);
    const clientBuild = core.skip(16).u32le();
    const name = core.utf16le(32);
    const nul = name.indexOf("\0");
    return { clientName: nul < 0 ? name : name.slice(0, nul), clientBuild };
  }
  return null;
}

export const rdp = defineDecoder<RdpMessage>({
  name: "rdp",
  title: "RDP",
  standard: "[MS-RDPBCGR]",
  family: "it",
  carriers: [{ layer: "tcp", ports: [3389] }],
  security: "mixed",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x03], fewestBytes: 15 } },
  probe(reader) {
    if (reader.peek(0) !== TPKT_VERSION || reader.peek(1) !== 0) return "no";
    const code = reader.peek(5) & 0xf0;
    if (code === CONNECTION_REQUEST) {
      if (reader.startsWith("Cookie: ", 11)) return "certain";
      return reader.peek(11) === NEGOTIATION_REQUEST && reader.peek16(13) === 0x0800 ? "certain" : "maybe";
    }
    if (code === CONNECTION_CONFIRM) {
      return reader.peek(11) === NEGOTIATION_RESPONSE && reader.peek16(13) === 0x0800 ? "certain" : "maybe";
    }
    return "no";
  },
  frame(reader) {
    if (reader.peek(3) < 0) return 0;
    if (reader.peek(0) !== TPKT_VERSION || reader.peek(1) !== 0) return -1;
    const length = reader.peek16(2);
    return length < 7 ? -1 : length;
  },
  read(reader) {
    const code = reader.skip(5).u8() & 0xf0;
    if (code === CONNECTION_CONFIRM) return { isRequest: false, clientName: null, clientBuild: null };
    if (code === CONNECTION_REQUEST) return { isRequest: true, clientName: null, clientBuild: null };
    if (code !== DATA) return null;
    // MCS Connect-Initial is application tag 101 (ITU-T T.125 §7).
    if (reader.skip(1).peek16() !== 0x7f65) return null;
    const core = readCoreData(reader);
    return core ? { isRequest: true, ...core } : null;
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.clientName) observer.identity("name", message.clientName);
  },
});
