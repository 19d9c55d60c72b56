import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Coverage } from "@/lib/contracts/coverage";
import type { Overview } from "@/lib/contracts/overview";
import { findDevicePage, findDevices } from "@/lib/db/devices/device-query";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import { findLastImportAt, listPostureDays, type PostureDayRow } from "@/lib/db/inventory/posture-query";
import { listSiteRows, realmNames } from "@/lib/db/sites/site";
import { placesPrint } from "@/lib/db/zones/zone";
import { aggregateSums } from "@/lib/domain/risk/aggregate-risk";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { getCoverage } from "../coverage/get-coverage";
import { deviceIndex } from "../devices/device-index";
import { presentDeviceRow } from "../devices/present-device-row";
import { sumPosture, sumZones } from "../devices/sum-inventory";
import { KeptForState } from "../kept-for-state";
import { postureSentence } from "./posture-sentence";
import { postureTrends } from "./posture-trends";

const TREND_DAYS = 30;
const TOP_RISKS = 8;
const LIVING = ["unsanctioned", "sanctioned", "ignored"];

/** Frozen: its JSON is written once. */
const kept = new KeptForState<Overview>();

/**
 * The plant in one answer: the sentence, the figures, where the risk is, what to do, what we cannot see. The same until one
 * of these changes, or the day does (docs/decisions/0017).
 */
export async function getOverview(actor: Actor): Promise<Overview> {
  requirePermission(actor, "overview.read");
  const now = new Date();
  const [coverage, days, revision, places] = await Promise.all([
    getCoverage(actor),
    listPostureDays(TREND_DAYS),
    findInventoryRevision(),
    placesPrint(),
  ]);
  // What is covered is another, too, when an import ends.
  const state = [coverage, JSON.stringify(days), revision, places, now.toISOString().slice(0, 10)];
  return kept.get(state, async () => Object.freeze(await putTogether(coverage, days, now)));
}

async function putTogether(coverage: Coverage, days: readonly PostureDayRow[], today: Date): Promise<Overview> {
  const [now, { zones: zoneRows }, top, lastImportAt, realms, sites] = await Promise.all([
    sumPosture(),
    sumZones(),
    findTopRisks(),
    findLastImportAt(),
    realmNames(),
    listSiteRows(),
  ]);
  // Zones of several sites stand beside each other here.
  const labels = zoneLabels(zoneRows, sites);
  const zones = zoneRows.map(({ id, name, purdueLevel, deviceCount, unsanctionedCount, ...sums }) => {
    const { score, band } = aggregateSums({ deviceCount, ...sums });
    const shown = { id, name: labels.get(id) ?? name, purdueLevel, deviceCount, unsanctionedCount };
    return { ...shown, riskScore: score, riskBand: band };
  });
  return {
    isEmpty: now.devices === 0 && lastImportAt === null,
    sentence: postureSentence(now, zones),
    ...postureTrends(now, days, TREND_DAYS, today),
    deviceCount: now.devices,
    zones,
    topRisks: top.map((row) => presentDeviceRow(row, realms, labels)),
    blindSpots: [
      ...(coverage.sources.length > 0 ? [{ text: coverage.sentence, href: "/discovery/coverage" }] : []),
      ...coverage.general,
    ],
    lastImportAt: lastImportAt?.toISOString() ?? null,
  };
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findTopRisks(): Promise<DeviceListRow[]> {
  const request = {
    filter: { state: LIVING },
    sort: "risk",
    isDescending: true,
    after: null,
    limit: TOP_RISKS,
  } as const;
  const index = deviceIndex();
  if (!index.isReady()) return (await findDevicePage(request)).rows;
  return findDevices((await index.page(request)).ids);
}
