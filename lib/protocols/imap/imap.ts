import { defineDecoder } from "../define-decoder";
import { findNtlmInText, observeNtlm } from "../framing/ntlmssp";
import { splitProductVersion } from "../framing/product-version";
import { firstLineContains, lineFrame, readLine } from "../framing/text-line";

export const imap = defineDecoder<{ readonly line: string }>({
  name: "imap",
  title: "IMAP",
  standard: "RFC 9051",
  family: "it",
  carriers: [{ layer: "tcp", ports: [143] }],
  security: "cleartext",
  messagesPerFlow: 8,
  elsewhere: { tcp: { firstBytes: [0x2a], fewestBytes: 4 } },
  probe(reader) {
    if (!reader.startsWith("* OK") && !reader.startsWith("* PREAUTH")) return "no";
    return firstLineContains(reader, "IMAP") ? "certain" : "maybe";
  },
  frame: lineFrame,
  read: (reader) => ({ line: readLine(reader) }),
  observe({ line }, observer, context) {
    const ntlm = findNtlmInText(line);
    if (ntlm) observeNtlm(ntlm, observer, "relayed");
    if (context.fromInitiator) {
      observer.direction("request");
      if (/^\S{1,32} LOGIN /i.test(line)) observer.service({ flag: "cleartext-login" });
      return;
    }
    if (context.state === "greeted" || !line.startsWith("* OK ")) return;
    context.state = "greeted";
    observer.direction("response");
    // RFC 9051 §7.1: a response code in brackets may stand before the text.
    const text = line.slice(5);
    const close = text.startsWith("[") ? text.indexOf("]") : -1;
    const product = splitProductVersion(text.slice(close + 1));
    if (product) observer.service(product);
  },
});
