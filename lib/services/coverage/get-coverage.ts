import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Coverage } from "@/lib/contracts/coverage";
import { sql } from "@/lib/db/client";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import {
  fileCoveragePrint,
  liveCoveragePrint,
  measureNewContents,
  type SourceRow,
  sumFileCoverage,
  sumLiveCoverage,
} from "@/lib/db/imports/coverage";
import {
  findLastImportAt,
  type LedgerSums,
  listUnconfirmedAddresses,
  sumLedgers,
} from "@/lib/db/inventory/posture-query";
import { listSensorRows } from "@/lib/db/sensor";
import { listSiteRows } from "@/lib/db/sites/site";
import { compareText } from "@/lib/domain/compare-text";
import {
  type CoverageFigures,
  gapsBetween,
  judgeSource,
  judgeSubnets,
  mergeSpans,
  shareOf,
} from "@/lib/domain/coverage/coverage";
import { isoTime } from "@/lib/domain/iso-time";
import { countOf } from "@/lib/domain/say-count";
import { sensorTrouble } from "@/lib/domain/sensor/sensor-state";
import { ENCRYPTED_PROTOCOLS } from "@/lib/domain/service/encrypted-protocols";
import { isEverywhere, type SiteScope } from "@/lib/domain/site-scope";
import { sumBlind } from "../devices/sum-inventory";
import { KeptByKey } from "../kept-by-key";
import { KeptForState } from "../kept-for-state";
import { signsOf } from "../sensors/list-sensors";
import { findRealmsInScope } from "../sites/realms-in-scope";
import { listBlindSpots } from "./list-blind-spots";

const DAY_MS = 86_400_000;

/** By scope. Frozen: its JSON is written once. */
const kept = new KeptByKey<Coverage>(8);

/**
 * What cannot be seen, and what to do about it; `general` speaks of the whole installation, whatever part is asked for.
 * From figures that were added up when contents came in; the same until one of these changes (docs/decisions/0017).
 */
export async function getCoverage(actor: Actor, scope: SiteScope = {}, nowMs = Date.now()): Promise<Coverage> {
  requirePermission(actor, "overview.read");
  await measureNewContents(sql, ENCRYPTED_PROTOCOLS);
  const [contents, live, silentSensors, unconfirmed, lastImportAt, revision] = await Promise.all([
    fileCoverage(),
    liveCoverage(),
    listSilentSensors(nowMs),
    listUnconfirmedAddresses(),
    findLastImportAt(),
    findInventoryRevision(),
  ]);
  const silentDays = lastImportAt && Math.floor((nowMs - lastImportAt.getTime()) / DAY_MS);
  // Contents are others, too, when a site or realm is called otherwise.
  const state = [contents, live, revision, JSON.stringify([silentSensors, unconfirmed, lastImportAt, silentDays])];
  const read = { contents, live, silentSensors, unconfirmed, lastImportAt, nowMs };
  return kept.get(JSON.stringify([scope.site, scope.realm]), state, async () =>
    Object.freeze(await putTogether(read, scope)),
  );
}

interface Read {
  readonly contents: FileCoverage;
  readonly live: readonly SourceRow[];
  readonly silentSensors: readonly SilentSensor[];
  readonly unconfirmed: Awaited<ReturnType<typeof listUnconfirmedAddresses>>;
  readonly lastImportAt: Date | null;
  readonly nowMs: number;
}

async function putTogether(
  { contents: { files, ledgers }, live, silentSensors, unconfirmed, lastImportAt, nowMs }: Read,
  scope: SiteScope,
): Promise<Coverage> {
  const [{ devices, subnets: allSubnets }, realms, siteRows] = await Promise.all([
    sumBlind(),
    findRealmsInScope(scope),
    listSiteRows(),
  ]);
  const isThere = ({ realmId }: { readonly realmId: string }) => realms === null || realms.has(realmId);
  const subnets = allSubnets.filter(isThere);
  const sources = addSameSources([...files, ...live].filter(isThere)).map((row) =>
    presentSource(
      row,
      silentSensors.find((it) => it.realmId === row.realmId && it.name === row.sensor),
    ),
  );
  // Two sites may each have a realm of one name.
  const realmLabels = new Map(
    siteRows.flatMap((site) => site.realms.map((it) => [it.id, `${site.name} / ${it.name}`] as const)),
  );
  const unconfirmedAddresses = unconfirmed.reduce((sum, { count }) => sum + count, 0);
  const subnetSpots = judgeSubnets(subnets.map((it) => ({ ...it, realm: realmLabels.get(it.realmId) ?? it.realm })));
  return {
    sentence: coverageSentence(sources, subnetSpots.length, !isEverywhere(scope)),
    sources,
    subnets: subnets.map(({ realm, cidr, devices }) => ({ realm, cidr, devices })),
    subnetSpots,
    unconfirmed: unconfirmed.filter(isThere).map(({ realmId, examples, ...row }) => ({
      ...row,
      realm: realmLabels.get(realmId) ?? "",
      examples: [...examples],
    })),
    general: listBlindSpots(
      { ...ledgers, silentSensors, unconfirmedAddresses, lastImportAt, ...devices },
      new Date(nowMs),
    ),
  };
}

interface FileCoverage {
  readonly files: readonly SourceRow[];
  readonly ledgers: LedgerSums;
}

