import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";
import { readAddressList, softwareVersion } from "../framing/discovery-tlv";
import { readParts } from "../framing/read-parts";

/** Cisco Discovery Protocol TLVs, as Cisco documents them ("Understand Cisco Discovery Protocol packet format"). */
const TLV = {
  deviceId: 1,
  addresses: 2,
  capabilities: 4,
  software: 5,
  platform: 6,
  systemName: 20,
  managementAddresses: 22,
  location: 23,
} as const;
const TEXTS: readonly number[] = [TLV.deviceId, TLV.software, TLV.platform, TLV.systemName];
const CAPABILITY = { router: 0x01, bridge: 0x02, sourceRouteBridge: 0x04, switch: 0x08, phone: 0x80 } as const;

interface CdpFrame {
  readonly deviceId: string | null;
  readonly platform: string | null;
  readonly software: string | null;
  readonly systemName: string | null;
  readonly location: string | null;
  readonly capabilities: number;
  readonly ips: readonly string[];
}

function roleOf(capabilities: number): string | null {
  if (capabilities & CAPABILITY.phone) return "phone";
  if (capabilities & CAPABILITY.switch) return "switch";
  if (capabilities & CAPABILITY.router) return "router";
  return capabilities & (CAPABILITY.bridge | CAPABILITY.sourceRouteBridge) ? "bridge" : null;
}

export const cdp = defineDecoder<CdpFrame>({
  name: "cdp",
  title: "CDP",
  standard: "Cisco Discovery Protocol version 2",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00000c2000] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe(reader, context) {
    if (context.layer !== "snap") return "no";
    return (reader.peek(0) === 1 || reader.peek(0) === 2) && reader.peek16(4) >= 1 && reader.peek16(6) >= 4
      ? "certain"
      : "no";
  },
  read(reader, { isCut }) {
    reader.skip(4);
    const texts = new Map<number, string>();
    let capabilities = 0;
    const ips: string[] = [];
    readParts(reader, isCut, () => {
      if (reader.remaining < 4) return false;
      const type = reader.u16();
      const length = reader.u16();
      if (length < 4) reader.reject("a TLV is shorter than its header");
      const value = reader.nested(length - 4);
      if (type === TLV.addresses || type === TLV.managementAddresses) ips.push(...readAddressList(value));
      else if (type === TLV.capabilities) capabilities = value.u32();
      else if (TEXTS.includes(type)) texts.set(type, value.utf8(value.length));
      // A byte says how the text is meant.
      else if (type === TLV.location && value.length > 1) texts.set(type, value.skip(1).utf8(value.remaining));
      return true;
    });
    return {
      deviceId: texts.get(TLV.deviceId) ?? null,
      platform: texts.get(TLV.platform) ?? null,
      software: texts.get(TLV.software) ?? null,
      systemName: texts.get(TLV.systemName) ?? null,
      location: texts.get(TLV.location) ?? null,
      capabilities,
      ips,
    };
  },
  observe(frame, observer, context) {
    if (frame.deviceId) observer.identity("name", frame.deviceId);
    if (frame.systemName && frame.systemName !== frame.deviceId) observer.identity("name", frame.systemName);
    if (frame.location) observer.identity("location", frame.location);
    if (frame.platform) observer.identity("model", frame.platform);
    if (frame.software) {
      const version = softwareVersion(frame.software);
      if (version) observer.identity("firmware", version, { inferred: true });
      observer.identity("description", frame.software.replace(/[\r\n]+/g, " "));
    }
    const role = roleOf(frame.capabilities);
    if (role) observer.identity("role", role);
    if (!context.senderMac) return;
    for (const ip of new Set(frame.ips)) if (isHostAddress(ip)) observer.binding(ip, context.senderMac, "stated");
  },
});
