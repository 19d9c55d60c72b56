import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { clientFqdn, DHCP_OPTION, optionIpv4, optionText, readOptions } from "./options";

const MAGIC_COOKIE = 0x63825363;
const MESSAGE_TYPE = { offer: 2, ack: 5 } as const;

interface DhcpMessage {
  readonly isReply: boolean;
  readonly type: number;
  readonly clientIp: string;
  readonly yourIp: string;
  readonly clientMac: string | null;
  readonly options: ReadonlyMap<number, ByteReader>;
}

const given = (ip: string) => (ip === "0.0.0.0" ? null : ip);

/** The client's own words name it; the server's acknowledgement proves which address its MAC holds. */
export const dhcp = defineDecoder<DhcpMessage>({
  name: "dhcp",
  title: "DHCP",
  standard: "RFC 2131, RFC 2132",
  family: "network",
  carriers: [{ layer: "udp", ports: [67, 68] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x01, 0x02], fewestBytes: 240 } },
  probe(reader) {
    const op = reader.peek(0);
    if ((op !== 1 && op !== 2) || reader.peek(239) < 0) return "no";
    return reader.peek16(236) === 0x6382 && reader.peek16(238) === 0x5363 ? "certain" : "no";
  },
  read(reader, { isCut }) {
    // RFC 2131 §2, figure 1.
    const isReply = reader.u8() === 2;
    const hardwareType = reader.u8();
    const hardwareLength = reader.u8();
    reader.skip(9);
    const clientIp = reader.ipv4();
    const yourIp = reader.ipv4();
    reader.skip(8);
    const mac = reader.mac();
    reader.skip(10);
    const serverName = reader.nested(64);
    const file = reader.nested(128);
    if (reader.u32() !== MAGIC_COOKIE) reader.reject("magic cookie is missing");
    const options = readOptions(reader, file, serverName, isCut);
    const hasMac = hardwareType === 1 && hardwareLength === 6 && mac !== "00:00:00:00:00:00";
    const type = options.get(DHCP_OPTION.messageType)?.u8() ?? 0;
    return { isReply, type, clientIp, yourIp, clientMac: hasMac ? mac : null, options };
  },
  observe(message, observer, context) {
    observer.direction(message.isReply ? "response" : "request");
    const { options } = message;
    if (message.isReply) {
      if (message.type !== MESSAGE_TYPE.ack && message.type !== MESSAGE_TYPE.offer) return;
      if (message.type === MESSAGE_TYPE.ack && given(message.yourIp) && message.clientMac) {
        observer.binding(message.yourIp, message.clientMac, "dhcp");
      }
      // A relay forwards replies with its own address: only the server itself carries its identifier as sender.
      if (optionIpv4(options, DHCP_OPTION.serverId) === context.senderIp) observer.identity("role", "dhcp-server");
      const router = optionIpv4(options, DHCP_OPTION.router);
      if (router && given(router)) {
        observer.identity("role", "router", { about: { ip: router, mac: null }, inferred: true });
      }
      return;
    }
    // Relays keep the client's MAC in chaddr, so the frame's sender does not matter (RFC 2131 §4.1).
    const about = { ip: given(message.clientIp), mac: message.clientMac };
    if (!about.ip && !about.mac) return;
    const hostName = optionText(options, DHCP_OPTION.hostName);
    if (hostName) observer.identity("name", hostName, { about });
    const fqdn = clientFqdn(options);
    if (fqdn) observer.identity("name", fqdn, { about, protocol: "dhcp fqdn" });
    const vendorClass = optionText(options, DHCP_OPTION.vendorClass);
    if (vendorClass) observer.identity("description", vendorClass, { about, protocol: "dhcp vendor-class" });
    const usage = optionText(options, DHCP_OPTION.usageDescription);
    if (usage) observer.identity("description", `MUD ${usage}`, { about, protocol: "dhcp mud" });
  },
});
