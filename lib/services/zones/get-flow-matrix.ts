import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type FlowMatrix, type FlowMatrixQuery, VERDICTS } from "@/lib/contracts/flow-matrix";
import { listConduitRows } from "@/lib/db/conduit";
import { listSiteRows } from "@/lib/db/site";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import type { DayWindow, FlowCube, ZoneTraffic } from "@/lib/domain/flow/flow-cube";
import { conduitJudge } from "@/lib/domain/zone/judge-conduits";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
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
  const judge = conduitJudge(conduits);
  const cells = cube.sum(window, judge.isDecided);
  const touched = new Set(cells.flatMap((cell) => [cell.from, cell.to]));
  const nowhere = { purdueLevel: null, site: null, parentKey: null };
  const pseudo = [
    { key: UNZONED, name: "Unzoned", deviceCount: unzonedCount, ...nowhere },
    { key: INTERNET, name: "Internet", deviceCount: 0, ...nowhere },
  ];
  const siteNames = new Map(sites.map((site) => [site.id, site.name]));
  const shown = [
    ...zones.map(({ id, name, purdueLevel, deviceCount, siteId, parentId }) => ({
      ...{ key: id, name, purdueLevel, deviceCount, site: siteNames.get(siteId) ?? null, parentKey: parentId },
    })),
    ...pseudo.filter((it) => touched.has(it.key) || it.deviceCount > 0),
  ];
  const range = cube.range;
  return {
    zones: shown,
    ...columnsOf(
      cells,
      new Map(shown.map((it, at) => [it.key, at])),
      before === null ? null : cube.bytesByPair(before),
      (cell) => judge.verdict(cell.from, cell.to, cell.traffic),
    ),
    window: {
      firstDay: range && sayDay(range.firstDay),
      lastDay: range && sayDay(range.lastDay),
      from: window.fromDay === null ? null : sayDay(window.fromDay),
      until: window.toDay === null ? null : sayDay(window.toDay),
    },
  };
}

function columnsOf(
  cells: readonly ZoneTraffic[],
  places: ReadonlyMap<string, number>,
  bytesBefore: ReadonlyMap<string, number> | null,
  verdictOf: (cell: ZoneTraffic) => (typeof VERDICTS)[number],
): Pick<FlowMatrix, "protocols" | "cells"> {
  const protocols = new Map<string, number>();
  const protocolAt = (name: string) => {
    const at = protocols.get(name) ?? protocols.size;
    protocols.set(name, at);
    return at;
  };
  // A zone that was removed a moment ago has no place any more.
  const known = cells.filter((it) => places.has(it.from) && places.has(it.to));
  const columns: FlowMatrix["cells"] = {
    from: known.map((it) => places.get(it.from) as number),
    to: known.map((it) => places.get(it.to) as number),
    verdict: known.map((it) => VERDICTS.indexOf(verdictOf(it))),
    flows: known.map((it) => it.flows),
    packets: known.map((it) => it.packets),
    bytes: known.map((it) => it.bytes),
    bytesBefore: bytesBefore && known.map((it) => bytesBefore.get(`${it.from} ${it.to}`) ?? 0),
    firstSeenUs: known.map((it) => it.firstSeenUs),
    lastSeenUs: known.map((it) => it.lastSeenUs),
    protocols: known.map((it) => it.protocols.map(protocolAt)),
    operations: known.map(({ operations }) => {
      for (const _ in operations) return OPERATIONS.map((operation) => operations[operation] ?? 0);
      return null;
    }),
  };
  return { protocols: [...protocols.keys()], cells: columns };
}

/** The days that are asked for, and as many before them. */
function windowOf(cube: FlowCube, { days, until }: FlowMatrixQuery): { window: DayWindow; before: DayWindow | null } {
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
