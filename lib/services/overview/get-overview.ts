import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Overview } from "@/lib/contracts/overview";
import { findDevicePage, findDevices } from "@/lib/db/devices/device-query";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import { findLastImportAt, listPostureDays } from "@/lib/db/inventory/posture-query";
import { listSiteRows, realmNames } from "@/lib/db/sites/site";
import { aggregateSums } from "@/lib/domain/risk/aggregate-risk";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { getCoverage } from "../coverage/get-coverage";
import { deviceIndex } from "../devices/device-index";
import { presentDeviceRow } from "../devices/present-device-row";
import { sumPosture, sumZones } from "../devices/sum-inventory";
import { postureSentence } from "./posture-sentence";
import { postureTrends } from "./posture-trends";

const TREND_DAYS = 30;
const TOP_RISKS = 8;
const LIVING = ["unsanctioned", "sanctioned", "ignored"];

/** The plant in one answer: the sentence, the figures, where the risk is, what to do, what we cannot see. */
export async function getOverview(actor: Actor): Promise<Overview> {
  requirePermission(actor, "overview.read");
  const [now, days, { zones: zoneRows }, top, lastImportAt, coverage, realms, sites] = await Promise.all([
    sumPosture(),
    listPostureDays(TREND_DAYS),
    sumZones(),
    findTopRisks(),
    findLastImportAt(),
    getCoverage(actor),
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
    ...postureTrends(now, days, TREND_DAYS, new Date()),
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
