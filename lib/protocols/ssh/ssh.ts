import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";

interface SshIdentification {
  readonly protocolVersion: string;
  readonly software: string;
  readonly line: string;
  /** Set for the key-exchange message only: MD5 of what the sender offers. */
  readonly hassh: string | null;
  /** Set for the server's answer only: its public key's kind and MD5. */
  readonly hostKey: string | null;
}

/** RFC 4253 §6 and §7.1: packet length, padding length, message number, a cookie, ten name lists. */
const KEX_INIT = 20;
/** The server's answers that begin with its public key: RFC 4253 §8, RFC 5656 §4; RFC 4419 §3 (which calls 31 its group). */
const KEX_REPLIES: ReadonlySet<number> = new Set([31, 33]);
const KEY_KIND = /^(?:ssh|ecdsa|rsa|sk-ssh|sk-ecdsa)-[\x21-\x7e]{1,60}$/;
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

/** "ssh-ed25519 d5:e7:…"; null for an answer that begins otherwise. */
function readHostKey(reader: ByteReader): string | null {
  const packet = reader.nested(reader.u32());
  packet.skip(2);
  const key = packet.view(packet.u32());
  const inner = new ByteReader(key);
  const kind = inner.latin1(Math.min(inner.u32(), 64));
  if (!KEY_KIND.test(kind)) return null;
  return `${kind} ${bytesToHex(md5(key)).replace(/..(?=.)/g, "$&:")}`;
}

const MAX_LINE_BYTES = 255;

/** The identification line, the offer of the key exchange and the server's key; what follows is ciphertext. */
export const ssh = defineDecoder<SshIdentification>({
  name: "ssh",
  title: "SSH",
  standard: "RFC 4253 §4.2, §7.1, §8",
  family: "it",
  carriers: [{ layer: "tcp", ports: [22, 2222] }],
  security: "encrypted",
  messagesPerFlow: 4,
  elsewhere: { tcp: { firstBytes: [0x53], fewestBytes: 6 } },
  probe: (reader) => (reader.startsWith("SSH-2.0-") || reader.startsWith("SSH-1.") ? "certain" : "no"),
  frame(reader) {
    if (!reader.startsWith("SSH-")) {
      if (reader.remaining < 6) return 0;
      const length = reader.peek16(0) * 65_536 + reader.peek16(2);
      // Old versions and strange peers send something else: passed over, whatever its length.
      const isRead = reader.peek(5) === KEX_INIT || KEX_REPLIES.has(reader.peek(5));
      return isRead && length <= MAX_PACKET_BYTES ? 4 + length : reader.remaining;
    }
    const end = reader.indexOf(10, Math.min(reader.remaining, MAX_LINE_BYTES));
    if (end >= 0) return end + 1;
    return reader.remaining >= MAX_LINE_BYTES ? -1 : 0;
  },
  read(reader, context) {
    if (!reader.startsWith("SSH-")) {
      const none = { protocolVersion: "", software: "", line: "", hassh: null, hostKey: null };
      if (reader.peek(5) === KEX_INIT) return { ...none, hassh: readHassh(reader, context.fromInitiator) };
      if (context.fromInitiator || !KEX_REPLIES.has(reader.peek(5))) return null;
      const hostKey = readHostKey(reader);
      return hostKey === null ? null : { ...none, hostKey };
    }
    if (context.isCut && reader.indexOf(10, MAX_LINE_BYTES) < 0) return null;
    const line = reader.latin1(Math.min(reader.remaining, MAX_LINE_BYTES)).trimEnd();
    const dash = line.indexOf("-", 4);
    if (dash < 0) return null;
    return { protocolVersion: line.slice(4, dash), software: line.slice(dash + 1), line, hassh: null, hostKey: null };
  },
  observe(message, observer, context) {
    if (message.hassh !== null) {
      const name = context.fromInitiator ? "HASSH" : "HASSH server";
      observer.identity("description", `${name} ${message.hassh}`, { protocol: "ssh hassh", inferred: true });
      return;
    }
    if (message.hostKey !== null) {
      observer.identity("description", `SSH host key ${message.hostKey}`, { protocol: "ssh hostkey" });
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
