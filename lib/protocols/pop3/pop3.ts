import { defineDecoder } from "../define-decoder";
import { findNtlmInText, observeNtlm } from "../framing/ntlmssp";
import { splitProductVersion } from "../framing/product-version";
import { firstLineContains, lineFrame, readLine } from "../framing/text-line";

export const pop3 = defineDecoder<{ readonly line: string; readonly isReply: boolean }>({
  name: "pop3",
  title: "POP3",
  standard: "RFC 1939",
  family: "it",
  carriers: [{ layer: "tcp", ports: [110] }],
  security: "cleartext",
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0x2b], fewestBytes: 3 } },
  probe(reader) {
    if (!reader.startsWith("+OK")) return "no";
    return firstLineContains(reader, "POP") ? "certain" : "maybe";
  },
  frame: lineFrame,
  read(reader) {
    const isReply = reader.startsWith("+") || reader.startsWith("-ERR");
    return { isReply, line: readLine(reader) };
  },
  observe({ line, isReply }, observer, context) {
    observer.direction(isReply ? "response" : "request");
    const ntlm = findNtlmInText(line);
    if (ntlm) observeNtlm(ntlm, observer, "relayed");
    if (!isReply && line.startsWith("PASS ")) observer.service({ flag: "cleartext-login" });
    if (context.state === "greeted" || !line.startsWith("+OK")) return;
    // Only the first positive reply is the greeting (RFC 1939 §4); later ones describe mail.
    context.state = "greeted";
    const product = splitProductVersion(line.slice(3));
    if (product) observer.service(product);
  },
});
