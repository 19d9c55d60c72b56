import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder, NEVER_CERTAIN } from "../define-decoder";
import { readParts } from "../framing/read-parts";

/** Type-length-value records of versions 1 and 2, as observed on devices; Ubiquiti publishes no specification. */
const TLV = {
  interface: 0x02,
  firmware: 0x03,
  hostName: 0x0b,
  platform: 0x0c,
  modelName: 0x14,
  model: 0x15,
  version: 0x16,
} as const;
const PORT = 10001;

interface UbiquitiAnswer {
  readonly texts: ReadonlyMap<number, string>;
  readonly interfaces: readonly { readonly mac: string; readonly ip: string }[];
}

export const ubiquitiDiscovery = defineDecoder<UbiquitiAnswer>({
  name: "ubiquiti-discovery",
  title: "Ubiquiti Discovery",
  standard: "Ubiquiti device discovery protocol, versions 1 and 2",
  family: "network",
  carriers: [{ layer: "udp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context) {
    const version = reader.peek(0);
    if ((version !== 1 && version !== 2) || reader.peek16(2) !== reader.remaining - 4) return "no";
    if (reader.remaining === 4) return "maybe";
    const isOnPort = context.senderPort === PORT || context.receiverPort === PORT;
    return isOnPort && reader.peek16(5) <= reader.remaining - 7 ? "certain" : "no";
  },
  read(reader, { isCut }) {
    reader.skip(4);
    if (reader.remaining === 0) return null;
    const texts = new Map<number, string>();
    const interfaces: { mac: string; ip: string }[] = [];
    readParts(reader, isCut, () => {
      if (reader.remaining < 3) return false;
      const type = reader.u8();
      const value = reader.nested(reader.u16());
      if (type === TLV.interface && value.length === 10) interfaces.push({ mac: value.mac(), ip: value.ipv4() });
      else texts.set(type, value.utf8(value.length));
      return true;
    });
    return { texts, interfaces };
  },
  observe({ texts, interfaces }, observer) {
    observer.direction("response");
    const name = texts.get(TLV.hostName);
    if (name) observer.identity("name", name);
    const model = texts.get(TLV.model) ?? texts.get(TLV.platform);
    if (model) observer.identity("model", model);
    const modelName = texts.get(TLV.modelName);
    if (modelName) observer.identity("model", modelName);
    const version = texts.get(TLV.version);
    if (version) observer.identity("firmware", version);
    const firmware = texts.get(TLV.firmware);
    if (firmware) observer.identity("firmware", firmware);
    observer.identity("vendor", "Ubiquiti", { inferred: true });
    for (const { mac, ip } of interfaces) if (isHostAddress(ip)) observer.binding(ip, mac, "stated");
  },
});
