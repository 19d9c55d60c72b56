import "server-only";
import type { ZoneInput } from "@/lib/contracts/zones";
import { listSiteRows, type SiteRow } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows, type NewZone } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { MAX_QUERY_LENGTH } from "@/lib/domain/query/query";
import { parseCidr } from "@/lib/domain/zone/parse-cidr";
import { parseMacPrefix } from "@/lib/domain/zone/parse-mac-prefix";
import type { ZoneCriticality } from "@/lib/domain/zone/zone";
import { readZoneQuery } from "@/lib/domain/zone/zone-query";
import { ancestorsOf } from "@/lib/domain/zone/zone-tree";

/** Zones within zones within zones: more than any plant draws. */
const MAX_DEPTH = 8;

/**
 * The zone as it can be stored: realms by id, blocks in canonical form. Throws AppError("bad-request") with every field
 * that is wrong, or "conflict" when name or rules are another zone's.
 */
export async function checkZone(db: Sql, id: string, input: ZoneInput): Promise<NewZone> {
  const zone = readZone(await listSiteRows(db), id, input);
  const others = (await listZoneRows(db)).filter((it) => it.id !== id);
  refuseTaken(zone, others);
  refuseParent(zone, others);
  return zone;
}

/** The same without a look at other zones. */
export function readZone(sites: readonly SiteRow[], id: string, input: ZoneInput): NewZone {
  const invalidParams: { name: string; reason: string }[] = [];
  const site = sites.find((it) => it.id === input.siteId);
  if (!site) invalidParams.push({ name: "siteId", reason: "There is no such site any more. Choose another one." });
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
  const macs = input.macs.map(({ realm, prefix }, index) => {
    const canonical = parseMacPrefix(prefix);
    if (!canonical) {
      invalidParams.push({ name: `macs.${index}.prefix`, reason: "Write a MAC or its beginning, such as 00:1b:1b." });
    }
    return { realm: realmId(realm, `macs.${index}.realm`), prefix: canonical ?? "" };
  });
  for (const [index, text] of input.queries.entries()) {
    const { error } = readZoneQuery(text);
    if (error !== null) invalidParams.push({ name: `queries.${index}`, reason: error });
  }
  const roles = [...new Set(input.roles.map((it) => cleanText(it).toLowerCase()).filter(Boolean))];
  const queries = [...new Set(input.queries.map((it) => cleanText(it, MAX_QUERY_LENGTH)))];
  const [first] = invalidParams;
  if (first) throw new AppError("bad-request", first.reason, { invalidParams });
  return { ...input, id, criticality: input.criticality as ZoneCriticality, cidrs, vlans, macs, roles, queries };
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
    const mac = zone.macs.findIndex((it) => other.macs.some((o) => o.realm === it.realm && o.prefix === it.prefix));
    if (mac >= 0) throw conflict(`macs.${mac}.prefix`, `${zone.macs[mac]?.prefix} belongs to ${other.name} already.`);
    if (other.siteId !== zone.siteId) continue;
    const role = zone.roles.findIndex((it) => other.roles.includes(it));
    if (role >= 0) throw conflict(`roles.${role}`, `The role ${zone.roles[role]} belongs to ${other.name} already.`);
    const query = zone.queries.findIndex((it) => other.queries.includes(it));
    if (query >= 0) throw conflict(`queries.${query}`, `${zone.queries[query]} is a rule of ${other.name} already.`);
  }
}

/** A zone is part of a zone of its own site, and never of itself. */
export function refuseParent(zone: NewZone, others: readonly NewZone[]): void {
  if (zone.parentId === null) return;
  const wrong = (reason: string) =>
    new AppError("bad-request", reason, { invalidParams: [{ name: "parentId", reason }] });
  const parent = others.find((it) => it.id === zone.parentId);
  if (zone.parentId === zone.id) throw wrong("A zone cannot be part of itself.");
  if (!parent) throw wrong("The zone that it should be part of has been removed.");
  if (parent.siteId !== zone.siteId) throw wrong(`${parent.name} belongs to another site.`);
  const above = ancestorsOf(parent.id, [...others, zone]);
  if (above.includes(zone.id)) throw wrong(`${parent.name} is itself part of ${zone.name}.`);
  if (above.length + 1 >= MAX_DEPTH) throw wrong(`Zones are nested at most ${MAX_DEPTH} deep.`);
}

function conflict(name: string, reason: string): AppError {
  return new AppError("conflict", reason, { invalidParams: [{ name, reason }] });
}
