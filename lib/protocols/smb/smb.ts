import { defineDecoder } from "../define-decoder";
import { observeNtlm } from "../framing/ntlmssp";
import { splitProductVersion } from "../framing/product-version";
import { readSmb1, type Smb1Message } from "./smb1";
import { readSmb2, type Smb2Message } from "./smb2";

/** RFC 1002 §4.3.1 session packet types other than a session message, which carry no SMB. */
const SESSION_PACKETS = [0x81, 0x82, 0x83, 0x84, 0x85];

const isSmb = (byte: number) => byte === 0xff || byte === 0xfe || byte === 0xfd;

export const smb = defineDecoder<Smb1Message | Smb2Message>({
  name: "smb",
  title: "SMB",
  standard: "[MS-CIFS], [MS-SMB2]",
  family: "it",
  carriers: [{ layer: "tcp", ports: [445, 139] }],
  security: "mixed",
  messagesPerFlow: 32,
  elsewhere: { tcp: { firstBytes: [0x00], fewestBytes: 8 } },
  probe(reader) {
    if (reader.peek(0) === 0 && isSmb(reader.peek(4)) && reader.startsWith("SMB", 5)) return "certain";
    return SESSION_PACKETS.includes(reader.peek(0)) && reader.peek16(0) >= 0 && reader.peek(1) <= 1 ? "maybe" : "no";
  },
  frame(reader) {
    if (reader.peek(3) < 0) return 0;
    const type = reader.peek(0);
    if (type !== 0 && !SESSION_PACKETS.includes(type)) return -1;
    return 4 + (reader.peek(1) << 16) + reader.peek16(2);
  },
  read(reader, { isCut }) {
    if (reader.u8() !== 0) return null;
    const message = reader.skip(3).nested(reader.remaining);
    if (message.startsWith("\xffSMB")) return readSmb1(message, isCut);
    if (message.startsWith("\xfeSMB")) return readSmb2(message);
    return null;
  },
  observe(message, observer) {
    observer.direction(message.isResponse ? "response" : "request");
    if (message.ntlm) observeNtlm(message.ntlm, observer);
    if (message.version === 2) {
      if (message.dialect) observer.service({ version: message.dialect });
      return;
    }
    observer.service({ flag: "smbv1" });
    if (message.nativeOs) observer.identity("os", message.nativeOs, { protocol: "smb" });
    const server = message.isResponse ? splitProductVersion(message.nativeLanManager ?? "") : null;
    if (server) observer.service(server);
  },
});
