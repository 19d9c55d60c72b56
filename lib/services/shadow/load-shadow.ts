import "server-only";
import type { DeviceRow } from "@/lib/contracts/devices";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
import { countDevices, findDevicePage, findDevices } from "@/lib/db/devices/device-query";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import { realmNames } from "@/lib/db/sites/site";
import { placesPrint, zoneNames } from "@/lib/db/zones/zone";
import { compareKeys } from "@/lib/domain/keyset";
import type { SiteScope } from "@/lib/domain/site-scope";
import { APPROVED_BEFORE } from "@/lib/domain/triage/approved-before";
import { deviceIndex } from "../devices/device-index";
import { presentDeviceRow } from "../devices/present-device-row";
import { KeptByKey } from "../kept-by-key";
import { reasonOf, type ShadowGroup, shadowGroupOf } from "./shadow-group";

/** The riskiest that wait; `waiting` counts all. More than these nobody decides in one sitting. */
const MAX_DEVICES = 200;
const UNSANCTIONED: DeviceFilter = { state: ["unsanctioned"] };
/** Approved, and a card joined since: nobody said yes to that one. */
const ASKING_AGAIN: DeviceFilter = { query: { kind: "text", field: "conflict", pattern: ["unapproved-card"] } };
const AGAIN_GROUP = {
  key: APPROVED_BEFORE,
  label: "Approved, but not every card",
  reason:
    "have a card that nobody approved: sanction them again with all their cards, or split the card off under Conflicts",
};

export interface LoadedGroup extends ShadowGroup {
  readonly reason: string;
  /** In the order of `caseKey`. */
  readonly rows: readonly DeviceRow[];
}

export interface LoadedShadow {
  readonly waiting: number;
  readonly askingAgain: number;
  /** The group with the highest risk first; before them those whose approval does not cover all of their cards. */
  readonly groups: readonly LoadedGroup[];
}

/** By scope. */
const kept = new KeptByKey<LoadedShadow>(16);

/** What waits, in its groups. Worked out once for each state of the inventory, whoever asks and however often. */
export async function loadShadow(scope: SiteScope): Promise<LoadedShadow> {
  deviceIndex().want();
  const place = JSON.stringify([scope.site ?? null, scope.realm ?? null]);
  const state = await Promise.all([findInventoryRevision(), placesPrint()]);
  return kept.get(place, state, () => workOut(scope));
}

/** What the devices of a group are ordered by: the riskiest first. */
export const caseKey = ({ riskScore, id }: Pick<DeviceRow, "riskScore" | "id">) => [-riskScore, id] as const;

const compareCases = (a: DeviceRow, b: DeviceRow) => compareKeys(caseKey(a), caseKey(b));

async function workOut(scope: SiteScope): Promise<LoadedShadow> {
  const [again, waiting, realms, zones] = await Promise.all([
    findRiskiest(ASKING_AGAIN, scope),
    findRiskiest(UNSANCTIONED, scope),
    realmNames(),
    zoneNames(),
  ]);
  const present = (row: DeviceListRow) => presentDeviceRow(row, realms, zones);
  const groups = new Map<string, { group: ShadowGroup; rows: DeviceRow[] }>();
  for (const row of waiting.rows.map(present)) {
    const group = shadowGroupOf(row);
    const entry = groups.get(group.key) ?? { group, rows: [] };
    groups.set(group.key, entry);
    entry.rows.push(row);
  }
  return {
    waiting: waiting.total,
    askingAgain: again.total,
    groups: [
      ...(again.rows.length > 0 ? [{ ...AGAIN_GROUP, rows: again.rows.map(present).sort(compareCases) }] : []),
      ...[...groups.values()].map(({ group, rows }) => ({
        ...group,
        reason: reasonOf(group, rows),
        rows: rows.sort(compareCases),
      })),
    ],
  };
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findRiskiest(
  which: DeviceFilter,
  { site, realm }: SiteScope,
): Promise<{ rows: DeviceListRow[]; total: number }> {
  const filter = { ...which, ...(site ? { site: [site] } : {}), ...(realm ? { realm: [realm] } : {}) };
  const request = { filter, sort: "risk", isDescending: true, after: null, limit: MAX_DEVICES } as const;
  const index = deviceIndex();
  if (index.isReady()) {
    const { ids, total } = await index.page(request);
    return { rows: await findDevices(ids), total };
  }
  const [page, total] = await Promise.all([findDevicePage(request), countDevices(filter)]);
  return { rows: page.rows, total };
}
