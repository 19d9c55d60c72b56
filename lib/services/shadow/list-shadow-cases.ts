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
import { readCursor, writeCursor } from "../page-cursor";
import { sayZone } from "../zones/say-zone";
import { factsOf } from "./known-facts";
import { compareCases, loadShadow } from "./load-shadow";

const PEERS_PER_DEVICE = 3;
const position = z.tuple([z.number(), z.uuid()]);

/** The devices of a group of the shadow queue with what decides about each, the riskiest first. */
export async function listShadowCases(
  actor: Actor,
  { group, cursor, limit, ...scope }: ShadowCasesQuery,
): Promise<ShadowCasePageDto> {
  requirePermission(actor, "devices.read");
  const after = cursor === undefined ? null : readPosition(cursor);
  const { groups } = await loadShadow(scope);
  const rows = groups.find(({ key }) => key === group)?.rows ?? [];
  // By its place and not by finding it again: what ended the last page is decided by now more often than not.
  const rest = after === null ? rows : rows.filter((it) => compareCases(it, after) > 0);
  const last = rest.length > limit ? rest[limit - 1] : undefined;
  return {
    items: await casesOf(rest.slice(0, limit)),
    next: last ? writeCursor([last.riskScore, last.id]) : null,
    total: rows.length,
  };
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

function readPosition(cursor: string) {
  const [riskScore, id] = readCursor(position, cursor);
  return { riskScore, id };
}
