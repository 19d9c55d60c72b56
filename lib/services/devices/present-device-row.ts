import "server-only";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import type { FieldMark } from "@/lib/domain/device/listed-parts";
import { isoTime } from "@/lib/domain/iso-time";
import { isInsecure } from "@/lib/domain/service/insecure-services";

/**
 * A device's row as the table, the shadow queue and the overview show it. `realms` names realm ids; `zones` has what
 * zones are called beside those of other sites, and is left out of the past, where they bear their names of then.
 */
export function presentDeviceRow(
  row: DeviceListRow,
  realms: ReadonlyMap<string, string>,
  zones?: ReadonlyMap<string, string>,
): DeviceRow {
  const shown = (field: keyof DeviceListRow["marks"]) => {
    const value = row[field];
    return value === null ? null : { value, ...presentMark(row.marks[field]) };
  };
  return {
    id: row.id,
    name: shown("name"),
    vendor: shown("vendor"),
    model: shown("model"),
    firmware: shown("firmware"),
    orderNumber: row.orderNumber,
    serial: row.serial,
    os: row.os,
    role: shown("role"),
    owner: row.owner,
    location: row.location,
    criticality: row.criticality,
    tags: [...row.tags],
    custom: { ...row.custom },
    zone:
      row.zoneId === null
        ? null
        : {
            id: row.zoneId,
            name: zones?.get(row.zoneId) ?? row.zoneName ?? "",
            purdueLevel: row.zonePurdueLevel as NonNullable<DeviceRow["zone"]>["purdueLevel"],
          },
    site: row.site,
    realms: row.realmIds.map((id) => realms.get(id) ?? id),
    ips: [...row.ips],
    macs: [...row.macs],
    services: row.services.map((service) => ({
      transport: service.transport,
      port: service.port,
      protocol: service.protocol,
      isInsecure: isInsecure(service),
      isPossible: service.evidence === "port-only",
    })),
    state: row.state,
    // Versions of the past may be older than these fields.
    presence: row.presence ?? null,
    seenDays: row.seenDays ?? null,
    riskScore: row.riskScore,
    riskBand: row.riskBand,
    conflictCount: row.conflictCount,
    moduleCount: row.moduleCount ?? 0,
    firstSeenAt: isoTime(row.firstSeenUs),
    lastSeenAt: isoTime(row.lastSeenUs),
  };
}

function presentMark(mark: FieldMark | null): {
  mark: "passive" | "active" | "declared" | "inferred" | "pinned";
  hasConflict: boolean;
} {
  if (!mark) return { mark: "inferred", hasConflict: false };
  return { mark: mark.isPinned ? "pinned" : mark.inferred ? "inferred" : mark.method, hasConflict: mark.hasConflict };
}
