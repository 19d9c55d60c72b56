import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";

const PORT = 9131;
const MAGIC = "AMXB";
const MAX_BYTES = 2_048;
const MAX_FIELDS = 32;
/** `<-Make=…>`, also with the name of what is described before the hyphen. */
const FIELD = /<[\w ]{0,32}-(\w{1,32})=([^<>]{0,256})>/g;
const FIELDS: ReadonlyMap<string, IdentityField> = new Map([
  ["make", "vendor"],
  ["model", "model"],
  ["revision", "firmware"],
  ["uuid", "instance"],
  ["sdkclass", "description"],
]);

interface Beacon {
  readonly facts: readonly (readonly [IdentityField, string])[];
}

/** Projectors, displays, conference and media devices that announce themselves to a room's controller. */
export const amxDdp = defineDecoder<Beacon>({
  name: "amx-ddp",
  title: "AMX device discovery",
  standard: "AMX Dynamic Device Discovery Protocol, beacon",
  family: "iot",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  elsewhere: { udp: { firstBytes: [0x41], fewestBytes: 8 } },
  probe: (reader) =>
    reader.startsWith(MAGIC) && reader.remaining >= 8 && (reader.peek(4) === 0x3c || reader.peek(5) === 0x3c)
      ? "certain"
      : "no",
  read(reader) {
    const text = reader.utf8(Math.min(reader.remaining, MAX_BYTES));
    const facts: [IdentityField, string][] = [];
    let fields = 0;
    for (const [, key, value] of text.matchAll(FIELD)) {
      fields += 1;
      if (fields > MAX_FIELDS) break;
      const field = FIELDS.get((key as string).toLowerCase());
      if (field && (value as string).trim() !== "") facts.push([field, (value as string).trim()]);
    }
    return { facts };
  },
  observe({ facts }, observer) {
    for (const [field, value] of facts) observer.identity(field, value);
  },
});
