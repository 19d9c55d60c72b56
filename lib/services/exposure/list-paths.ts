import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { PathPageDto, PathQuery } from "@/lib/contracts/exposure";
import { zoneNames } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import { KeptBeside } from "../kept-beside";
import { lostCursor, readCursor, writeCursor } from "../page-cursor";
import { findRealmsInScope } from "../sites/realms-in-scope";
import { sayZone } from "../zones/say-zone";
import { choosePaths, pathsInRealms, windowOf } from "./choose-paths";
import { loadPaths, type SteppedPath } from "./load-paths";
import { presentPath } from "./present-path";

/** What the last filter chose: its next page asks for the same. */
const chosenLast = new KeptBeside<readonly SteppedPath[], readonly SteppedPath[]>();
const zoneKeys = new KeptBeside<readonly SteppedPath[], readonly string[]>();

/** Every way to and from outside, and remote access inside, by filter and page. */
export async function listPaths(actor: Actor, query: PathQuery): Promise<PathPageDto> {
  requirePermission(actor, "exposure.read");
  const { cursor, limit, site, realm, ...filter } = query;
  const [loaded, zones, realms] = await Promise.all([loadPaths(), zoneNames(), findRealmsInScope({ site, realm })]);
  const paths = pathsInRealms(loaded.paths, realms);
  const chosen = chosenLast.get(paths, JSON.stringify(filter), () => choosePaths(paths, filter));
  const from = cursor === undefined ? 0 : positionBehind(chosen, cursor);
  const items = chosen.slice(from, from + limit);
  const last = chosen.length > from + limit ? items.at(-1) : undefined;
  return {
    items: items.map((path) => presentPath(path, zones)),
    next: last ? writeCursor([last.id]) : null,
    total: chosen.length,
    ...totals.get(paths, "", () => sumUp(paths)),
    zones: zoneKeys
      .get(paths, "", () => [...new Set(paths.map(({ device }) => device.zone))])
      .map((key) => ({ key, name: sayZone(key, zones) }))
      .sort((a, b) => compareText(a.name, b.name)),
    window: sayWindow(query.days === undefined ? null : windowOf(paths, query.days)),
    omitted: loaded.omitted,
  };
}

function sayWindow(window: ReturnType<typeof windowOf>): PathPageDto["window"] {
  const day = (us: number) => new Date(us / 1000).toISOString().slice(0, 10);
  return window && { from: day(window.fromUs), until: day(window.untilUs) };
}

type Totals = Pick<PathPageDto, "counts" | "gateways" | "toolNames">;
/** What every page says of all paths; these are kept for as long as nothing changes. */
const totals = new KeptBeside<readonly SteppedPath[], Totals>();

function sumUp(paths: readonly SteppedPath[]): Totals {
  const answered = paths.filter((it) => it.isAnswered);
  return {
    counts: {
      tools: answered.filter(({ tool }) => tool !== null).length,
      outside: answered.filter(({ scope }) => scope === "outside").length,
      inside: answered.filter(({ scope }) => scope === "inside").length,
      direct: answered.filter(({ tool, step }) => tool !== null && step === "direct").length,
      devices: new Set(answered.map(({ device }) => device.deviceId ?? device.name)).size,
    },
    gateways: sumGateways(answered),
    toolNames: [...new Set(paths.flatMap(({ tool }) => tool?.tool ?? []))].sort(compareText),
  };
}

function sumGateways(paths: readonly SteppedPath[]): PathPageDto["gateways"] {
  const sums = new Map<string, PathPageDto["gateways"][number] & { readonly ids: Set<string> }>();
  for (const { gateways, device, bytes } of paths) {
    for (const gateway of gateways) {
      const sum = sums.get(gateway.deviceId) ?? { ...gateway, paths: 0, devices: 0, bytes: 0, ids: new Set() };
      sums.set(gateway.deviceId, sum);
      sum.paths++;
      sum.bytes += bytes;
      sum.ids.add(device.deviceId ?? device.name);
    }
  }
  return [...sums.values()]
    .map(({ ids, ...sum }) => ({ ...sum, devices: ids.size }))
    .sort((a, b) => b.bytes - a.bytes || compareText(a.deviceId, b.deviceId));
}

function positionBehind(paths: readonly SteppedPath[], cursor: string): number {
  const [id] = readCursor(z.tuple([z.uuid()]), cursor);
  const at = paths.findIndex((path) => path.id === id);
  if (at < 0) throw lostCursor("no such path any more");
  return at + 1;
}
