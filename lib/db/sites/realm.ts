import "server-only";
import { randomUUID } from "node:crypto";
import { uuidOf } from "@/lib/domain/uuid-of";
import type { Sql } from "../sql";

export interface RealmRef {
  readonly siteId: string;
  readonly realmId: string;
  readonly isNewSite: boolean;
  readonly isNewRealm: boolean;
}

/**
 * The site and realm of these names, made when they are new. Ids come from the names, so that two installations give
 * the same devices the same ids; a name that was renamed away and used again gets an id by chance.
 */
export async function ensureRealm(tx: Sql, site: string, realm: string): Promise<RealmRef> {
  const foundSite = await idOf(tx, "select id from site where name = $1", [site]);
  const siteId = foundSite ?? (await insertSite(tx, site));
  const foundRealm = await idOf(tx, "select id from realm where site_id = $1 and name = $2", [siteId, realm]);
  const realmId = foundRealm ?? (await insertRealm(tx, siteId, site, realm));
  return { siteId, realmId, isNewSite: foundSite === null, isNewRealm: foundRealm === null };
}

/** The sensor of this name in the realm, made when it is new. */
export async function ensureSensor(tx: Sql, realmId: string, name: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into sensor (id, realm_id, name) values ($1, $2, $3)
     on conflict (realm_id, name) do update set name = excluded.name returning id`,
    [randomUUID(), realmId, name],
  );
  return (row as { id: string }).id;
}

async function insertSite(tx: Sql, name: string): Promise<string> {
  const id = await freeId(tx, "site", uuidOf(`site|${name}`));
  await tx.run("insert into site (id, name) values ($1, $2) on conflict do nothing", [id, name]);
  return (await idOf(tx, "select id from site where name = $1", [name])) as string;
}

async function insertRealm(tx: Sql, siteId: string, site: string, name: string): Promise<string> {
  const id = await freeId(tx, "realm", uuidOf(`realm|${site}|${name}`));
  await tx.run("insert into realm (id, site_id, name) values ($1, $2, $3) on conflict do nothing", [id, siteId, name]);
  return (await idOf(tx, "select id from realm where site_id = $1 and name = $2", [siteId, name])) as string;
}

async function freeId(tx: Sql, table: "site" | "realm", id: string): Promise<string> {
  return (await idOf(tx, `select id from ${table} where id = $1`, [id])) === null ? id : randomUUID();
}

async function idOf(tx: Sql, text: string, values: readonly unknown[]): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(text, values);
  return row?.id ?? null;
}
