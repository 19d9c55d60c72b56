import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DevicePage, DeviceQuery } from "@/lib/contracts/devices";
import {
  countAllVersions,
  countVersions,
  findVersionMatches,
  findVersionPage,
  findVersionState,
  findVersionsOf,
  type VersionFilter,
  type VersionPosition,
} from "@/lib/db/devices/device-version";
import { realmNames } from "@/lib/db/sites/site";
import { compareText } from "@/lib/domain/compare-text";
import { KeptByKey } from "../kept-by-key";
import { readCursor, writeCursor } from "../page-cursor";
import { presentDeviceRow } from "./present-device-row";

/** Who passes a filter is kept where there are no more; of more, a page finds its devices soon. */
const MAX_MATCHES = 20_000;

interface Passing {
  readonly total: number;
  /** All of them in the order of the pages; null: too many. */
  readonly matches: readonly VersionPosition[] | null;
}

/** Those that pass, by time and filter: all devices of that time are read for it. */
const kept = new KeptByKey<Passing>(16);

const position = z.object({ riskScore: z.number().int(), id: z.uuid() });

/** One page of the inventory as it was known at a past time, highest risk first. */
export async function listDevicesAsOf(actor: Actor, query: DeviceQuery, asOf: string): Promise<DevicePage> {
  requirePermission(actor, "devices.read");
  const after = query.cursor === undefined ? null : readCursor(position, query.cursor);
  const at = new Date(asOf);
  const passing = await findPassing(at, query);
  const [page, totalAll, realms] = await Promise.all([
    passing?.matches ? pageOf(at, passing.matches, after, query.limit) : findVersionPage(at, query, after, query.limit),
    countAllVersions(at),
    realmNames(),
  ]);
  return {
    items: page.rows.map((row) => presentDeviceRow(row, realms)),
    next: page.next && writeCursor(page.next),
    total: passing?.total ?? totalAll,
    totalAll,
  };
}

/** Null where nothing is filtered. */
async function findPassing(
  asOf: Date,
  { q, site, zone, vendor, role, state, riskBand, purdueLevel, protocol }: VersionFilter,
): Promise<Passing | null> {
  const filter = { q, site, zone, vendor, role, state, riskBand, purdueLevel, protocol };
  if (Object.values(filter).every((it) => it === undefined || it.length === 0)) return null;
  const key = JSON.stringify([asOf, filter]);
  return kept.get(key, [await findVersionState(asOf)], async () => {
    const matches = await findVersionMatches(asOf, filter, MAX_MATCHES);
    return { total: matches?.length ?? (await countVersions(asOf, filter)), matches };
  });
}

async function pageOf(
  asOf: Date,
  matches: readonly VersionPosition[],
  after: VersionPosition | null,
  limit: number,
): ReturnType<typeof findVersionPage> {
  const isBehind = ({ riskScore, id }: VersionPosition) =>
    after === null || riskScore < after.riskScore || (riskScore === after.riskScore && compareText(id, after.id) > 0);
  const from = matches.findIndex(isBehind);
  const chosen = from < 0 ? [] : matches.slice(from, from + limit);
  const rows = await findVersionsOf(
    asOf,
    chosen.map(({ id }) => id),
  );
  return { rows, next: from >= 0 && matches.length > from + limit ? (chosen.at(-1) ?? null) : null };
}
