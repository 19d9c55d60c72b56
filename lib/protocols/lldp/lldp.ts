import { isHostAddress } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { readSiemensDescription } from "../framing/siemens-description";
import { readProfinetChassis, stationOfPort } from "./profinet-chassis";
import { type LldpFrame, readLldpFrame } from "./tlv";

/** IEEE 802.1AB-2016 table 8-4, the most telling first: a phone has a bridge inside, not the other way round. */
const ROLES: readonly (readonly [number, string])[] = [
  [1 << 5, "phone"],
  [1 << 3, "access-point"],
  [1 << 4, "router"],
  [1 << 2, "bridge"],
];

/** ANSI/TIA-1057 §10.2.6 inventory TLVs. */
const INVENTORY_FIELDS: readonly (readonly [number, IdentityField])[] = [
  [5, "hardware"],
  [6, "firmware"],
  [7, "firmware"],
  [8, "serial"],
  [9, "vendor"],
  [10, "model"],
];

export const lldp = defineDecoder<LldpFrame>({
  name: "lldp",
  title: "LLDP",
  standard: "IEEE 802.1AB-2016, ANSI/TIA-1057",
  family: "network",
  carriers: [{ layer: "ethernet", etherTypes: [0x88cc] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  probe: (reader, context) =>
    context.layer === "ethernet" && reader.peek16(0) >> 9 === 1 && reader.peek(2) <= 7 ? "certain" : "no",
  read: (reader, { isCut }) => readLldpFrame(reader, isCut),
  observe(frame, observer, context) {
    if (frame.systemName) observer.identity("name", frame.systemName);
    // Adapters speak by themselves with a chassis for each port, and then name no system.
    if (frame.chassisMac && (frame.systemName || frame.managementIps.length > 0))
      observer.identity("description", `LLDP chassis ${frame.chassisMac}`, { protocol: "lldp-chassis" });
    if (frame.isProfinet && frame.chassisIdIsLocal && frame.chassisId) {
      for (const [field, value, inferred] of readProfinetChassis(frame.chassisId)) {
        observer.identity(field, value, { inferred });
      }
    }
    const station = frame.isProfinet && frame.portId ? stationOfPort(frame.portId) : null;
    if (station) observer.identity("name", station);
    if (frame.systemDescription) {
      const text = frame.systemDescription.replace(/[\r\n]+/g, " ");
      observer.identity("description", text);
      for (const [field, value, inferred] of readSiemensDescription(text)) {
        observer.identity(field, value, { inferred });
      }
    }
    const role = ROLES.find(([bit]) => (frame.enabledCapabilities & bit) !== 0)?.[1];
    if (role) observer.identity("role", role);
    for (const [subtype, field] of INVENTORY_FIELDS) {
      const value = frame.inventory.get(subtype)?.trim();
      if (value) observer.identity(field, value, { protocol: "lldp-med" });
    }
    if (frame.usageUrl) observer.identity("description", `MUD ${frame.usageUrl}`, { protocol: "lldp mud" });
    if (!context.senderMac) return;
    for (const ip of frame.managementIps) {
      if (isHostAddress(ip)) observer.binding(ip, context.senderMac, "stated");
    }
  },
});