const keptFiles = new KeptForState<FileCoverage>();
const keptLive = new KeptForState<readonly SourceRow[]>();

/** Added up once for each state of what was taken in (docs/decisions/0017). */
async function fileCoverage(): Promise<FileCoverage> {
  return keptFiles.get([await fileCoveragePrint()], async () => {
    const [files, ledgers] = await Promise.all([sumFileCoverage(), sumLedgers()]);
    return { files, ledgers };
  });
}

/** Added up once for each state of what sensors sent. */
async function liveCoverage(): Promise<readonly SourceRow[]> {
  return keptLive.get([await liveCoveragePrint()], sumLiveCoverage);
}

/** Sensors that should bring something and do not, or hear nothing. */
async function listSilentSensors(nowMs: number) {
  const rows = await listSensorRows();
  return rows.flatMap((row) => {
    const trouble = sensorTrouble(signsOf(row, nowMs));
    return trouble === null ? [] : [{ ...row, trouble }];
  });
}
type SilentSensor = Awaited<ReturnType<typeof listSilentSensors>>[number];

/** A sensor that listens itself may have files of its own, too: one source. In the order in which sources are shown. */
function addSameSources(rows: readonly SourceRow[]): SourceRow[] {
  const sums = new Map<string, SourceRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.realmId, row.sensor]);
    const sum = sums.get(key);
    sums.set(key, sum ? addSource(sum, row) : row);
  }
  const order = (it: SourceRow) => [it.site, it.realm, it.sensor ?? "\uffff"].join("\n");
  return [...sums.values()].sort((a, b) => compareText(order(a), order(b)));
}

function addSource(a: SourceRow, b: SourceRow): SourceRow {
  const figures = Object.fromEntries(
    Object.entries(a.figures).map(([name, value]) => [name, value + b.figures[name as keyof CoverageFigures]]),
  ) as unknown as CoverageFigures;
  return {
    ...a,
    figures,
    contents: a.contents + b.contents,
    records: a.records + b.records,
    ignored: a.ignored + b.ignored,
    truncated: a.truncated + b.truncated,
    malformed: a.malformed + b.malformed,
    dropped: a.dropped === null && b.dropped === null ? null : (a.dropped ?? 0) + (b.dropped ?? 0),
    spans: [...a.spans, ...b.spans],
  };
}

function presentSource(row: SourceRow, silent: SilentSensor | undefined): Coverage["sources"][number] {
  const { realmId, realm, site, sensor, contents, figures, records } = row;
  const spans = mergeSpans(row.spans);
  const source = {
    realm,
    site,
    sensor,
    contents,
    figures,
    records,
    ignoredRecords: row.ignored,
    truncatedRecords: row.truncated,
    malformedRecords: row.malformed,
    droppedPackets: row.dropped,
    spans,
  };
  return {
    realmId,
    realm,
    site,
    sensor,
    contents,
    records,
    flows: figures.flows,
    packets: figures.packets,
    shares: {
      oneSided: shareOrUnknown(figures.oneSidedFlows, figures.tcpFlows),
      undecoded: shareOrUnknown(row.ignored + row.malformed, records),
      cut: shareOrUnknown(row.truncated, records),
      unknownProtocol: shareOrUnknown(figures.unknownPackets, figures.packets),
      portOnly: shareOrUnknown(figures.portOnlyPackets, figures.packets),
      encrypted: shareOrUnknown(figures.encryptedPackets, figures.packets),
    },
    droppedPackets: source.droppedPackets,
    firstSeenAt: isoTime(spans[0]?.fromUs ?? null),
    lastSeenAt: isoTime(spans.at(-1)?.toUs ?? null),
    gaps: gapsBetween(spans).map((it) => ({ from: isoTime(it.fromUs) ?? "", to: isoTime(it.toUs) ?? "" })),
    spots: [
      ...(silent ? [{ kind: "silent-sensor" as const, ...afterIt(silent.trouble) }] : []),
      ...judgeSource(source).map((spot) => ({ ...spot })),
    ],
  };
}

/** Where the sensor was named before. */
function afterIt({ sentence, advice }: SilentSensor["trouble"]) {
  return { sentence: `It ${sentence}`, advice };
}

/** A list or scan has no flows: of nothing there is no share. */
function shareOrUnknown(part: number, whole: number): number | null {
  return whole === 0 ? null : shareOf(part, whole);
}

/** For the head of the page and for the overview. */
function coverageSentence(sources: Coverage["sources"], subnetSpots: number, isPart: boolean): string {
  if (sources.length === 0 && isPart) return "No source listens in the site or realm that is chosen.";
  if (sources.length === 0) return "Nothing has been taken in yet, so nothing can be seen.";
  const spots = sources.reduce((sum, it) => sum + it.spots.length, 0) + subnetSpots;
  const blind = sources.filter((it) => it.spots.length > 0).length;
  if (spots === 0)
    return `All ${sources.length === 1 ? "that the one source" : `that ${sources.length} sources`} brought could be seen whole.`;
  const where = sources.length === 1 ? "the one source" : `${blind} of ${sources.length} sources`;
  const routed =
    subnetSpots > 0
      ? `; ${subnetSpots === 1 ? "1 network is" : `${subnetSpots} networks are`} seen only through a router`
      : "";
  return `${countOf(spots, "blind spot")}, in ${where}${routed}.`;
}
