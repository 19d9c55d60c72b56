import { isHostAddress } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type MessageContext } from "../define-decoder";

/** ISO/IEC 10589 §9: network layer protocol identifier 0x83, length of the header, version, length of ids, type. */
const DSAP = 0xfe;
const NLPID = 0x83;
const SYSTEM_ID_BYTES = 6;
/** On a LAN (§9.5, §9.6) and between two (§9.7): they begin alike. */
const HELLOS: readonly number[] = [15, 16, 17];
const LINK_STATES: readonly number[] = [18, 20];
const TYPES: readonly number[] = [...HELLOS, ...LINK_STATES, 24, 25, 26, 27];
/** RFC 1195 §5.3 and RFC 5301 §3. */
const TLV = { interfaceAddresses: 132, hostName: 137 } as const;
const MAX_TLVS = 256;

interface IsisPdu {
  readonly isHello: boolean;
  readonly systemId: string;
  readonly ips: readonly string[];
  readonly hostName: string | null;
}

function readTlvs(reader: ByteReader): Pick<IsisPdu, "ips" | "hostName"> {
  const ips: string[] = [];
  let hostName: string | null = null;
  for (let i = 0; i < MAX_TLVS && reader.remaining >= 2; i += 1) {
    const type = reader.u8();
    const value = reader.nested(reader.u8());
    if (type === TLV.hostName) hostName = value.utf8(value.length);
    else if (type === TLV.interfaceAddresses) while (value.remaining >= 4) ips.push(value.ipv4());
  }
  return { ips, hostName };
}

/** Link states are handed on by every router: their names are the sender's only where they bear its own system id. */
const ownIdOf = (context: MessageContext) => (typeof context.state === "string" ? context.state : null);

export const isis = defineDecoder<IsisPdu>({
  name: "isis",
  title: "IS-IS",
  standard: "ISO/IEC 10589, RFC 1195, RFC 5301",
  family: "network",
  carriers: [{ layer: "llc", dsap: DSAP }],
  security: "mixed",
  messagesPerFlow: 64,
  probe(reader, context) {
    if (context.layer !== "llc" || reader.peek(0) !== NLPID || reader.peek(2) !== 1) return "no";
    return TYPES.includes(reader.peek(4) & 0x1f) ? "certain" : "no";
  },
  read(reader) {
    const headerLength = reader.skip(1).u8();
    const idLength = reader.skip(1).u8();
    const type = reader.u8() & 0x1f;
    const isHello = HELLOS.includes(type);
    // 0 says six bytes (§9.5); other lengths are not in use.
    if ((!isHello && !LINK_STATES.includes(type)) || (idLength !== 0 && idLength !== SYSTEM_ID_BYTES)) return null;
    // Hellos have the circuit's type before the id; link states their length and how long they are to be kept.
    const systemId = reader.skip(3 + (isHello ? 1 : 4)).hex(SYSTEM_ID_BYTES);
    return { isHello, systemId, ...readTlvs(reader.seek(headerLength)) };
  },
  observe({ isHello, systemId, ips, hostName }, observer, context) {
    if (isHello) {
      context.state = systemId;
      observer.identity("role", "router");
      observer.identity("description", `IS-IS system id ${systemId.replace(/(....)(?=.)/g, "$1.")}`);
      if (!context.senderMac) return;
      for (const ip of new Set(ips)) if (isHostAddress(ip)) observer.binding(ip, context.senderMac, "stated");
    } else if (hostName && ownIdOf(context) === systemId) observer.identity("name", hostName);
  },
});
