import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { DNS_TYPE, type DnsMessage, looksLikeDns, readDnsMessage } from "../framing/dns-message";

const PORT = 5355;

/** RFC 4795 §2.4: a responder answers only for names it owns; a question is about somebody else. */
export const llmnr = defineDecoder<DnsMessage>({
  name: "llmnr",
  title: "LLMNR",
  standard: "RFC 4795",
  family: "network",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    if (context.senderPort !== PORT && context.receiverPort !== PORT) return "no";
    return looksLikeDns(reader) ? "certain" : "no";
  },
  read: (reader, { isCut }) => readDnsMessage(reader, isCut),
  observe(message, observer, context) {
    observer.direction(message.isResponse ? "response" : "request");
    if (!message.isResponse) return;
    for (const record of message.answers) {
      if ((record.type !== DNS_TYPE.a && record.type !== DNS_TYPE.aaaa) || !record.text) continue;
      observer.resolvedName(record.text, record.name);
      // An answer with another address than the sender's is how LLMNR poisoning looks: no identity from it.
      if (record.text === context.senderIp) observer.identity("name", record.name);
    }
  },
});
