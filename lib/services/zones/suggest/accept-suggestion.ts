import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AcceptSuggestionInput, acceptedSuggestion } from "@/lib/contracts/zone-suggestions";
import { writeAudit } from "@/lib/db/audit-writer";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { realmNames } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { findZone, type NewZone, putZone, type ZoneRow } from "@/lib/db/zones/zone";
import { insertSuggestionAnswer } from "@/lib/db/zones/zone-suggestion";
import { AppError } from "@/lib/domain/errors";
import { insideShareOf } from "@/lib/domain/zone/suggest/dismissal";
import { saySuggestion } from "@/lib/domain/zone/suggest/say-suggestion";
import { liesInBlock } from "@/lib/domain/zone/suggest/subnet-of";
import type { ZoneSuggestion } from "@/lib/domain/zone/suggest/suggestion";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { decideInTransaction } from "../../decisions/decide-devices";
import { rebuildInventory } from "../../inventory/rebuild-inventory";
import { checkZone } from "../check-zone";
import type { CurrentSuggestions } from "./current-suggestions";
import { findSuggestion } from "./find-suggestion";

const MAX_DESCRIPTION = 500;
type Block = AcceptSuggestionInput["cidrs"][number];

/**
 * Does what is suggested, or a part of it: makes the zone or adds to the one to join, with these of the suggested rules,
 * and pins those of the named devices that no rule brings. All of it or nothing; the answer's id takes it back.
 */
export async function acceptSuggestion(
  actor: Actor,
  key: string,
  input: AcceptSuggestionInput,
): Promise<z.infer<typeof acceptedSuggestion>> {
  requirePermission(actor, "zones.edit");
  requirePermission(actor, "devices.edit");
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    const { suggestion, devices } = await findSuggestion(tx, key);
    const realms = await realmNames();
    const offered = suggestion.cidrs.map(({ realm, cidr }) => ({ realm: realms.get(realm) ?? realm, cidr }));
    const chosen = input.cidrs.filter((it) => offered.some((other) => isSame(it, other)));
    const ids = new Set(suggestion.devices.map(({ id }) => id));
    if (chosen.length < input.cidrs.length || input.deviceIds.some((id) => !ids.has(id))) {
      throw new AppError("bad-request", "Only rules and devices of the suggestion can be accepted with it.");
    }
    if (chosen.length + input.deviceIds.length === 0) {
      throw new AppError("bad-request", "Choose a rule or a device.");
    }
    const before = suggestion.kind === "join" ? await zoneToJoin(tx, suggestion) : null;
    const zone = await checkZone(tx, before?.id ?? randomUUID(), {
      ...(before ? asInput(before, realms) : newZone(suggestion, input)),
      cidrs: [...(before ? blocksOf(before, realms) : []), ...chosen],
    });
    await putZone(tx, zone);
    const addedCidrs = zone.cidrs.filter((it) => !before?.cidrs.some((old) => isSame(it, old)));
    const pinned = devicesWithoutRule(devices, input.deviceIds, zone.cidrs);
    const reason = `Accepted the suggestion: ${saySuggestion(suggestion)}`.slice(0, MAX_DESCRIPTION);
    const groupId =
      pinned.length === 0
        ? null
        : (await decideInTransaction(tx, actor, [{ kind: "zone", deviceIds: pinned, zoneId: zone.id, reason }]))
            .groupId;
    const answerId = randomUUID();
    await insertSuggestionAnswer(tx, {
      ...{ id: answerId, answer: "accepted", kind: suggestion.kind, siteId: suggestion.siteId },
      ...{ zoneId: suggestion.zoneId, name: zone.name, deviceIds: suggestion.devices.map(({ id }) => id) },
      ...{ insideShare: insideShareOf(suggestion), changedZoneId: zone.id, addedCidrs, groupId, actor: actor.name },
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "zone-suggestion.accepted",
      summary: before
        ? `Put devices into the zone ${zone.name}, as suggested.`
        : `Made the zone ${zone.name}, as suggested.`,
      reason,
      detail: { answerId, before, after: zone, pinned },
    });
    await rebuildInventory(tx);
    return { answerId, zoneId: zone.id, zoneName: zone.name };
  });
}

const isSame = (a: Block, b: Block) => a.realm === b.realm && a.cidr === b.cidr;

async function zoneToJoin(tx: Sql, { zoneId }: ZoneSuggestion): Promise<ZoneRow> {
  const zone = zoneId === null ? null : await findZone(zoneId, tx);
  if (!zone) throw new AppError("not-found", "The zone is no more. Look at the suggestions again.");
  return zone;
}

function newZone(suggestion: ZoneSuggestion, input: AcceptSuggestionInput) {
  return {
    ...NO_RULES_INPUT,
    ...UNKNOWN_NATURE,
    name: input.name ?? suggestion.name,
    description: saySuggestion(suggestion).slice(0, MAX_DESCRIPTION),
    siteId: suggestion.siteId,
    purdueLevel: input.purdueLevel === undefined ? suggestion.purdueLevel : input.purdueLevel,
    criticality: 3,
    owner: null,
    parentId: suggestion.zoneId,
  };
}

const NO_RULES_INPUT = { ...NO_RULES, cidrs: [], vlans: [], macs: [], roles: [], queries: [] };

type Realms = ReadonlyMap<string, string>;
const named = <T extends { readonly realm: string }>(realms: Realms, it: T): T => ({
  ...it,
  realm: realms.get(it.realm) ?? it.realm,
});
const blocksOf = (zone: NewZone, realms: Realms) => zone.cidrs.map((it) => named(realms, it));

/** A stored zone as the editor would send it. */
function asInput({ id: _, cidrs: __, vlans, macs, roles, queries, ...rest }: ZoneRow, realms: Realms) {
  return {
    ...rest,
    vlans: vlans.map((it) => named(realms, it)),
    macs: macs.map((it) => named(realms, it)),
    roles: [...roles],
    queries: [...queries],
  };
}

function devicesWithoutRule(
  devices: CurrentSuggestions["devices"],
  ids: readonly string[],
  cidrs: readonly Block[],
): string[] {
  return ids.filter((id) => {
    const addresses = devices.get(id)?.addresses ?? [];
    return !addresses.some(({ realm, ip }) => cidrs.some((it) => it.realm === realm && liesInBlock(ip, it.cidr)));
  });
}
