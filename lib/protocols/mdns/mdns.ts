import { addressScope, isIpv6 } from "@/lib/domain/address";
import { defineDecoder, type MessageContext, NEVER_CERTAIN, type Observer } from "../define-decoder";
import { DNS_TYPE, type DnsMessage, type DnsRecord, looksLikeDns, readDnsMessage } from "../framing/dns-message";
import { addressOfReverseName } from "./reverse-name";
import { readServiceTxt } from "./service-txt";

const PORT = 5353;

function isHost(ip: string): boolean {
  const scope = addressScope(ip);
  return scope !== "multicast" && scope !== "broadcast" && scope !== "unspecified" && scope !== "loopback";
}

/** A host names its own addresses; the record says whose name it is, so reflectors are not taken for the owner. */
function observeAddresses(records: readonly DnsRecord[], observer: Observer, context: MessageContext): void {
  const owners = new Map<string, string[]>();
  for (const record of records) {
    const isAddress = record.type === DNS_TYPE.a || record.type === DNS_TYPE.aaaa;
    const ip = isAddress ? record.text : record.type === DNS_TYPE.ptr ? addressOfReverseName(record.name) : null;
    if (!ip || !isHost(ip)) continue;
    const name = isAddress ? record.name : record.text;
    if (name === "") continue;
    observer.resolvedName(ip, name);
    observer.identity("name", name, ip === context.senderIp ? {} : { about: { ip, mac: null } });
    owners.set(name, [...(owners.get(name) ?? []), ip]);
  }
  if (!context.senderMac || !context.senderIp) return;
  for (const ips of owners.values()) {
    if (!ips.includes(context.senderIp)) continue;
    // Another IPv4 address may sit on another card; the other family is on the same one (RFC 6762 §6.2).
    for (const ip of ips) {
      if (isIpv6(ip) !== isIpv6(context.senderIp)) observer.binding(ip, context.senderMac, "stated");
    }
  }
}

function observeServices(records: readonly DnsRecord[], observer: Observer, isCut: boolean): void {
  const targets = new Set(records.filter((it) => it.type === DNS_TYPE.srv && it.text !== "").map((it) => it.text));
  const hasAddress = records.some((it) => it.type === DNS_TYPE.a || it.type === DNS_TYPE.aaaa);
  const [target] = targets;
  // What stood behind a cut may have named others.
  if (target && targets.size === 1 && !hasAddress && !isCut) observer.identity("name", target);
  for (const record of records) {
    if (record.type !== DNS_TYPE.txt) continue;
    for (const text of record.strings) {
      const stated = readServiceTxt(record.name, text);
      if (stated) observer.identity(stated.field, stated.value, { protocol: "mdns txt" });
    }
  }
}

/** RFC 6762 §6: only answers state something; questions and known answers in queries are about others. */
export const mdns = defineDecoder<DnsMessage>({
  name: "mdns",
  title: "mDNS",
  standard: "RFC 6762, RFC 6763",
  family: "network",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 65_536,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    if (context.senderPort !== PORT && context.receiverPort !== PORT) return "no";
    return looksLikeDns(reader) ? "certain" : "no";
  },
  read: (reader, { isCut }) => readDnsMessage(reader, isCut),
  observe(message, observer, context) {
    if (!message.isResponse) return;
    const records = [...message.answers, ...message.additionals];
    observeAddresses(records, observer, context);
    observeServices(records, observer, context.isCut);
    for (const record of records) {
      if (record.type !== DNS_TYPE.hinfo || record.strings.length < 2) continue;
      observer.identity("os", record.strings[1] as string, { protocol: "mdns hinfo" });
    }
  },
});
