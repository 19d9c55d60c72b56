import type { ByteReader } from "../byte-reader";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { readIpv6 } from "../framing/ipv6";
import { readParts } from "../framing/read-parts";

/** RFC 8415 §7.3 and §21; RFC 4704 (39); RFC 6939 (79); RFC 8520 (112). */
const RELAY_FORWARD = 12;
const RELAY_REPLY = 13;
const OPTION = {
  clientId: 1,
  ia: 3,
  iaAddress: 5,
  relayMessage: 9,
  vendorClass: 16,
  clientFqdn: 39,
  linkLayer: 79,
  usageDescription: 112,
} as const;
const FROM_SERVER = [2, 7, 10, RELAY_REPLY];
const REPLY = 7;
const MAX_RELAYS = 8;

interface Dhcpv6Message {
  readonly type: number;
  /** Set when a relay forwarded it: the client's address and, if the relay says so, its MAC. */
  readonly relayed: { readonly ip: string; readonly mac: string | null } | null;
  readonly duidMac: string | null;
  readonly fqdn: string | null;
  readonly vendorClass: string | null;
  /** Where its maker describes what it talks to. */
  readonly usageUrl: string | null;
  readonly leasedIps: readonly string[];
}

/** RFC 8415 §11.2 and §11.4: DUID-LLT and DUID-LL end in a link-layer address. */
function duidMac(duid: ByteReader): string | null {
  const type = duid.u16();
  if ((type !== 1 && type !== 3) || duid.u16() !== 1) return null;
  if (type === 1) duid.skip(4);
  return duid.remaining === 6 ? duid.mac() : null;
}

/** RFC 4704 §4.1: flags, then labels; a partial name lacks the closing zero. */
function readFqdn(value: ByteReader): string | null {
  value.skip(1);
  const labels: string[] = [];
  while (value.remaining > 0) {
    const length = value.u8();
    if (length === 0 || length > value.remaining) break;
    labels.push(value.utf8(length));
  }
  return labels.join(".") || null;
}

function readMessage(
  reader: ByteReader,
  isCut: boolean,
  relayed: Dhcpv6Message["relayed"],
  depth: number,
): Dhcpv6Message {
  const type = reader.u8();
  let client = relayed;
  if (type === RELAY_FORWARD || type === RELAY_REPLY) {
    reader.skip(17);
    // The innermost relay stands next to the client, so the last peer address read is the client's.
    client = { ip: readIpv6(reader), mac: null };
  } else {
    reader.skip(3);
  }
  const found = {
    duidMac: null as string | null,
    fqdn: null as string | null,
    vendorClass: null as string | null,
    usageUrl: null as string | null,
  };
  const leasedIps: string[] = [];
  let inner: ByteReader | null = null;
  readParts(reader, isCut, () => {
    if (reader.remaining < 4) return false;
    const code = reader.u16();
    const value = reader.nested(reader.u16());
    if (code === OPTION.relayMessage) inner = value;
    else if (code === OPTION.linkLayer && client && value.length === 8 && value.u16() === 1) {
      client = { ip: client.ip, mac: value.mac() };
    } else if (code === OPTION.clientId) found.duidMac = duidMac(value);
    else if (code === OPTION.clientFqdn) found.fqdn = readFqdn(value);
    else if (code === OPTION.usageDescription) found.usageUrl = value.utf8(value.length);
    else if (code === OPTION.vendorClass && value.length > 6) {
      value.skip(4);
      found.vendorClass = value.utf8(Math.min(value.u16(), value.remaining));
    } else if (code === OPTION.ia && value.length > 12) {
      value.skip(12);
      while (value.remaining >= 4) {
        const inIa = value.u16();
        const address = value.nested(value.u16());
        if (inIa === OPTION.iaAddress) leasedIps.push(readIpv6(address));
      }
    }
    return true;
  });
  if (inner && depth < MAX_RELAYS) return readMessage(inner, isCut, client, depth + 1);
  return { type, relayed: client, leasedIps, ...found };
}

/** Peeks: the options follow one another to the end of the message. */
function optionsFit(reader: ByteReader, from: number): boolean {
  let at = from;
  while (at < reader.remaining) {
    if (reader.peek16(at) < 1 || reader.peek16(at) > 255 || reader.peek16(at + 2) < 0) return false;
    at += 4 + reader.peek16(at + 2);
  }
  return at === reader.remaining && at > from;
}

export const dhcpv6 = defineDecoder<Dhcpv6Message>({
  name: "dhcpv6",
  title: "DHCPv6",
  standard: "RFC 8415, RFC 4704",
  family: "network",
  carriers: [{ layer: "udp", ports: [546, 547] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const ports = [context.senderPort ?? 0, context.receiverPort ?? 0];
    if (!ports.includes(546) && !ports.includes(547)) return "no";
    const type = reader.peek(0);
    if (type < 1 || type > 13) return "no";
    return optionsFit(reader, type === RELAY_FORWARD || type === RELAY_REPLY ? 34 : 4) ? "certain" : "no";
  },
  read: (reader, { isCut }) => readMessage(reader, isCut, null, 0),
  observe(message, observer, context) {
    const isFromServer = FROM_SERVER.includes(message.type);
    observer.direction(isFromServer ? "response" : "request");
    if (isFromServer) {
      if (context.senderPort === 547 && !message.relayed) observer.identity("role", "dhcp-server");
      if (message.type !== REPLY || message.relayed || !context.receiverMac) return;
      for (const ip of message.leasedIps) observer.binding(ip, context.receiverMac, "dhcp");
      return;
    }
    // The DUID's MAC may be another card of the client (RFC 8415 §11.2): it names the device only behind a relay.
    const about = message.relayed
      ? { ip: message.relayed.ip, mac: message.relayed.mac ?? message.duidMac }
      : ("sender" as const);
    if (message.fqdn) observer.identity("name", message.fqdn, { about });
    if (message.vendorClass) {
      observer.identity("description", message.vendorClass, { about, protocol: "dhcpv6 vendor-class" });
    }
    if (message.usageUrl)
      observer.identity("description", `MUD ${message.usageUrl}`, { about, protocol: "dhcpv6 mud" });
  },
});
