import "server-only";
import type { TargetDesignInput } from "@/lib/contracts/targets";
import type { SiteRow } from "@/lib/db/sites/site";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import type { AcceptedCut, TargetConduit, TargetDesign, TargetZone } from "@/lib/domain/target/target-design";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { readZone, refuseTaken } from "../zones/check-zone";

const MAX_REASON_LENGTH = 500;

/**
 * A design as it can be stored: zones checked like today's zones, but against each other; conduits between zones of the
 * design. Cuts that were accepted before keep their author; new ones get `author`. Throws AppError("bad-request" or
 * "conflict") that names what is wrong.
 */
export function checkDesign(
  input: TargetDesignInput,
  sites: readonly SiteRow[],
  before: Pick<TargetDesign, "acceptedCuts">,
  author: { readonly name: string; readonly at: string },
): TargetDesign {
  const zones: TargetZone[] = [];
  for (const { id, ...zone } of input.zones) {
    const read = readZone(sites, id, zone);
    if (zones.some((it) => it.id === id)) throw new AppError("bad-request", "Two zones have the same id.");
    refuseTaken(read, zones);
    zones.push(read);
  }
  const names = new Map([[INTERNET, "Internet"], ...zones.map(({ id, name }) => [id, name] as const)]);
  const conduits = input.conduits.map((it): TargetConduit => {
    const missing = [it.fromZoneId, it.toZoneId].some((key) => !names.has(key));
    if (missing)
      throw new AppError(
        "bad-request",
        "A conduit leads to a zone that the target does not have. Remove it, or draw the zone.",
      );
    if (it.fromZoneId === it.toZoneId)
      throw new AppError("bad-request", "Inside one zone no conduit is needed. Choose two zones.");
    return { ...it, protocols: [...new Set(it.protocols.map((name) => name.trim()).filter(Boolean))].sort() };
  });
  if (new Set(conduits.map((it) => it.id)).size < conduits.length) {
    throw new AppError("bad-request", "Two conduits have the same id.");
  }
  const known = new Map(before.acceptedCuts.map((it) => [it.key, it]));
  const acceptedCuts = input.acceptedCuts.map(({ key, reason, pairs }): AcceptedCut => {
    const old = known.get(key);
    if (old && old.reason === reason && old.pairs === pairs) return old;
    return {
      key: cleanText(key),
      reason: cleanText(reason, MAX_REASON_LENGTH),
      pairs,
      actor: author.name,
      at: author.at,
    };
  });
  return {
    ...input,
    zones,
    conduits,
    acceptedCuts,
    principles: input.principles.map(({ kind, zoneIds }) => ({ kind, zoneIds: zoneIds.filter((id) => names.has(id)) })),
  };
}
