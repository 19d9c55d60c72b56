import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ShadowQueue } from "@/lib/contracts/devices";
import { countDevices, findDevicePage } from "@/lib/db/device-query";
import { countSettledSince, findDecidingRows, findLargestPeers } from "@/lib/db/shadow-query";
import { realmNames } from "@/lib/db/site";
import { zoneNames } from "@/lib/db/zone";
import { presentCitation } from "../devices/present-device-detail";
import { presentDeviceRow } from "../devices/present-device-row";
import { realmWords } from "../devices/realm-words";
import { sayZone } from "../zones/say-zone";
import { decidingFacts } from "./deciding-facts";
import { reasonOf, type ShadowGroup, shadowGroupOf } from "./shadow-group";

/** The riskiest that wait; `waiting` counts all. More than these nobody decides in one sitting. */
const MAX_DEVICES = 500;
const PEERS_PER_DEVICE = 3;
const UNSANCTIONED = { state: ["unsanctioned"] };

/** Devices that nobody has sanctioned, grouped by what they likely are; the group with the highest risk first. */
export async function getShadowQueue(actor: Actor): Promise<ShadowQueue> {
  requirePermission(actor, "devices.read");
  const today = new Date();
  today.setUTCHours(0, 0, 0, 0);
  const [page, waiting, settledToday, realms, zones] = await Promise.all([
    findDevicePage({ filter: UNSANCTIONED, sort: "risk", isDescending: true, after: null, limit: MAX_DEVICES }),
    countDevices(UNSANCTIONED),
    countSettledSince(today),
    realmNames(),
    zoneNames(),
  ]);
  const ids = page.rows.map((row) => row.id);
  const [deciding, peers] = await Promise.all([findDecidingRows(ids), findLargestPeers(ids, PEERS_PER_DEVICE)]);
  const words = realmWords(realms);

  const groups = new Map<string, { group: ShadowGroup; devices: ShadowQueue["groups"][number]["devices"] }>();
  for (const row of page.rows) {
    const device = presentDeviceRow(row, realms);
    const group = shadowGroupOf(device);
    const entry = groups.get(group.key) ?? { group, devices: [] };
    groups.set(group.key, entry);
    const facts = deciding.get(row.id);
    entry.devices.push({
      ...device,
      decidingFacts: (facts ? decidingFacts(facts) : []).map(({ text, citation }) => ({
        text: words.say(text),
        citation: citation && presentCitation(citation, words),
      })),
      talksTo: peers
        .filter((peer) => peer.deviceId === row.id)
        .map(({ name, zone, protocol }) => ({ name, zone: sayZone(zone, zones), protocol })),
    });
  }
  return {
    waiting,
    settledToday,
    groups: [...groups.values()].map(({ group, devices }) => ({ ...group, reason: reasonOf(group, devices), devices })),
  };
}
