import "server-only";
import type { ContentFacts } from "@/lib/domain/device/content-facts";
import type { CopyCell } from "./copy-in";
import type { Sql } from "./sql";
import { storableText } from "./storable";

/** Content → hash of what it was when the inventory was last computed from it. */
export async function loadKnownContents(tx: Sql): Promise<Map<number, string>> {
  const rows = await tx.query<{ id: number; print: string }>("select content_id as id, print from inventory_content");
  return new Map(rows.map(({ id, print }) => [id, print]));
}

/** Decision → whether it had ended when the inventory was last computed with it. */
export async function loadKnownDecisions(tx: Sql): Promise<Map<string, boolean>> {
  const rows = await tx.query<{ id: string; hasEnded: boolean }>(
    `select decision_id as id, has_ended as "hasEnded" from inventory_decision`,
  );
  return new Map(rows.map(({ id, hasEnded }) => [id, hasEnded]));
}

/** Notes what the inventory is computed from now, in the place of what it was computed from before. */
export async function noteKnown(
  tx: Sql,
  contents: ReadonlyMap<number, string>,
  decisions: ReadonlyMap<string, boolean>,
): Promise<void> {
  await tx.run(
    `with it as (select * from unnest($1::bigint[], $2::text[]) as it(id, print)),
          gone as (delete from inventory_content where content_id not in (select id from it))
     insert into inventory_content as c (content_id, print) select id, print from it
     on conflict (content_id) do update set print = excluded.print where c.print <> excluded.print`,
    [[...contents.keys()], [...contents.values()]],
  );
  await tx.run(
    `with it as (select * from unnest($1::uuid[], $2::bool[]) as it(id, ended)),
          gone as (delete from inventory_decision where decision_id not in (select id from it))
     insert into inventory_decision as d (decision_id, has_ended) select id, ended from it
     on conflict (decision_id) do update set has_ended = excluded.has_ended where d.has_ended <> excluded.has_ended`,
    [[...decisions.keys()], [...decisions.values()]],
  );
}

/** Notes a content whose flows the inventory has already. */
export async function noteContent(tx: Sql, contentId: number, print: string): Promise<void> {
  await tx.run("insert into inventory_content (content_id, print) values ($1, $2)", [contentId, print]);
}

/** Notes decisions that the inventory follows already, without having been computed anew. */
export async function noteDecisions(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run(
    "insert into inventory_decision (decision_id, has_ended) select unnest($1::uuid[]), false on conflict do nothing",
    [ids],
  );
}

export interface StoredFacts {
  readonly contentId: number;
  readonly realm: string;
  readonly floods: readonly string[];
  readonly listeningFrom: readonly number[];
  readonly listeningTo: readonly number[];
}

/** The facts of all contents that have any, without their links. */
export async function loadContentFacts(tx: Sql): Promise<StoredFacts[]> {
  return tx.query<StoredFacts>(
    `select content_id as "contentId", realm_id as realm, floods, listening_from::float8[] as "listeningFrom",
            listening_to::float8[] as "listeningTo" from content_facts`,
  );
}

/** Writes the facts of a content, in the place of older ones. */
export async function saveContentFacts(tx: Sql, contentId: number, realm: string, facts: ContentFacts): Promise<void> {
  const { floods, listening, links } = facts;
  await removeContentFacts(tx, [contentId]);
  await tx.run(
    `insert into content_facts (content_id, realm_id, floods, listening_from, listening_to)
     values ($1, $2, $3::text[], $4::bigint[], $5::bigint[])`,
    [contentId, realm, floods, listening.map(({ fromUs }) => fromUs), listening.map(({ toUs }) => toUs)],
  );
  await tx.copyIn(
    "content_link (content_id, seq, link, mac, ip)",
    (function* (): Generator<CopyCell[]> {
      let seq = 0;
      for (const { link, mac, ip } of links) yield [contentId, seq++, storableText(link), mac, ip];
    })(),
  );
}

export async function removeContentFacts(tx: Sql, contentIds: readonly number[]): Promise<void> {
  if (contentIds.length === 0) return;
  await tx.run("delete from content_facts where content_id = any($1::bigint[])", [contentIds]);
  await tx.run("delete from content_link where content_id = any($1::bigint[])", [contentIds]);
}

/** All links of these contents. */
export async function loadLinksOf(tx: Sql, contentIds: readonly number[]): Promise<string[]> {
  const rows = await tx.query<{ link: string }>(
    "select distinct link from content_link where content_id = any($1::bigint[])",
    [contentIds],
  );
  return rows.map(({ link }) => link);
}

/** Who states one of these links, and in which content. */
export async function findLinkHolders(
  tx: Sql,
  links: readonly string[],
): Promise<{ contentId: number; mac: string | null; ip: string | null }[]> {
  if (links.length === 0) return [];
  return tx.query(`select content_id as "contentId", mac, ip from content_link where link = any($1::text[])`, [links]);
}
