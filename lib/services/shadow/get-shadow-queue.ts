import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ShadowQueue } from "@/lib/contracts/devices";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
import { countDevices, findDevicePage, findDevices } from "@/lib/db/devices/device-query";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import { countSettledSince, findLargestPeers } from "@/lib/db/shadow/shadow-query";
import { realmNames } from "@/lib/db/sites/site";
import { placesPrint, zoneNames } from "@/lib/db/zones/zone";
import type { SiteScope } from "@/lib/domain/site-scope";
import { APPROVED_BEFORE } from "@/lib/domain/triage/approved-before";
import { deviceIndex } from "../devices/device-index";
import { presentCitation } from "../devices/present-device-detail";
import { presentDeviceRow } from "../devices/present-device-row";
import { realmWords } from "../devices/realm-words";
import { KeptByKey } from "../kept-by-key";
import { sayZone } from "../zones/say-zone";
import { factsOf } from "./known-facts";
import { reasonOf, type ShadowGroup, shadowGroupOf } from "./shadow-group";

/** The riskiest that wait; `waiting` counts all. More than these nobody decides in one sitting. */
const MAX_DEVICES = 200;
const PEERS_PER_DEVICE = 3;
const UNSANCTIONED: DeviceFilter = { state: ["unsanctioned"] };
/** Approved, and a card joined since: nobody said yes to that one. */
const ASKING_AGAIN: DeviceFilter = { query: { kind: "text", field: "conflict", pattern: ["unapproved-card"] } };
const AGAIN_GROUP = {
  key: APPROVED_BEFORE,
  label: "Approved, but not every card",
  reason: "have a card that nobody approved: sanction them again with all their cards, or split the card off under Conflicts",
};

type KeptQueue = Omit<ShadowQueue, "settledToday">;

/** By scope. */
const kept = new KeptByKey<KeptQueue>(16);

/**
 * Devices that nobody has sanctioned, grouped by what they likely are, the group with the highest risk first; before them
 * those whose approval does not cover all of their cards.
 */
export async function getShadowQueue(actor: Actor, scope: SiteScope = {}): Promise<ShadowQueue> {
  requirePermission(actor, "devices.read");
  const today = new Date();
  today.setUTCHours(0, 0, 0, 0);
  const [settledToday, queue] = await Promise.all([countSettledSince(today, scope), keptQueue(scope)]);
  return { ...queue, settledToday };
}

/** Worked out once for each state of the inventory, whoever asks and however often. */
async function keptQueue(scope: SiteScope): Promise<KeptQueue> {
  deviceIndex().want();
  const place = JSON.stringify([scope.site ?? null, scope.realm ?? null]);
  const state = await Promise.all([findInventoryRevision(), placesPrint()]);
  return kept.get(place, state, () => workOut(scope));
}

async function workOut(scope: SiteScope): Promise<KeptQueue> {
  const [again, waiting, realms, zones] = await Promise.all([
    findRiskiest(ASKING_AGAIN, scope),
    findRiskiest(UNSANCTIONED, scope),
    realmNames(),
    zoneNames(),
  ]);
  const ids = [...again.rows, ...waiting.rows].map((row) => row.id);
  const [facts, peers] = await Promise.all([factsOf(ids), findLargestPeers(ids, PEERS_PER_DEVICE)]);
  const peersOf = new Map<string, typeof peers>();
  for (const peer of peers) {
    const known = peersOf.get(peer.deviceId);
    if (known) known.push(peer);
    else peersOf.set(peer.deviceId, [peer]);
  }
  const words = realmWords(realms);

  const caseOf = (row: DeviceListRow): ShadowQueue["groups"][number]["devices"][number] => ({
    ...presentDeviceRow(row, realms, zones),
    decidingFacts: (facts.get(row.id) ?? []).map(({ text, citation }) => ({
      text: words.say(text),
      citation: citation && presentCitation(citation, words),
    })),
    talksTo: (peersOf.get(row.id) ?? []).map(({ name, zone, protocol }) => ({
      name,
      zone: sayZone(zone, zones),
      protocol,
    })),
  });
  const groups = new Map<string, { group: ShadowGroup; devices: ShadowQueue["groups"][number]["devices"] }>();
  for (const device of waiting.rows.map(caseOf)) {
    const group = shadowGroupOf(device);
    const entry = groups.get(group.key) ?? { group, devices: [] };
    groups.set(group.key, entry);
    entry.devices.push(device);
  }
  return {
    waiting: waiting.total,
    askingAgain: again.total,
    groups: [
      ...(again.rows.length > 0 ? [{ ...AGAIN_GROUP, devices: again.rows.map(caseOf) }] : []),
      ...[...groups.values()].map(({ group, devices }) => ({ ...group, reason: reasonOf(group, devices), devices })),
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
