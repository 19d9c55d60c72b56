import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";
import { readAddressList, softwareVersion } from "../framing/discovery-tlv";
import { readParts } from "../framing/read-parts";

/** TLVs as Wireshark's packet-fdp.c names them: the layout is that of Cisco's protocol. */
const TLV = { deviceId: 1, addresses: 2, capabilities: 4, software: 5, platform: 6 } as const;
const TEXTS: readonly number[] = [TLV.deviceId, TLV.software, TLV.platform];

interface FdpFrame {
  readonly texts: ReadonlyMap<number, string>;
  /** "Router" or "Switch", in the device's own words. */
  readonly capabilities: string | null;
  readonly ips: readonly string[];
}

/** Foundry Discovery Protocol: switches and routers of Foundry, later Brocade and Ruckus. */
export const fdp = defineDecoder<FdpFrame>({
  name: "fdp",
  title: "FDP",
  standard: "Foundry Discovery Protocol (Brocade, Ruckus ICX)",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00e0522000] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader, context) {
    if (context.layer !== "snap" || reader.peek(0) !== 1) return "no";
    return reader.peek16(4) >= 1 && reader.peek16(6) >= 4 ? "certain" : "no";
  },
  read(reader, { isCut }) {
    reader.skip(4);
    const texts = new Map<number, string>();
    let capabilities: string | null = null;
    const ips: string[] = [];
    readParts(reader, isCut, () => {
      if (reader.remaining < 4) return false;
      const type = reader.u16();
      const length = reader.u16();
      if (length < 4) reader.reject("a TLV is shorter than its header");
      const value = reader.nested(length - 4);
      if (type === TLV.addresses) ips.push(...readAddressList(value));
      else if (type === TLV.capabilities) capabilities = value.latin1(value.length);
      else if (TEXTS.includes(type)) texts.set(type, value.utf8(value.length));
      return true;
    });
    return { texts, capabilities, ips };
  },
  observe({ texts, capabilities, ips }, observer, context) {
    const name = texts.get(TLV.deviceId);
    if (name) observer.identity("name", name);
    const platform = texts.get(TLV.platform);
    if (platform) observer.identity("model", platform);
    const software = texts.get(TLV.software);
    if (software) {
      const version = softwareVersion(software);
      if (version) observer.identity("firmware", version, { inferred: true });
      observer.identity("description", software.replace(/[\r\n]+/g, " "));
    }
    const role = capabilities?.match(/router|switch/i)?.[0].toLowerCase();
    if (role) observer.identity("role", role);
    if (!context.senderMac) return;
    for (const ip of new Set(ips)) if (isHostAddress(ip)) observer.binding(ip, context.senderMac, "stated");
  },
});
