import "server-only";
import type { WaitingRow } from "@/lib/db/shadow/waiting-devices";
import type { DeviceFacts } from "@/lib/domain/query/matches";

/** A waiting device as the query language asks for it. */
export function waitingFacts(row: WaitingRow): DeviceFacts {
  const one = (value: string | null) => (value === null ? [] : [value]);
  return {
    search: row.search,
    texts: {
      name: one(row.name),
      vendor: one(row.vendor),
      model: one(row.model),
      firmware: one(row.firmware),
      order: one(row.orderNumber),
      serial: one(row.serial),
      os: one(row.os),
      role: one(row.role),
      zone: one(row.zone),
      site: [row.site],
      realm: row.realms,
      state: [row.state],
      presence: one(row.presence),
      band: [row.riskBand],
      protocol: row.protocols,
      tag: row.tags,
      owner: one(row.owner),
      location: one(row.location),
      mac: row.macs,
    },
    custom: row.custom,
    numbers: {
      risk: row.riskScore,
      level: row.purdueLevel,
      criticality: row.criticality,
      conflicts: row.conflictCount,
      exposed: row.isExposed ? 1 : 0,
    },
    times: { first: row.firstSeenUs, last: row.lastSeenUs },
    ips: row.ips,
    services: row.ports,
  };
}
