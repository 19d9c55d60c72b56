import { defineDecoder } from "../define-decoder";
import { splitProductVersion } from "../framing/product-version";

interface SshIdentification {
  readonly protocolVersion: string;
  readonly software: string;
  readonly line: string;
}

const MAX_LINE_BYTES = 255;

/** Only the identification line; what follows is key exchange and ciphertext. */
export const ssh = defineDecoder<SshIdentification>({
  name: "ssh",
  title: "SSH",
  standard: "RFC 4253 §4.2",
  family: "it",
  carriers: [{ layer: "tcp", ports: [22, 2222] }],
  security: "encrypted",
  messagesPerFlow: 1,
  probe: (reader) => (reader.startsWith("SSH-2.0-") || reader.startsWith("SSH-1.") ? "certain" : "no"),
  frame(reader) {
    if (!reader.startsWith("SSH-")) return reader.remaining < 4 ? 0 : -1;
    const end = reader.indexOf(10, Math.min(reader.remaining, MAX_LINE_BYTES));
    if (end >= 0) return end + 1;
    return reader.remaining >= MAX_LINE_BYTES ? -1 : 0;
  },
  read(reader) {
    if (!reader.startsWith("SSH-")) return null;
    const line = reader.latin1(Math.min(reader.remaining, MAX_LINE_BYTES)).trimEnd();
    const dash = line.indexOf("-", 4);
    if (dash < 0) return null;
    return { protocolVersion: line.slice(4, dash), software: line.slice(dash + 1), line };
  },
  observe(message, observer, context) {
    observer.identity("description", message.line, { protocol: "ssh banner" });
    if (context.fromInitiator) return;
    const product = splitProductVersion(message.software);
    if (product) observer.service(product);
    if (message.protocolVersion.startsWith("1.") && message.protocolVersion !== "1.99")
      observer.service({ flag: "sshv1" });
  },
});
