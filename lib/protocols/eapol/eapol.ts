import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";

const ETHER_TYPE = 0x888e;
/** IEEE 802.1X-2020 clause 11: EAP packets, starts, logoffs, keys and later kinds. */
const EAP = 0;
const MAX_TYPE = 8;
/** RFC 3748 §5.7: an expanded type; the vendor and type of Wi-Fi Protected Setup. */
const EXPANDED = 254;
const SIMPLE_CONFIG = 0x00372a;
const MESSAGE = 4;
const FLAG = { moreFragments: 1, hasLength: 2 } as const;
const MAX_ATTRIBUTES = 64;
const UNKNOWN = /^(?:-|unknown|none|n\/a|0+)$/i;

/** Attributes of Wi-Fi Simple Configuration 2, section 12, in which each side of a setup names itself. */
const FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [0x1011, "name"],
  [0x1021, "vendor"],
  [0x1023, "model"],
  [0x1024, "model"],
  [0x1042, "serial"],
]);

interface PortAccess {
  readonly facts: readonly (readonly [IdentityField, string])[];
}

function readAttributes(reader: ByteReader): PortAccess["facts"] {
  const facts: [IdentityField, string][] = [];
  for (let i = 0; i < MAX_ATTRIBUTES && reader.remaining >= 4; i += 1) {
    const field = FIELDS.get(reader.u16());
    const value = reader.nested(reader.u16());
    if (field) facts.push([field, withoutPadding(value.utf8(value.length)).trim()]);
  }
  return facts.filter(([, value]) => value !== "" && !UNKNOWN.test(value));
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
  return readAttributes(packet);
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
