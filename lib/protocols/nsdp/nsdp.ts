import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { readParts } from "../framing/read-parts";

/** The device's port; a client listens at the one before it. The older pair is 63323 and 63324. */
const PORTS = [63_322, 63_321, 63_324, 63_323];
const MAGIC = "NSDP";
const MAGIC_AT = 24;
const HEADER_BYTES = 32;
const ACTION = { readRequest: 1, readResponse: 2, writeRequest: 3, writeResponse: 4 } as const;
const TAG = { mac: 0x0004, ip: 0x0006, firmwareUpdate: 0x0010, reboot: 0x0013, end: 0xffff } as const;
const FIELDS: ReadonlyMap<number, IdentityField> = new Map([
  [0x0001, "model"],
  [0x0003, "name"],
  [0x0005, "location"],
  [0x000d, "firmware"],
  [0x7800, "serial"],
]);

interface NsdpMessage {
  readonly action: number;
  readonly operation: Operation | null;
  readonly facts: readonly (readonly [IdentityField, string])[];
  readonly mac: string | null;
  readonly ip: string | null;
}

/** Small managed switches of Netgear. */
export const nsdp = defineDecoder<NsdpMessage>({
  name: "nsdp",
  title: "Netgear switch discovery",
  standard: "Netgear Switch Discovery Protocol (unpublished), as described by public research",
  family: "network",
  carriers: [{ layer: "udp", ports: PORTS }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: { firstBytes: [1, 2], fewestBytes: HEADER_BYTES } },
  probe(reader) {
    const action = reader.peek(1);
    const isHeader = (reader.peek(0) === 1 || reader.peek(0) === 2) && action >= 1 && action <= 4;
    return isHeader && reader.remaining >= HEADER_BYTES && reader.startsWith(MAGIC, MAGIC_AT) ? "certain" : "no";
  },
  read(reader, { isCut }) {
    const action = reader.skip(1).u8();
    reader.seek(HEADER_BYTES);
    const facts: [IdentityField, string][] = [];
    let operation: Operation | null = null;
    if (action === ACTION.readRequest) operation = "read";
    else if (action === ACTION.writeRequest) operation = "write";
    let mac: string | null = null;
    let ip: string | null = null;
    readParts(reader, isCut, () => {
      if (reader.remaining < 4) return false;
      const tag = reader.u16();
      const value = reader.nested(reader.u16());
      if (tag === TAG.end) return false;
      const field = FIELDS.get(tag);
      if (action === ACTION.writeRequest && tag === TAG.reboot) operation = "control";
      else if (action === ACTION.writeRequest && tag === TAG.firmwareUpdate) operation = "firmware";
      if (action !== ACTION.readResponse) return true;
      // Serial numbers have a byte before them that counts their kind.
      if (field)
        facts.push([
          field,
          withoutPadding(value.latin1(value.length))
            .replace(/^[^ -~]+/, "")
            .trim(),
        ]);
      else if (tag === TAG.mac && value.length === 6) mac = value.mac();
      else if (tag === TAG.ip && value.length === 4) ip = value.ipv4();
      return true;
    });
    return { action, operation, facts, mac, ip };
  },
  observe({ action, operation, facts, mac, ip }, observer) {
    observer.direction(action % 2 === 1 ? "request" : "response");
    if (operation) observer.operation(operation);
    for (const [field, value] of facts) if (value !== "") observer.identity(field, value);
    if (facts.length > 0) {
      observer.identity("vendor", "Netgear", { inferred: true });
      observer.identity("role", "switch", { inferred: true });
    }
    if (mac && ip && isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
