import { isHostAddress } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { readParts } from "../framing/read-parts";

const PORT = 5678;
const MAC = 1;
const IPV4 = 17;

/** TLV types of the MikroTik Neighbor Discovery protocol, as RouterOS sends them. */
const FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [5, "name"],
  [7, "firmware"],
  [8, "vendor"],
  [12, "model"],
]);

interface Neighbour {
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly mac: string | null;
  readonly ip: string | null;
}

export const mndp = defineDecoder<Neighbour>({
  name: "mndp",
  title: "MikroTik Neighbor Discovery",
  standard: "MikroTik Neighbor Discovery Protocol",
  family: "network",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    if (context.receiverPort !== PORT) return "no";
    return reader.peek16(4) === MAC && reader.peek16(6) === 6 ? "certain" : "no";
  },
  read(reader, { isCut }) {
    reader.skip(4);
    const facts: [IdentityField, string][] = [];
    let mac: string | null = null;
    let ip: string | null = null;
    readParts(reader, isCut, () => {
      if (reader.remaining < 4) return false;
      const type = reader.u16();
      const value = reader.nested(reader.u16());
      const field = FIELDS.get(type);
      if (field) facts.push([field, value.utf8(value.length)]);
      else if (type === MAC && value.length === 6) mac = value.mac();
      else if (type === IPV4 && value.length === 4) ip = value.ipv4();
      return true;
    });
    return { facts, mac, ip };
  },
  observe({ facts, mac, ip }, observer) {
    for (const [field, value] of facts) if (value) observer.identity(field, value);
    observer.identity("role", "router");
    if (mac && ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
