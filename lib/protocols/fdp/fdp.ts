import { defineDecoder } from "../define-decoder";

/** Foundry Discovery Protocol: laid out like CDP, below Foundry's own SNAP identifier. */
const ELEMENT = { deviceId: 1, capabilities: 4, software: 5, platform: 6 } as const;

export const fdp = defineDecoder<ReadonlyMap<number, string>>({
  name: "fdp",
  title: "FDP",
  standard: "Foundry Discovery Protocol (Brocade, Ruckus), version 1",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00e0522000] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader, context) {
    const isHead = reader.peek(0) === 1 && reader.peek16(4) === ELEMENT.deviceId && reader.peek16(6) >= 4;
    return context.layer === "snap" && isHead ? "certain" : "no";
  },
  read(reader) {
    reader.skip(4);
    const texts = new Map<number, string>();
    while (reader.remaining >= 4) {
      const type = reader.u16();
      const length = reader.u16();
      if (length < 4) reader.reject("an element is shorter than its header");
      const value = reader.nested(length - 4);
      if (type === ELEMENT.deviceId || type === ELEMENT.software || type === ELEMENT.platform)
        texts.set(
          type,
          value
            .utf8(value.length)
            .replace(/[\r\n]+/g, " ")
            .trim(),
        );
      else if (type === ELEMENT.capabilities && value.length === 4) texts.set(type, String(value.u32()));
    }
    return texts;
  },
  observe(texts, observer) {
    const name = texts.get(ELEMENT.deviceId);
    const platform = texts.get(ELEMENT.platform);
    const software = texts.get(ELEMENT.software);
    if (name) observer.identity("name", name);
    if (platform) observer.identity("model", platform);
    if (software) {
      const version = /\bVersion (\d[\w.()-]{1,40})/.exec(software)?.[1];
      if (version) observer.identity("firmware", version);
      observer.identity("description", software);
    }
    const capabilities = Number(texts.get(ELEMENT.capabilities) ?? 0);
    if ((capabilities & 0x09) !== 0) observer.identity("role", (capabilities & 0x08) !== 0 ? "switch" : "router");
  },
});
