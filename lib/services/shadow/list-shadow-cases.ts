import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ShadowCaseDto, ShadowCasePageDto, ShadowCasesQuery } from "@/lib/contracts/shadow";
import type { DevicePosition } from "@/lib/db/devices/device-query";
import type { DeviceListRow } from "@/lib/db/devices/device-row";
import { findLargestPeers } from "@/lib/db/shadow/shadow-query";
import { realmNames } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import { deviceIndex } from "../devices/device-index";
import { presentCitation } from "../devices/present-device-detail";
import { presentDeviceRow } from "../devices/present-device-row";
import { realmWords } from "../devices/realm-words";
import { readCursor, writeCursor } from "../page-cursor";
import { sayZone } from "../zones/say-zone";
import { factsOf } from "./known-facts";
import { countCasesBefore, findCases, groupFilter, positionBefore } from "./waiting-devices";

const PEERS_PER_DEVICE = 3;
/** Of the last device of a page: its risk and its id. */
const POSITION = z.tuple([z.number(), z.uuid()]);

/** The devices of a group of the shadow queue with what decides about each, the riskiest first. */
export async function listShadowCases(
  actor: Actor,
  { group, cursor, limit, ...scope }: ShadowCasesQuery,
): Promise<ShadowCasePageDto> {
  requirePermission(actor, "devices.read");
  deviceIndex().want();
  const filter = groupFilter(group, scope);
  const [value, id] = cursor === undefined ? [] : readCursor(POSITION, cursor);
  const after = value === undefined || id === undefined ? null : { value, id };
  const { rows, next, total } = await findCases(filter, { after, limit });
  const [first] = rows;
  const before = first === undefined || after === null ? 0 : await countCasesBefore(filter, first);
  const previousId = (await positionBefore(filter, before))?.id ?? null;
  return { total, before, previousId, next: next && caseCursor(next), items: await casesOf(rows) };
}

/** What `listShadowCases` goes on from. */
export const caseCursor = ({ value, id }: DevicePosition) => writeCursor([value, id]);

async function casesOf(rows: readonly DeviceListRow[]): Promise<ShadowCaseDto[]> {
  const ids = rows.map(({ id }) => id);
  const [facts, peers, realms, zones] = await Promise.all([
    factsOf(ids),
    findLargestPeers(ids, PEERS_PER_DEVICE),
    realmNames(),
    zoneNames(),
  ]);
  const peersOf = (id: string) => peers.filter(({ deviceId }) => deviceId === id);
  const words = realmWords(realms);
  return rows.map((row) => ({
    ...presentDeviceRow(row, realms, zones),
    decidingFacts: (facts.get(row.id) ?? []).map(({ text, citation }) => ({
      text: words.say(text),
      citation: citation && presentCitation(citation, words),
    })),
    talksTo: peersOf(row.id).map(({ name, zone, protocol }) => ({
      name,
      zone: sayZone(zone, zones),
      protocol,
    })),
  }));
}
