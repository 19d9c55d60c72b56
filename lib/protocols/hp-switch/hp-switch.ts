import { isHostAddress } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";

/** HP's extended LLC: three bytes, then destination and source programs; this one is the switches' own. */
const PROGRAM = 0x0623;
const PROGRAM_AT = 3;
const HEADER_BYTES = 7;
const OWN_MAC = 0x0e;
const IP = 0x05;
/** Kinds of fields, by observation: a product's text, its software, the name that it is given. */
const FIELDS: ReadonlyMap<number, readonly [field: IdentityField, inferred: boolean]> = new Map([
  [0x01, ["description", false]],
  [0x02, ["firmware", true]],
  [0x03, ["name", true]],
]);

interface SwitchHello {
  readonly facts: readonly (readonly [IdentityField, string, boolean])[];
  readonly mac: string | null;
  readonly ip: string | null;
}

/** What HP's older switches announce to each other. */
export const hpSwitch = defineDecoder<SwitchHello>({
  name: "hp-switch",
  title: "HP Switch Protocol",
  standard: "HP Switch Protocol (unpublished), fields as named by Wireshark",
  family: "network",
  carriers: [{ layer: "llc", dsap: 0xf8 }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  probe: (reader) => (reader.peek16(PROGRAM_AT) === PROGRAM ? "certain" : "no"),
  read(reader) {
    // Version and type stand before the fields.
    reader.skip(HEADER_BYTES + 2);
    const facts: [IdentityField, string, boolean][] = [];
    let mac: string | null = null;
    let ip: string | null = null;
    while (reader.remaining >= 3) {
      const type = reader.u8();
      const length = reader.u8();
      if (length === 0) break;
      const value = reader.nested(length);
      const known = FIELDS.get(type);
      if (known) facts.push([known[0], withoutPadding(value.latin1(length)), known[1]]);
      else if (type === OWN_MAC && length === 6) mac = value.mac();
      else if (type === IP && length === 4) ip = value.ipv4();
    }
    return { facts, mac, ip };
  },
  observe({ facts, mac, ip }, observer) {
    for (const [field, value, inferred] of facts)
      if (value.trim() !== "") observer.identity(field, value, { inferred });
    observer.identity("role", "switch");
    if (mac && ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
