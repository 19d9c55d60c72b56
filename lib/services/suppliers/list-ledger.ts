import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { GrantDto, LedgerDto, SupplierDto } from "@/lib/contracts/suppliers";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { findDeviceNames, findDevicesOfZones } from "@/lib/db/exposure/exposure-path";
import { listSiteRows } from "@/lib/db/sites/site";
import type { GrantRow } from "@/lib/db/suppliers/access-grant";
import { listZoneRows } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import { endOfGrant } from "@/lib/domain/exposure/access-grant";
import type { MatchedSessions } from "@/lib/domain/exposure/session-items";
import { countOf } from "@/lib/domain/say-count";
import { type LoadedPaths, loadPaths } from "../exposure/load-paths";
import { loadSessions } from "../exposure/load-sessions";
import { KeptByKey } from "../kept-by-key";
import { currentLedger, type Ledger } from "./current-ledger";
import { type GrantWords, presentGrant } from "./present-grant";

const SOON_MS = 30 * 86_400_000;

/** By who asks, as it says what is theirs. Frozen: its JSON is written once. */
const kept = new KeptByKey<LedgerDto>(8);

/** Suppliers with their people, access and what it reaches, and what asks for attention. */
export async function listLedger(actor: Actor): Promise<LedgerDto> {
  requirePermission(actor, "exposure.read");
  const loaded = await loadPaths();
  const ledger = currentLedger();
  const [known, sessions, revision] = await Promise.all([
    ledger,
    loadSessions(loaded, ledger),
    findInventoryRevision(),
  ]);
  // Time alone ends a grant, or brings its end near.
  const ends = known.grants.map((it) => `${endOfGrant(it) <= Date.now() * 1000} ${isSoon(it.validUntilUs / 1000)}`);
  // Paths are others when a site or zone is called otherwise.
  const state = [loaded, sessions, revision, known, ends.join()];
  const read = { loaded, ledger: known, sessions };
  return kept.get(JSON.stringify([actor.userId, actor.name]), state, async () =>
    Object.freeze(await putTogether(actor, read)),
  );
}

const isSoon = (untilMs: number) => untilMs - Date.now() <= SOON_MS;

interface Read {
  readonly loaded: LoadedPaths;
  readonly ledger: Ledger;
  readonly sessions: MatchedSessions;
}

async function putTogether(
  actor: Actor,
  { loaded, ledger: { suppliers, grants }, sessions }: Read,
): Promise<LedgerDto> {
  const [zones, sites] = await Promise.all([listZoneRows(), listSiteRows()]);
  const named = await findDeviceNames([...new Set(grants.flatMap(({ deviceIds }) => deviceIds))]);
  const inZones = await findDevicesOfZones([...new Set(grants.flatMap(({ zoneIds }) => zoneIds))]);
  const words = {
    devices: new Map(named.map((it) => [it.id, it])),
    zones: new Map(zones.map((it) => [it.id, it.name])),
    ...usesOf(sessions, loaded),
  };
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
        words.zones,
      ),
    };
  });
  const holding = [...all.values()].filter((it) => it.standing === "approved");
  const reached = new Set(items.flatMap(({ reach }) => reach.places.map(({ zoneId }) => zoneId)));
  const siteNames = new Map(sites.map((it) => [it.id, it.name]));
  return {
    items,
    counts: {
      requested: [...all.values()].filter((it) => it.standing === "requested").length,
      approved: holding.length,
      endingSoon: holding.filter((it) => isSoon(Date.parse(it.validUntil))).length,
      withoutMfa: holding.filter((it) => it.hasMfa !== true).length,
      shared: holding.filter((it) => it.isSharedAccount === true).length,
    },
    zones: zones
      .filter((it) => reached.has(it.id))
      .map(({ id, name, siteId, purdueLevel }) => ({ id, name, site: siteNames.get(siteId) ?? "", purdueLevel }))
      .sort(
        (a, b) =>
          compareText(a.site, b.site) || (b.purdueLevel ?? -1) - (a.purdueLevel ?? -1) || compareText(a.name, b.name),
      ),
    tools: [...loaded.tools.names],
    concentration: sayConcentration(items),
  };
}

/** On which paths grants were used, and which sessions they missed. */
function usesOf({ items, covered }: MatchedSessions, { paths }: LoadedPaths): Pick<GrantWords, "used" | "waiting"> {
  const deviceOf = new Map(paths.map((path) => [path.id, path.device.name]));
  const used = new Map<string, { id: string; device: string; sessions: number }[]>();
  for (const [id, counts] of covered) {
    for (const [grantId, sessions] of counts) {
      used.set(grantId, [...(used.get(grantId) ?? []), { id, device: deviceOf.get(id) ?? "", sessions }]);
    }
  }
  for (const list of used.values()) list.sort((a, b) => b.sessions - a.sessions || compareText(a.id, b.id));
  const waiting = new Map<string, number>();
  for (const { grantId, answer, sessions } of items) {
    if (grantId !== null && answer === null) waiting.set(grantId, (waiting.get(grantId) ?? 0) + sessions);
  }
  return { used, waiting };
}

interface Placed {
  readonly id: string;
  readonly site: string;
  readonly zoneId: string | null;
}

function reachOf(
  grants: readonly GrantRow[],
  places: readonly Placed[],
  zoneNames: ReadonlyMap<string, string>,
): SupplierDto["reach"] {
  const zoneIds = new Set(grants.flatMap((it) => it.zoneIds).filter((it) => zoneNames.has(it)));
  const deviceIds = new Set(grants.flatMap((it) => it.deviceIds));
  const reached = new Map(
    places.filter((it) => deviceIds.has(it.id) || zoneIds.has(it.zoneId ?? "")).map((it) => [it.id, it]),
  );
  const zones = new Set([...zoneIds, ...[...reached.values()].flatMap(({ zoneId }) => zoneId ?? [])]);
  const toolsOf = (list: readonly GrantRow[]) => [...new Set(list.map(({ tool }) => tool))].sort(compareText);
  return {
    devices: reached.size,
    zones: zones.size,
    sites: new Set([...reached.values()].map(({ site }) => site)).size,
    tools: toolsOf(grants),
    places: [...zones].sort(compareText).map((zoneId) => {
      const inside = [...reached.values()].filter((it) => it.zoneId === zoneId);
      const ids = new Set(inside.map(({ id }) => id));
      const leading = grants.filter((it) => it.zoneIds.includes(zoneId) || it.deviceIds.some((id) => ids.has(id)));
      return { zoneId, devices: inside.length, tools: toolsOf(leading) };
    }),
  };
}

function sayConcentration(items: readonly SupplierDto[]): string | null {
  const [widest] = items.toSorted((a, b) => b.reach.zones - a.reach.zones || b.reach.devices - a.reach.devices);
  if (!widest || widest.reach.zones < 2) return null;
  const { zones, devices, sites } = widest.reach;
  const where = sites > 1 ? ` in ${sites} sites` : "";
  return `One supplier, ${widest.name}, reaches ${countOf(zones, "zone")} with ${countOf(devices, "device")}${where}.`;
}
