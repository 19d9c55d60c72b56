import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { VERDICTS } from "@/lib/contracts/choices";
import type { FlowMatrix, FlowMatrixQuery } from "@/lib/contracts/flow-matrix";
import { listConduitRows } from "@/lib/db/conduit";
import { listSiteRows } from "@/lib/db/site";
import type { DayWindow, FlowCube, PairSums } from "@/lib/domain/flow/flow-cube";
import { type ConduitRule, conduitJudge } from "@/lib/domain/zone/judge-conduits";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { sumZones } from "../devices/sum-inventory";
import { flowCube } from "./flow-cube";

const DAY_MS = 86_400_000;

/**
 * Who talks to whom by zone; rows initiate, columns respond. Zones stand by Purdue level, "unzoned" and "internet"
 * last, and only when something is in them.
 */
export async function getFlowMatrix(actor: Actor, query: FlowMatrixQuery = {}): Promise<FlowMatrix> {
  requirePermission(actor, "zones.read");
  const [{ zones, unzonedCount }, cube, conduits, sites] = await Promise.all([
    sumZones(),
    flowCube(),
    listConduitRows(),
    listSiteRows(),
  ]);
  const { window, before } = windowOf(cube, query);
  const sums = cube.sum(window, before);
  const isTouched = (key: string) => {
    const at = sums.zoneKeys.indexOf(key);
    return at >= 0 && (sums.from.includes(at) || sums.to.includes(at));
  };
  const nowhere = { purdueLevel: null, site: null, parentKey: null };
  const pseudo = [
    { key: UNZONED, name: "Unzoned", deviceCount: unzonedCount, ...nowhere },
    { key: INTERNET, name: "Internet", deviceCount: 0, ...nowhere },
  ];
  const labels = zoneLabels(zones, sites);
  const siteNames = new Map(sites.map((site) => [site.id, site.name]));
  const shown = [
    ...zones.map(({ id, name, purdueLevel, deviceCount, siteId, parentId }) => ({
      ...{
        key: id,
        name: labels.get(id) ?? name,
        purdueLevel,
        deviceCount,
        site: siteNames.get(siteId) ?? null,
        parentKey: parentId,
      },
    })),
    ...pseudo.filter((it) => isTouched(it.key) || it.deviceCount > 0),
  ];
  const range = cube.range;
  return {
    zones: shown,
    ...columnsOf(sums, verdictsOf(sums, cube, window, conduits), new Map(shown.map((it, at) => [it.key, at]))),
    window: {
      firstDay: range && sayDay(range.firstDay),
      lastDay: range && sayDay(range.lastDay),
      from: window.fromDay === null ? null : sayDay(window.fromDay),
      until: window.toDay === null ? null : sayDay(window.toDay),
    },
  };
}

/** Places in VERDICTS. Only what a conduit decides is looked at by protocol and port. */
function verdictsOf(sums: PairSums, cube: FlowCube, window: DayWindow, conduits: readonly ConduitRule[]): number[] {
  const judge = conduitJudge(conduits);
  const keys = sums.zoneKeys;
  const [inside, undecided] = [VERDICTS.indexOf("inside"), VERDICTS.indexOf("undecided")];
  const isZone = keys.map((it) => it !== UNZONED && it !== INTERNET);
  const verdicts = sums.from.map((from, at) => (from === sums.to[at] && isZone[from] ? inside : undecided));
  const decided = new Map(
    conduits
      .flatMap(({ fromZoneId: from, toZoneId: to }) => [
        { from, to },
        { from: to, to: from },
      ])
      .map((pair) => [`${pair.from} ${pair.to}`, pair]),
  );
  const traffic = cube.traffic(window, [...decided.values()]);
  for (const [key, { from, to }] of decided) {
    const place = sums.placeOf(from, to);
    if (place >= 0) verdicts[place] = VERDICTS.indexOf(judge.verdict(from, to, traffic.get(key) ?? []));
  }
  return verdicts;
}

function columnsOf(
  sums: PairSums,
  verdicts: readonly number[],
  places: ReadonlyMap<string, number>,
): Pick<FlowMatrix, "protocolSets" | "cells"> {
  const placeOf = sums.zoneKeys.map((key) => places.get(key) ?? -1);
  const from = sums.from.map((it) => placeOf[it] as number);
  const to = sums.to.map((it) => placeOf[it] as number);
  // A zone that was removed a moment ago has no place any more.
  const isWhole = !from.includes(-1) && !to.includes(-1);
  const pick = <T>(column: readonly T[]) =>
    isWhole ? column : column.filter((_, at) => from[at] !== -1 && to[at] !== -1);
  return {
    protocolSets: sums.protocolSets.map((it) => [...it]),
    cells: {
      from: pick(from),
      to: pick(to),
      verdict: pick(verdicts),
      flows: pick(sums.flows),
      packets: pick(sums.packets),
      bytes: pick(sums.bytes),
      bytesBefore: sums.bytesBefore && pick(sums.bytesBefore),
      firstSeenUs: pick(sums.firstSeenUs),
      lastSeenUs: pick(sums.lastSeenUs),
      protocols: pick(sums.protocols),
      operations: Object.fromEntries(Object.entries(sums.operations).map(([it, column]) => [it, pick(column)])),
    },
  };
}

/** The days that are asked for, and as many before them. */
export function windowOf(
  cube: FlowCube,
  { days, until }: FlowMatrixQuery,
): { window: DayWindow; before: DayWindow | null } {
  const toDay = until === undefined ? (cube.range?.lastDay ?? null) : Math.floor(Date.parse(until) / DAY_MS);
  if (days === undefined || toDay === null) {
    return { window: { fromDay: null, toDay: until === undefined ? null : toDay }, before: null };
  }
  const fromDay = toDay - days + 1;
  return { window: { fromDay, toDay }, before: { fromDay: fromDay - days, toDay: fromDay - 1 } };
}

/** Days since 1970 → "2026-11-26". */
export function sayDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
