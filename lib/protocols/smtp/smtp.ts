import { defineDecoder } from "../define-decoder";
import { findNtlmInText, observeNtlm } from "../framing/ntlmssp";
import { splitProductVersion } from "../framing/product-version";
import { firstLineContains, isReplyLine, lineFrame, readLine } from "../framing/text-line";

const HOST_NAME = /^[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+$/;

/** Addresses, domains of nobody and numbers name no host. */
const CLIENT_NAME = /^(?!localhost\b|\[|[\d.]+$)[A-Za-z0-9][\w-]*(?:\.[\w-]+)*$/i;

export const smtp = defineDecoder<{ readonly line: string; readonly isReply: boolean }>({
  name: "smtp",
  title: "SMTP",
  standard: "RFC 5321, [MS-SMTPNTLM]",
  family: "it",
  carriers: [{ layer: "tcp", ports: [25, 587] }],
  security: "cleartext",
  messagesPerFlow: 24,
  elsewhere: { tcp: { firstBytes: [0x32, 0x45, 0x48], fewestBytes: 4 } },
  probe(reader) {
    if (reader.startsWith("EHLO ") || reader.startsWith("HELO ")) return "certain";
    if (!isReplyLine(reader) || !reader.startsWith("220")) return "no";
    return firstLineContains(reader, "SMTP") ? "certain" : "maybe";
  },
  frame: lineFrame,
  read: (reader) => ({ isReply: isReplyLine(reader), line: readLine(reader) }),
  observe({ line, isReply }, observer) {
    observer.direction(isReply ? "response" : "request");
    const ntlm = findNtlmInText(line);
    if (ntlm) observeNtlm(ntlm, observer, "relayed");
    if (!isReply) {
      // §4.1.1.1: the client's own name; relays and programs say what they like, so it is a conclusion.
      const client = /^(?:EHLO|HELO) (\S+)$/i.exec(line)?.[1];
      if (client && CLIENT_NAME.test(client)) observer.identity("name", client, { inferred: true });
      if (/^AUTH (LOGIN|PLAIN)/i.test(line)) observer.service({ flag: "cleartext-login" });
      return;
    }
    if (!line.startsWith("220")) return;
    // RFC 5321 §4.2: the greeting starts with the server's own domain name.
    const text = line.slice(4).trim();
    const [host = ""] = text.split(" ", 1);
    if (HOST_NAME.test(host)) observer.identity("name", host);
    const rest = text
      .slice(host.length)
      .trim()
      .replace(/^E?SMTP\s*/i, "");
    const product = splitProductVersion(rest);
    if (product) observer.service(product);
  },
});
