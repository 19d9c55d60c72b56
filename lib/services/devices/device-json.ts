import "server-only";
import type { DeviceDetailRow, DeviceListRow } from "@/lib/db/devices/device-row";
import { compareText } from "@/lib/domain/compare-text";
import type { Device, DeviceField } from "@/lib/domain/device/device";
import { isoTime } from "@/lib/domain/iso-time";
import type { RealmWords } from "./realm-words";

/** A device as scripts read it. Unknown is null; realm names stand on every interface and address. */
export function deviceJson(row: DeviceDetailRow, realms: RealmWords) {
  const { detail } = row;
  const value = (field: keyof Device["fields"]) => detail.fields[field]?.value ?? null;
  return {
    id: row.id,
    state: row.state,
    stateReason: row.stateReason,
    site: row.site,
    realms: row.realmIds.map(realms.nameOf),
    zone: row.zoneName,
    zoneReason: realms.say(row.zoneReason),
    purdueLevel: row.zonePurdueLevel,
    role: row.role,
    names: statedValues(detail.fields.name),
    vendor: row.vendor,
    model: row.model,
    orderNumber: row.orderNumber,
    firmware: row.firmware,
    hardware: value("hardware"),
    serials: statedValues(detail.fields.serial),
    os: row.os,
    description: value("description"),
    location: value("location"),
    owner: row.owner,
    interfaces: detail.interfaces.map((card) => ({
      mac: card.mac,
      macVendor: card.macVendor,
      realm: realms.nameOf(card.realm),
      vlans: card.vlans,
      addresses: card.addresses.map(({ ip, realm, fromUs, toUs }) => ({
        ip,
        realm: realms.nameOf(realm),
        from: isoTime(fromUs),
        to: isoTime(toUs),
      })),
    })),
    services: detail.services.map((service) => ({
      transport: service.transport,
      port: service.port,
      protocol: service.protocol,
      product: service.product,
      version: service.version,
      seen: service.seen,
      evidence: service.evidence,
      flags: service.flags,
    })),
    children: detail.children.map(({ address, fields }) => ({
      name: fields.name?.value ?? null,
      vendor: fields.vendor?.value ?? null,
      model: fields.model?.value ?? null,
      orderNumber: fields.orderNumber?.value ?? null,
      firmware: fields.firmware?.value ?? null,
      serial: fields.serial?.value ?? null,
      address,
    })),
    firstSeen: isoTime(row.firstSeenUs),
    lastSeen: isoTime(row.lastSeenUs),
    riskScore: row.riskScore,
    riskBand: row.riskBand,
    conflicts: row.conflictCount,
  };
}

/**
 * A device as it was known at a past time, in the words of `deviceJson`: what lists show (docs/decisions/0010). Claims,
 * the times of addresses and what modules say have no past of their own.
 */
export function pastDeviceJson(row: DeviceListRow, realms: RealmWords) {
  const listOf = (value: string | null) => (value === null ? [] : [value]);
  return {
    id: row.id,
    state: row.state,
    site: row.site,
    realms: row.realmIds.map(realms.nameOf),
    zone: row.zoneName,
    purdueLevel: row.zonePurdueLevel,
    role: row.role,
    names: listOf(row.name),
    vendor: row.vendor,
    model: row.model,
    orderNumber: row.orderNumber,
    firmware: row.firmware,
    serials: listOf(row.serial),
    os: row.os,
    location: row.location,
    owner: row.owner,
    macs: row.macs,
    ips: row.ips,
    services: row.services,
    modules: row.moduleCount,
    firstSeen: isoTime(row.firstSeenUs),
    lastSeen: isoTime(row.lastSeenUs),
    riskScore: row.riskScore,
    riskBand: row.riskBand,
    conflicts: row.conflictCount,
  };
}

/** The chosen value first, then every other that somebody stated, by the alphabet. */
function statedValues(field: DeviceField | undefined): string[] {
  if (!field) return [];
  const others = [...field.agreeing, ...field.dissenting].map((claim) => claim.value);
  return [field.value, ...[...new Set(others)].filter((it) => it !== field.value).sort(compareText)];
}
