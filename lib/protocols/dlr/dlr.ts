import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";

const ETHER_TYPE = 0x80e1;
const SUBTYPE = 2;
const VERSION = 1;
/** ODVA CIP Networks Library, volume 2, chapter 9-5.5: kinds of frames. */
const FRAME = { beacon: 1, signOn: 7, last: 10 } as const;
const SOURCE_IP_AT = 4;
const BODY_AT = 12;
const MAX_NODES = 64;

interface RingFrame {
  readonly type: number;
  readonly ip: string;
  /** Each node adds itself to a sign-on frame on its way round the ring. */
  readonly nodes: readonly (readonly [mac: string, ip: string])[];
}

/** Device-level rings of EtherNet/IP: each frame says its sender's address. */
export const dlr = defineDecoder<RingFrame>({
  name: "dlr",
  title: "Device Level Ring",
  standard: "ODVA CIP Networks Library, volume 2, chapter 9-5",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [ETHER_TYPE] }],
  security: "unauthenticated",
  messagesPerFlow: 32,
  probe(reader) {
    const type = reader.peek(2);
    const isKnown = type >= FRAME.beacon && type <= FRAME.last;
    return reader.peek(0) === SUBTYPE && reader.peek(1) === VERSION && isKnown ? "certain" : "no";
  },
  read(reader) {
    const type = reader.skip(2).u8();
    const ip = reader.seek(SOURCE_IP_AT).ipv4();
    const nodes: [string, string][] = [];
    if (type !== FRAME.signOn) return { type, ip, nodes };
    const count = Math.min(reader.seek(BODY_AT).u16(), MAX_NODES);
    for (let i = 0; i < count; i += 1) nodes.push([reader.mac(), reader.ipv4()]);
    return { type, ip, nodes };
  },
  observe({ type, ip, nodes }, observer, { senderMac }) {
    if (type === FRAME.beacon) observer.identity("role", "ring-supervisor", { inferred: true });
    if (senderMac && isHostAddress(ip)) observer.binding(ip, senderMac, "stated");
    for (const [mac, address] of nodes) if (isHostAddress(address)) observer.binding(address, mac, "stated");
  },
});
