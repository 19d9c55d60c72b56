import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";

const ETHER_TYPE = 0x8035;
/** Hardware type 1, protocol type 0x0800, addresses of six and four bytes. */
const ETHERNET_IPV4 = [0x0001, 0x0800, 0x0604] as const;
const REPLY = 4;

interface Ownership {
  readonly ip: string;
  readonly mac: string;
}

interface ReverseAnswer {
  readonly server: Ownership;
  readonly asker: Ownership;
}

/**
 * Stations without a disk ask a server for their own address. Hosts of virtual machines send the question, too, when one
 * has moved to them, so that switches learn its card's new place. Whoever only asks is not shown to be there: questions
 * state no address (RFC 903, "ar$spa"), cost nothing to make up, and are left to be counted as flows.
 */
export const rarp = defineDecoder<ReverseAnswer>({
  name: "rarp",
  title: "RARP",
  standard: "RFC 903",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [ETHER_TYPE] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader) {
    const isEthernetIpv4 = ETHERNET_IPV4.every((word, at) => reader.peek16(at * 2) === word);
    return isEthernetIpv4 && reader.peek16(6) === REPLY ? "certain" : "no";
  },
  read(reader) {
    reader.skip(8);
    const server = { mac: reader.mac(), ip: reader.ipv4() };
    const asker = { mac: reader.mac(), ip: reader.ipv4() };
    return { server, asker };
  },
  observe({ server, asker }, observer) {
    if (isStated(server)) observer.binding(server.ip, server.mac, "stated");
    if (isStated(asker)) observer.binding(asker.ip, asker.mac, "stated");
  },
});

/** Group cards and the empty one own nothing. */
function isStated({ ip, mac }: Ownership): boolean {
  const isGroup = (Number.parseInt(mac.slice(0, 2), 16) & 1) !== 0;
  return !isGroup && mac !== "00:00:00:00:00:00" && isHostAddress(ip);
}
