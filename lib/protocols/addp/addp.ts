import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { readParts } from "../framing/read-parts";

const PORT = 2362;
/** Of Digi, and of two brands that it makes devices for. */
const MAGICS = ["DIGI", "DVKT", "DGDP"];
const HEADER_BYTES = 8;
const LAST_TYPE = 16;
const DISCOVERY_RESPONSE = 2;
const MAC = 0x01;
const IPV4 = 0x02;
const FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [0x04, "name"],
  [0x08, "firmware"],
  [0x0d, "model"],
]);
/** Odd numbers ask, the even one after each answers. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [1, "diagnose"],
  [3, "write"],
  [5, "control"],
  [7, "write"],
]);

interface AddpMessage {
  readonly type: number;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly mac: string | null;
  readonly ip: string | null;
}

/** Serial device servers and cellular gateways of Digi, and modules of theirs inside other makers' devices. */
export const addp = defineDecoder<AddpMessage>({
  name: "addp",
  title: "Digi ADDP",
  standard: "Digi Advanced Device Discovery Protocol (unpublished), as described by public research",
  family: "ot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [0x44], fewestBytes: HEADER_BYTES } },
  probe(reader) {
    if (!MAGICS.some((magic) => reader.startsWith(magic))) return "no";
    const type = reader.peek16(4);
    const isWhole = reader.peek16(6) <= reader.remaining - HEADER_BYTES;
    return type >= 1 && type <= LAST_TYPE && reader.peek16(6) >= 0 && isWhole ? "certain" : "no";
  },
  read(reader, { isCut }) {
    const type = reader.skip(4).u16();
    const body = reader.nested(reader.u16());
    const facts: [IdentityField, string][] = [];
    let mac: string | null = null;
    let ip: string | null = null;
    // Questions name a device by its MAC, or all; only the answer to a search describes its sender.
    if (type !== DISCOVERY_RESPONSE) return { type, facts, mac, ip };
    readParts(body, isCut, () => {
      if (body.remaining < 2) return false;
      const code = body.u8();
      const value = body.nested(body.u8());
      const field = FIELDS.get(code);
      if (field) facts.push([field, withoutPadding(value.utf8(value.length)).trim()]);
      else if (code === MAC && value.length === 6) mac = value.mac();
      else if (code === IPV4 && value.length === 4) ip = value.ipv4();
      return true;
    });
    return { type, facts, mac, ip };
  },
  observe({ type, facts, mac, ip }, observer) {
    const isRequest = type % 2 === 1;
    observer.direction(isRequest ? "request" : "response");
    const operation = OPERATIONS.get(type);
    if (operation) observer.operation(operation);
    for (const [field, value] of facts) if (value !== "") observer.identity(field, value);
    if (facts.length > 0) observer.identity("vendor", "Digi International", { inferred: true });
    if (mac && ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
