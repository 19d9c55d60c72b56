import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { GrantDto, LedgerPageDto, SupplierReachDto } from "@/lib/contracts/suppliers";
import { findDeviceNames, findDevicesOfZones } from "@/lib/db/exposure/exposure-path";
import { listSiteRows } from "@/lib/db/sites/site";
import type { GrantRow } from "@/lib/db/suppliers/access-grant";
import type { SupplierRow } from "@/lib/db/suppliers/supplier";
import { listZoneRows } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import { endOfGrant } from "@/lib/domain/exposure/access-grant";
import type { MatchedSessions } from "@/lib/domain/exposure/session-items";
import { compareKeys } from "@/lib/domain/keyset";
import { nameOrder } from "@/lib/domain/name-order";
import { countOf } from "@/lib/domain/say-count";
import { type LoadedPaths, loadPaths } from "../exposure/load-paths";
import { loadSessions } from "../exposure/load-sessions";
import { KeptByKey } from "../kept-by-key";
import { followedAddresses } from "../zones/followed-addresses";
import { currentLedger, type Ledger } from "./current-ledger";
import { type GrantWords, presentGrant } from "./present-grant";

const SOON_MS = 30 * 86_400_000;

/** One access, and by what it is ordered: what was asked for last comes first. */
export interface LedgerGrant {
  readonly grant: GrantDto;
  readonly key: readonly [number, string];
}

export interface LedgerEntry {
  readonly supplier: SupplierRow;
  readonly grants: readonly LedgerGrant[];
  readonly reach: Omit<SupplierReachDto["items"][number], "id" | "name">;
  /** By the name. */
  readonly key: readonly [string, string];
  /** All that can be searched for, in lower case. */
  readonly text: string;
}

export interface LoadedLedger extends Pick<LedgerPageDto, "counts" | "concentration"> {
  readonly entries: readonly LedgerEntry[];
  readonly zones: SupplierReachDto["zones"];
}

/** By who asks, as it says what is theirs. */
const kept = new KeptByKey<LoadedLedger>(8);

/** Every supplier with its people, access and what it reaches, and what asks for attention; pages are cut from it. */
export async function loadLedger(actor: Actor): Promise<LoadedLedger> {
  requirePermission(actor, "exposure.read");
  const loaded = await loadPaths();
  const ledger = currentLedger();
  const [known, sessions, said] = await Promise.all([
    ledger,
    loadSessions(loaded, ledger),
    followedAddresses.saidState(),
  ]);
  // Time alone ends a grant, or brings its end near.
  const ends = known.grants.map((it) => `${endOfGrant(it) <= Date.now() * 1000} ${isSoon(it.validUntilUs / 1000)}`);
  // Paths are others when a site or zone is called otherwise.
  const state = [loaded, sessions, said, known, ends.join()];
  const read = { loaded, ledger: known, sessions };
  return kept.get(JSON.stringify([actor.userId, actor.name]), state, () => putTogether(actor, read));
}

const isSoon = (untilMs: number) => untilMs - Date.now() <= SOON_MS;

/** Whether it is approved and ends within 30 days. */
export function endsSoon({ standing, validUntil }: GrantDto): boolean {
  return standing === "approved" && isSoon(Date.parse(validUntil));
}

interface Read {
  readonly loaded: LoadedPaths;
  readonly ledger: Ledger;
  readonly sessions: MatchedSessions;
}

async function putTogether(
  actor: Actor,
  { loaded, ledger: { suppliers, grants }, sessions }: Read,
): Promise<LoadedLedger> {
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
  const entries = suppliers
    .map((supplier): LedgerEntry => {
      const own = grants.filter((it) => it.supplierId === supplier.id);
      const ownGrants = own.map((it) => all.get(it.id) as GrantDto);
      return {
        supplier,
        grants: own.map((it, at) => ({ grant: ownGrants[at] as GrantDto, key: [-it.requestedAtUs, it.id] })),
        reach: reachOf(
          own.filter((it) => all.get(it.id)?.standing === "approved"),
          places,
          words.zones,
        ),
        key: [nameOrder(supplier.name), supplier.id],
        text: textOf(supplier, ownGrants),
      };
    })
    .sort((a, b) => compareKeys(a.key, b.key));
  const holding = [...all.values()].filter((it) => it.standing === "approved");
  const reached = new Set(entries.flatMap(({ reach }) => reach.places.map(({ zoneId }) => zoneId)));
  const siteNames = new Map(sites.map((it) => [it.id, it.name]));
  return {
    entries,
    counts: {
      suppliers: entries.length,
      requested: [...all.values()].filter((it) => it.standing === "requested").length,
      approved: holding.length,
      endingSoon: holding.filter(endsSoon).length,
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
    concentration: sayConcentration(entries),
  };
}

function textOf({ name, contact, people }: SupplierRow, grants: readonly GrantDto[]): string {
  return [
    ...[name, contact ?? "", ...people.flatMap((it) => [it.name, it.email ?? ""])],
    ...grants.flatMap((it) => [
      ...[it.tool, it.reason, it.requestedBy, it.decidedBy ?? "", ...it.people, ...it.origins],
      ...[...it.devices, ...it.zones].map((place) => place.name),
    ]),
  ]
    .join("\n")
    .toLowerCase();
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
): LedgerEntry["reach"] {
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

/** The widest first. */
export function byReach(a: LedgerEntry, b: LedgerEntry): number {
  return b.reach.zones - a.reach.zones || b.reach.devices - a.reach.devices || compareKeys(a.key, b.key);
}

function sayConcentration(entries: readonly LedgerEntry[]): string | null {
  const [widest] = entries.toSorted(byReach);
  if (!widest || widest.reach.zones < 2) return null;
  const { zones, devices, sites } = widest.reach;
  const where = sites > 1 ? ` in ${sites} sites` : "";
  return `One supplier, ${widest.supplier.name}, reaches ${countOf(zones, "zone")} with ${countOf(devices, "device")}${where}.`;
}
