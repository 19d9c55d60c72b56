import "server-only";
import type { ZoneInput } from "@/lib/contracts/zones";
import { listSiteRows, type SiteRow } from "@/lib/db/site";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows, type NewZone } from "@/lib/db/zone";
import { AppError } from "@/lib/domain/errors";
import { parseCidr } from "@/lib/domain/zone/parse-cidr";
import type { ZoneCriticality } from "@/lib/domain/zone/zone";

/**
 * The zone as it can be stored: realms by id, blocks in canonical form. Throws AppError("bad-request") with every field
 * that is wrong, or "conflict" when name or rules are another zone's.
 */
export async function checkZone(db: Sql, id: string, input: ZoneInput): Promise<NewZone> {
  const zone = readZone(await listSiteRows(db), id, input);
  refuseTaken(zone, await listZoneRows(db));
  return zone;
}

/** The same without a look at other zones. */
export function readZone(sites: readonly SiteRow[], id: string, input: ZoneInput): NewZone {
  const invalidParams: { name: string; reason: string }[] = [];
  const site = sites.find((it) => it.id === input.siteId);
  if (!site) invalidParams.push({ name: "siteId", reason: "There is no such site." });
  const realmId = (name: string, path: string) => {
    const realm = site?.realms.find((it) => it.name === name);
    if (site && !realm) invalidParams.push({ name: path, reason: `${site.name} has no realm called ${name}.` });
    return realm?.id ?? "";
  };
  const cidrs = input.cidrs.map(({ realm, cidr }, index) => {
    const block = parseCidr(cidr);
    if (!block) invalidParams.push({ name: `cidrs.${index}.cidr`, reason: "Write a block, such as 10.1.20.0/24." });
    return { realm: realmId(realm, `cidrs.${index}.realm`), cidr: block ?? "" };
  });
  const vlans = input.vlans.map(({ realm, vlan }, index) => ({ realm: realmId(realm, `vlans.${index}.realm`), vlan }));
  const [first] = invalidParams;
  if (first) throw new AppError("bad-request", first.reason, { invalidParams });
  return { ...input, id, criticality: input.criticality as ZoneCriticality, cidrs, vlans };
}

/** Nested blocks are fine (the longest prefix wins); the very same rule in two zones is not. */
export function refuseTaken(zone: NewZone, others: readonly NewZone[]): void {
  for (const other of others) {
    if (other.id === zone.id) continue;
    if (other.siteId === zone.siteId && other.name.toLowerCase() === zone.name.toLowerCase()) {
      throw conflict("name", `There is a zone called ${other.name} already. Choose another name.`);
    }
    const cidr = zone.cidrs.findIndex((it) => other.cidrs.some((o) => o.realm === it.realm && o.cidr === it.cidr));
    if (cidr >= 0) throw conflict(`cidrs.${cidr}.cidr`, `${zone.cidrs[cidr]?.cidr} belongs to ${other.name} already.`);
    const vlan = zone.vlans.findIndex((it) => other.vlans.some((o) => o.realm === it.realm && o.vlan === it.vlan));
    if (vlan >= 0)
      throw conflict(`vlans.${vlan}.vlan`, `VLAN ${zone.vlans[vlan]?.vlan} belongs to ${other.name} already.`);
  }
}

function conflict(name: string, reason: string): AppError {
  return new AppError("conflict", reason, { invalidParams: [{ name, reason }] });
}
