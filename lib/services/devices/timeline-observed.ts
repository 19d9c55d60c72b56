import "server-only";
import type { TimelineEventDto } from "@/lib/contracts/devices";
import type { Citation, Claim, Device, DeviceField } from "@/lib/domain/device/device";
import { roleTitle } from "@/lib/domain/device/role-title";
import { isoTime } from "@/lib/domain/iso-time";
import type { IdentityField, TimeUs } from "@/lib/domain/observation";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";
import { presentCitation } from "./present-device-detail";
import type { RealmWords } from "./realm-words";

/** Fields of which a change matters to people. */
const TOLD_FIELDS: Partial<Record<IdentityField, string>> = {
  name: "Name",
  vendor: "Vendor",
  model: "Model",
  firmware: "Firmware",
  serial: "Serial number",
  os: "Operating system",
  role: "Role",
};

/** What sources saw: the device itself, its addresses, its services, what it said of itself, what contradicts. */
export function observedEvents(device: Device, realms: RealmWords): TimelineEventDto[] {
  const event = (
    kind: TimelineEventDto["kind"],
    key: string,
    atUs: TimeUs | null,
    summary: string,
    citation: Citation | null,
  ): TimelineEventDto => ({
    id: `${kind} ${key}`,
    at: isoTime(atUs),
    kind,
    summary,
    citation: citation && presentCitation(citation, realms),
    decisionId: null,
  });
  const events: TimelineEventDto[] = [];
  if (device.firstSeenUs !== null) events.push(event("first-seen", "", device.firstSeenUs, "First seen", null));
  if (device.lastSeenUs !== null) events.push(event("last-seen", "", device.lastSeenUs, "Last seen", null));
  for (const { mac, addresses } of device.interfaces) {
    for (const { ip, realm, fromUs, citation } of addresses) {
      const summary = `Address ${ip} in ${realms.nameOf(realm)}${mac ? ` at ${mac}` : ""}`;
      events.push(event("address", `${realms.nameOf(realm)} ${ip} ${mac}`, fromUs, summary, citation));
    }
  }
  for (const { protocol, transport, port, firstSeenUs, citation } of device.services) {
    const where = port === null ? "" : ` on ${transport.toUpperCase()} ${port}`;
    const key = `${transport} ${port} ${protocol}`;
    events.push(event("service", key, firstSeenUs, `Answers ${protocolTitle(protocol)}${where}`, citation));
  }
  for (const [field, title] of Object.entries(TOLD_FIELDS)) {
    for (const { value, claim } of valuesOf(device.fields[field as IdentityField])) {
      const summary = `${title} ${field === "role" ? roleTitle(value) : value} (${claim.protocol})`;
      events.push(event("identity", `${field} ${value}`, claim.firstSeenUs, summary, claim.citation));
    }
  }
  device.conflicts.forEach((conflict, index) => {
    const said = realms.say(conflict.summary);
    const summary = said.charAt(0).toUpperCase() + said.slice(1);
    events.push(event("conflict", `${conflict.kind} ${index}`, null, summary, conflict.citations[0] ?? null));
  });
  return events;
}

/** Who first stated each value that was ever stated, so that a changed firmware shows as two events. */
function valuesOf(field: DeviceField | undefined) {
  if (!field) return [];
  const dissenting = new Map([...field.dissenting].reverse().map((claim) => [claim.value, claim]));
  return [
    { value: field.value, claim: earliest([field.claim, ...field.agreeing]) },
    ...[...dissenting].map(([value, claim]) => ({ value, claim })),
  ];
}

/** A list states no time; whoever saw the same on the wire does. */
function earliest(claims: readonly [Claim, ...Claim[]]): Claim {
  return claims.reduce((a, b) =>
    (b.firstSeenUs ?? Number.MAX_SAFE_INTEGER) < (a.firstSeenUs ?? Number.MAX_SAFE_INTEGER) ? b : a,
  );
}
