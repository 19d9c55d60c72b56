import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";

interface SshIdentification {
  readonly protocolVersion: string;
  readonly software: string;
  readonly line: string;
  /** Set for the key-exchange message only: MD5 of what the sender offers. */
  readonly hassh: string | null;
}

/** RFC 4253 §6 and §7.1: packet length, padding length, message number, a cookie, ten name lists. */
const KEX_INIT = 20;
const MAX_PACKET_BYTES = 35_000;
const COOKIE_BYTES = 16;
const NAME_LISTS = 8;

/** HASSH (Salesforce, 2018): key exchange, then cipher, MAC and compression of the sender's own direction. */
function readHassh(reader: ByteReader, fromInitiator: boolean): string {
  const packet = reader.nested(reader.u32());
  packet.skip(2 + COOKIE_BYTES);
  const lists = Array.from({ length: NAME_LISTS }, () => packet.latin1(packet.u32()));
  const own = fromInitiator ? [0, 2, 4, 6] : [0, 3, 5, 7];
  return bytesToHex(md5(utf8ToBytes(own.map((at) => lists[at]).join(";"))));
}

const MAX_LINE_BYTES = 255;

/** The identification line and the offer of the key exchange; what follows is ciphertext. */
export const ssh = defineDecoder<SshIdentification>({
  name: "ssh",
  title: "SSH",
  standard: "RFC 4253 §4.2, §7.1",
  family: "it",
  carriers: [{ layer: "tcp", ports: [22, 2222] }],
  security: "encrypted",
  messagesPerFlow: 2,
  probe: (reader) => (reader.startsWith("SSH-2.0-") || reader.startsWith("SSH-1.") ? "certain" : "no"),
  frame(reader) {
    if (!reader.startsWith("SSH-")) {
      if (reader.remaining < 6) return 0;
      const length = reader.peek16(0) * 65_536 + reader.peek16(2);
      // Old versions and strange peers send something else: passed over, whatever its length.
      return reader.peek(5) === KEX_INIT && length <= MAX_PACKET_BYTES ? 4 + length : reader.remaining;
    }
    const end = reader.indexOf(10, Math.min(reader.remaining, MAX_LINE_BYTES));
    if (end >= 0) return end + 1;
    return reader.remaining >= MAX_LINE_BYTES ? -1 : 0;
  },
  read(reader, context) {
    if (!reader.startsWith("SSH-")) {
      if (reader.peek(5) !== KEX_INIT) return null;
      return { protocolVersion: "", software: "", line: "", hassh: readHassh(reader, context.fromInitiator) };
    }
    const line = reader.latin1(Math.min(reader.remaining, MAX_LINE_BYTES)).trimEnd();
    const dash = line.indexOf("-", 4);
    if (dash < 0) return null;
    return { protocolVersion: line.slice(4, dash), software: line.slice(dash + 1), line, hassh: null };
  },
  observe(message, observer, context) {
    if (message.hassh !== null) {
      const name = context.fromInitiator ? "HASSH" : "HASSH server";
      observer.identity("description", `${name} ${message.hassh}`, { protocol: "ssh hassh", inferred: true });
      return;
    }
    observer.identity("description", message.line, { protocol: "ssh banner" });
    if (context.fromInitiator) return;
    const product = splitProductVersion(message.software);
    if (product) observer.service(product);
    if (message.protocolVersion.startsWith("1.") && message.protocolVersion !== "1.99")
      observer.service({ flag: "sshv1" });
  },
});
