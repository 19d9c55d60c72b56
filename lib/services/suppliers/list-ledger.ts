import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { GrantDto, LedgerDto, SupplierDto } from "@/lib/contracts/suppliers";
import { type GrantRow, listGrantRows } from "@/lib/db/access-grant";
import { findDeviceNames, findDevicesOfZones } from "@/lib/db/exposure-path";
import { listSupplierRows } from "@/lib/db/supplier";
import { zoneNames } from "@/lib/db/zone";
import { compareText } from "@/lib/domain/device/compare-text";
import { loadPaths } from "../exposure/load-paths";
import { loadSessions } from "../exposure/load-sessions";
import { presentGrant } from "./present-grant";

const SOON_MS = 30 * 86_400_000;

/** Suppliers with their people, access and what it reaches, and what asks for attention. */
export async function listLedger(actor: Actor): Promise<LedgerDto> {
  requirePermission(actor, "exposure.read");
  const [suppliers, grants, zones, { covered }] = await Promise.all([
    listSupplierRows(),
    listGrantRows(),
    zoneNames(),
    loadPaths().then(loadSessions),
  ]);
  const named = await findDeviceNames([...new Set(grants.flatMap(({ deviceIds }) => deviceIds))]);
  const inZones = await findDevicesOfZones([...new Set(grants.flatMap(({ zoneIds }) => zoneIds))]);
  const sessions = new Map<string, number>();
  for (const counts of covered.values()) {
    for (const [id, count] of counts) sessions.set(id, (sessions.get(id) ?? 0) + count);
  }
  const words = { devices: new Map(named.map((it) => [it.id, it])), zones, sessions };
  const all = new Map(grants.map((row) => [row.id, presentGrant(row, actor, words)]));
  const places = [...named, ...inZones];
  const items = suppliers.map((row): SupplierDto => {
    const own = grants.filter((it) => it.supplierId === row.id);
    return {
      ...row,
      people: row.people.map((it) => ({ ...it })),
      grants: own.map((it) => all.get(it.id) as GrantDto),
      reach: reachOf(
        own.filter((it) => all.get(it.id)?.standing === "approved"),
        places,
      ),
    };
  });
  const holding = [...all.values()].filter((it) => it.standing === "approved");
  return {
    items,
    counts: {
      requested: [...all.values()].filter((it) => it.standing === "requested").length,
      approved: holding.length,
      endingSoon: holding.filter((it) => Date.parse(it.validUntil) - Date.now() <= SOON_MS).length,
      withoutMfa: holding.filter((it) => it.hasMfa !== true).length,
      shared: holding.filter((it) => it.isSharedAccount === true).length,
    },
    concentration: sayConcentration(items),
  };
}

interface Placed {
  readonly id: string;
  readonly site: string;
  readonly zoneId: string | null;
}

function reachOf(grants: readonly GrantRow[], places: readonly Placed[]): SupplierDto["reach"] {
  const zoneIds = new Set(grants.flatMap((it) => it.zoneIds));
  const deviceIds = new Set(grants.flatMap((it) => it.deviceIds));
  const reached = new Map(
    places.filter((it) => deviceIds.has(it.id) || zoneIds.has(it.zoneId ?? "")).map((it) => [it.id, it]),
  );
  const zones = new Set([...zoneIds, ...[...reached.values()].flatMap(({ zoneId }) => zoneId ?? [])]);
  return {
    devices: reached.size,
    zones: zones.size,
    sites: new Set([...reached.values()].map(({ site }) => site)).size,
    tools: [...new Set(grants.map(({ tool }) => tool))].sort(compareText),
  };
}

function sayConcentration(items: readonly SupplierDto[]): string | null {
  const [widest] = items.toSorted((a, b) => b.reach.zones - a.reach.zones || b.reach.devices - a.reach.devices);
  if (!widest || widest.reach.zones < 2) return null;
  const { zones, devices, sites } = widest.reach;
  const where = sites > 1 ? ` in ${sites} sites` : "";
  return `One supplier, ${widest.name}, reaches ${zones} zones with ${devices} devices${where}.`;
}
