import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RuleExportDto, RuleExportQuery } from "@/lib/contracts/firewall-rules";
import { listSiteRows } from "@/lib/db/sites/site";
import { AppError } from "@/lib/domain/errors";
import { labelledZones } from "@/lib/domain/zone/zone-labels";
import { DIALECTS } from "@/lib/rules/dialects";
import { exportPolicy } from "@/lib/rules/export-policy";
import type { DrawnConduit } from "@/lib/rules/policy/build-policy";
import { findDesign } from "../targets/find-design";
import { todaysDesign } from "../targets/todays-design";
import { chooseRealm, listRealms } from "./find-realm";
import { loadPolicy } from "./load-policy";
import { NOTHING_PROVEN, presentProof } from "./present-proof";

/** Conduits as firewall rules: today's or a target's, all or those of one enforcement point, proven before they are handed out. */
export async function exportRules(actor: Actor, query: RuleExportQuery): Promise<RuleExportDto> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "exports.read");
  const found = query.target === undefined ? null : await findDesign(query.target);
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
  const { policy, warnings, observed } = await loadPolicy(design, conduits, realm, { title, isToday: found === null });
  const isBetween = policy.allows.some((it) => it.fromZoneId !== it.toZoneId);
  if (!isBetween)
    return refused("None of the conduits became a rule in this realm; the reasons stand below.", warnings);
  return { ...answer, warnings: [...warnings], ...presentProof(exportPolicy(policy, dialect, observed)) };
}
