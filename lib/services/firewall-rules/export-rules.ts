import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RuleExportDto, RuleExportQuery } from "@/lib/contracts/firewall-rules";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { listSiteRows } from "@/lib/db/sites/site";
import { conduitsPrint } from "@/lib/db/zones/zone";
import { AppError } from "@/lib/domain/errors";
import type { TargetPlaces } from "@/lib/domain/target/target-places";
import { labelledZones } from "@/lib/domain/zone/zone-labels";
import { DIALECTS } from "@/lib/rules/dialects";
import { exportPolicy } from "@/lib/rules/export-policy";
import type { DrawnConduit } from "@/lib/rules/policy/build-policy";
import { KeptByKey } from "../kept-by-key";
import { findDesign } from "../targets/find-design";
import { targetPlaces } from "../targets/followed-places";
import { todaysDesign } from "../targets/todays-design";
import { followedAddresses } from "../zones/followed-addresses";
import { chooseRealm, listRealms } from "./find-realm";
import { loadPolicy } from "./load-policy";
import { NOTHING_PROVEN, presentProof } from "./present-proof";

/** A few questions; of a large plant, an answer has megabytes. Frozen: its JSON is written once. */
const kept = new KeptByKey<RuleExportDto>(4);

/**
 * Conduits as firewall rules: today's or a target's, all or those of one enforcement point, proven before they are handed
 * out. Made anew only when zones, conduits, conversations or where devices stand have changed (docs/decisions/0017).
 */
export async function exportRules(actor: Actor, query: RuleExportQuery): Promise<RuleExportDto> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "exports.read");
  const found = query.target === undefined ? null : await findDesign(query.target);
  const places = found && (await targetPlaces(found.target.id, found.version, found.design));
  const drawn = [await conduitsPrint(), await findConversationRevision()];
  const ofTarget = [found?.target.name, found?.version, places, places?.moves];
  // Devices last: those that change while rules are made are then looked at by who asks next.
  const { standing } = await followedAddresses.current();
  return kept.get(JSON.stringify(query), [...drawn, ...ofTarget, standing], async () =>
    Object.freeze(await makeRules(query, found, places)),
  );
}

async function makeRules(
  query: RuleExportQuery,
  found: Awaited<ReturnType<typeof findDesign>> | null,
  places: TargetPlaces | null,
): Promise<RuleExportDto> {
  const drawn = found?.design ?? (await todaysDesign());
  const design = { ...drawn, zones: labelledZones(drawn.zones, await listSiteRows()) };
  const realms = await listRealms();
  const realm = chooseRealm(realms, query.realm, design.zones);
  const all: readonly DrawnConduit[] = design.conduits;
  const points = [...new Set(all.flatMap((it) => it.enforcementPoint ?? []))].sort();
  const conduits = query.point === undefined ? all : all.filter((it) => it.enforcementPoint === query.point);
  const answer = {
    dialect: query.dialect,
    realm,
    realms: realms.map(({ id, name }) => ({ id, name })),
    target: found ? { id: found.target.id, name: found.target.name, version: found.version } : null,
    points,
    point: query.point ?? null,
    zones: design.zones.length,
    conduits: conduits.length,
  };
  const refused = (refusal: string, warnings: readonly string[]) => ({
    ...answer,
    ...NOTHING_PROVEN,
    refusal,
    warnings: [...warnings],
  });
  if (!realm) return refused("Nothing was taken in yet: there is no realm for whose addresses rules could be.", []);
  if (conduits.length === 0)
    return refused("No conduit is drawn here. Rules without one would cut everything between zones.", []);
  const dialect = DIALECTS.find((it) => it.id === query.dialect);
  if (!dialect) throw new AppError("bad-request", `There is no dialect ${query.dialect}.`);
  const from = found ? `${found.target.name}, version ${found.version}` : "the zones and conduits of today";
  const title = `Rules by Sightglass for ${realm.name}, from ${from}${query.point ? `, enforced at ${query.point}` : ""}`;
  const { policy, warnings, observed } = await loadPolicy(design, conduits, realm, { title, places });
  const isBetween = policy.allows.some((it) => it.fromZoneId !== it.toZoneId);
  if (!isBetween)
    return refused("None of the conduits became a rule in this realm; the reasons stand below.", warnings);
  return { ...answer, warnings: [...warnings], ...presentProof(exportPolicy(policy, dialect, observed)) };
}
