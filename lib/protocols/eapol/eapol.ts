import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readSetupAttributes, type SetupFacts } from "../framing/wifi-setup";

const ETHER_TYPE = 0x888e;
/** IEEE 802.1X-2020 clause 11: EAP packets, starts, logoffs, keys and later kinds. */
const EAP = 0;
const MAX_TYPE = 8;
/** RFC 3748 §5.7: an expanded type; the vendor and type of Wi-Fi Protected Setup. */
const EXPANDED = 254;
const SIMPLE_CONFIG = 0x00372a;
const MESSAGE = 4;
const FLAG = { moreFragments: 1, hasLength: 2 } as const;
interface PortAccess {
  readonly facts: SetupFacts;
}

function readEap(reader: ByteReader): PortAccess["facts"] {
  const code = reader.u8();
  const packet = reader.seek(2).nested(Math.max(0, reader.u16() - 4));
  // Successes and failures hold nothing more; of the other types only user names would be told.
  if (code > 2 || packet.remaining < 10 || packet.u8() !== EXPANDED) return [];
  if (packet.u24() !== SIMPLE_CONFIG || packet.u32() !== 1 || packet.u8() !== MESSAGE) return [];
  const flags = packet.u8();
  // A message in parts would have to be joined; what names a device fits one frame.
  if ((flags & FLAG.moreFragments) !== 0) return [];
  if ((flags & FLAG.hasLength) !== 0) packet.skip(2);
  return readSetupAttributes(packet);
}

/** Who joins a network by its port: the logins themselves are nobody's business; a Wi-Fi setup names both sides. */
export const eapol = defineDecoder<PortAccess>({
  name: "eapol",
  title: "IEEE 802.1X",
  standard: "IEEE 802.1X-2020, RFC 3748, Wi-Fi Simple Configuration 2.0",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [ETHER_TYPE] }],
  security: "mixed",
  messagesPerFlow: 64,
  probe: (reader) => {
    const [version, type, length] = [reader.peek(0), reader.peek(1), reader.peek16(2)];
    return version >= 1 && version <= 3 && type >= 0 && type <= MAX_TYPE && length >= 0 ? "certain" : "no";
  },
  read(reader) {
    const type = reader.skip(1).u8();
    const body = reader.nested(reader.u16());
    return { facts: type === EAP ? readEap(body) : [] };
  },
  observe({ facts }, observer) {
    for (const [field, value] of facts) observer.identity(field, value, { protocol: "eapol wps" });
  },
});
