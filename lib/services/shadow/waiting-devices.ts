import "server-only";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
import { countDevices, type DevicePosition, findDevicePage, findDevices } from "@/lib/db/devices/device-query";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import { countDevicesBefore, countLikenessOf, findDeviceIds } from "@/lib/db/shadow/waiting-groups";
import type { IdSum } from "@/lib/domain/columns/id-sum";
import type { SiteScope } from "@/lib/domain/site-scope";
import { APPROVED_BEFORE } from "@/lib/domain/triage/approved-before";
import type { CasePosition, LikenessCount } from "@/lib/domain/triage/likely-group";
import { deviceIndex } from "../devices/device-index";
import { sumOfIds } from "./print-of-ids";

const UNSANCTIONED: DeviceFilter = { state: ["unsanctioned"] };
/** Approved, and a card joined since: nobody said yes to that one. */
const ASKING_AGAIN: DeviceFilter = { query: { kind: "text", field: "conflict", pattern: ["unapproved-card"] } };
const BY_RISK = { sort: "risk", isDescending: true } as const;

/** All that wait or, asking again, the approved ones that do; of one group where it is named. */
export function waitingFilter(isAgain: boolean, { site, realm }: SiteScope): DeviceFilter {
  const place = { ...(site ? { site: [site] } : {}), ...(realm ? { realm: [realm] } : {}) };
  return { ...(isAgain ? ASKING_AGAIN : UNSANCTIONED), ...place };
}

/** The devices of a group of the shadow queue; of a key that is none there are none. */
export function groupFilter(key: string, scope: SiteScope): DeviceFilter {
  return key === APPROVED_BEFORE ? waitingFilter(true, scope) : { ...waitingFilter(false, scope), likely: key };
}

// What follows comes from the columns in memory where they are loaded, else from PostgreSQL: the same answers.

/** By what they are grouped by, with the riskiest and the least risky of those that are alike. */
export function countAlike(filter: DeviceFilter): Promise<LikenessCount[]> {
  const index = deviceIndex();
  return index.isReady() ? index.likeness(filter) : countLikenessOf(filter);
}

/** How many of them stand before the position, the riskiest first. */
export function countCasesBefore(filter: DeviceFilter, position: CasePosition): Promise<number> {
  const index = deviceIndex();
  return index.isReady() ? index.countBefore(filter, position) : countDevicesBefore(filter, position);
}

/** Ids of all of them, in the order of the ids. */
export async function idsOfCases(filter: DeviceFilter): Promise<string[]> {
  const index = deviceIndex();
  return (index.isReady() ? await index.allIdsOf(filter) : await findDeviceIds(filter)).sort();
}

/** How many they are, and a print of which. */
export async function sumOfCases(filter: DeviceFilter): Promise<IdSum> {
  const index = deviceIndex();
  return index.isReady() ? index.sumOf(filter) : sumOfIds(await findDeviceIds(filter));
}

interface CasePage {
  readonly rows: DeviceListRow[];
  readonly next: DevicePosition | null;
  readonly total: number;
}

/** One page of them, the riskiest first. */
export async function findCases(
  filter: DeviceFilter,
  { after, limit }: { readonly after: DevicePosition | null; readonly limit: number },
): Promise<CasePage> {
  const request = { filter, ...BY_RISK, after, limit };
  const index = deviceIndex();
  if (index.isReady()) {
    const { ids, next, total } = await index.page(request);
    return { rows: await findDevices(ids), next, total };
  }
  const [{ rows, next }, total] = await Promise.all([findDevicePage(request), countDevices(filter)]);
  return { rows, next, total };
}

/** Behind what the case at a place stands (0 is the first): the position from which a page begins with it. */
export async function positionBefore(filter: DeviceFilter, place: number): Promise<DevicePosition | null> {
  if (place === 0) return null;
  const request = { filter, ...BY_RISK, after: null, offset: place - 1, limit: 1 };
  const index = deviceIndex();
  return (index.isReady() ? await index.page(request) : await findDevicePage(request)).next;
}
