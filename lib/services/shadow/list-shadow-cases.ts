import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceRow, ShadowCaseDto, ShadowCasePageDto, ShadowCasesQuery } from "@/lib/contracts/devices";
import { findLargestPeers } from "@/lib/db/shadow/shadow-query";
import { realmNames } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import { presentCitation } from "../devices/present-device-detail";
import { realmWords } from "../devices/realm-words";
import { keysetPage } from "../keyset-page";
import { sayZone } from "../zones/say-zone";
import { factsOf } from "./known-facts";
import { caseKey, loadShadow } from "./load-shadow";

const PEERS_PER_DEVICE = 3;
const ORDER = { keyOf: caseKey, shape: z.tuple([z.number(), z.uuid()]) };

/** The devices of a group of the shadow queue with what decides about each, the riskiest first. */
export async function listShadowCases(
  actor: Actor,
  { group, cursor, limit, ...scope }: ShadowCasesQuery,
): Promise<ShadowCasePageDto> {
  requirePermission(actor, "devices.read");
  const { groups } = await loadShadow(scope);
  const rows = groups.find(({ key }) => key === group)?.rows ?? [];
  const { items, ...rest } = keysetPage(rows, ORDER, { cursor, limit });
  return { ...rest, items: await casesOf(items) };
}

async function casesOf(rows: readonly DeviceRow[]): Promise<ShadowCaseDto[]> {
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
    ...row,
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
