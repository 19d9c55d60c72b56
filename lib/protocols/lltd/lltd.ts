import { isHostAddress } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { readParts } from "../framing/read-parts";

const ETHER_TYPE = 0x88d9;
/** [MS-LLTD] §2.2: version, service, reserved, function, both real addresses, number. */
const HEADER_BYTES = 18;
const VERSION = 1;
const LAST_SERVICE = 2;
const TOPOLOGY = new Set([0, 1]);
const HELLO = 1;
/** Generation, and the mapper's two addresses. */
const HELLO_BYTES = 14;
const PROPERTY = { end: 0, ipv4: 0x07, machineName: 0x0f, support: 0x10 } as const;

interface TopologyFrame {
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly mac: string;
  readonly ip: string | null;
}

/** Windows computers, and the printers, cameras and access points that its network map finds. */
export const lltd = defineDecoder<TopologyFrame>({
  name: "lltd",
  title: "Link-Layer Topology Discovery",
  standard: "[MS-LLTD]",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [ETHER_TYPE] }],
  security: "unauthenticated",
  messagesPerFlow: 32,
  probe: (reader) =>
    reader.peek(0) === VERSION && reader.peek(1) <= LAST_SERVICE && reader.peek(2) === 0 ? "certain" : "no",
  read(reader, { isCut }) {
    const isTopology = TOPOLOGY.has(reader.skip(1).u8());
    const kind = reader.skip(1).u8();
    if (!isTopology || kind !== HELLO) return null;
    const mac = reader.skip(6).mac();
    reader.seek(HEADER_BYTES + HELLO_BYTES);
    const facts: [IdentityField, string][] = [];
    let ip: string | null = null;
    readParts(reader, isCut, () => {
      const type = reader.u8();
      if (type === PROPERTY.end) return false;
      const value = reader.nested(reader.u8());
      if (type === PROPERTY.machineName) facts.push(["name", withoutPadding(value.utf16le(value.length)).trim()]);
      else if (type === PROPERTY.support)
        facts.push(["description", withoutPadding(value.utf16le(value.length)).trim()]);
      else if (type === PROPERTY.ipv4 && value.length === 4) ip = value.ipv4();
      return true;
    });
    return { facts: facts.filter(([, value]) => value !== ""), mac, ip };
  },
  observe({ facts, mac, ip }, observer) {
    for (const [field, value] of facts) observer.identity(field, value);
    if (ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
