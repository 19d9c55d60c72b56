import "server-only";
import type { ContentFacts, ContentLink } from "@/lib/domain/identity/content-facts";
import type { FloodBounds } from "@/lib/domain/identity/endpoints/flood-bounds";
import type { CopyCell } from "../copy-in";
import type { RowCounts } from "../imports/source-content";
import type { Sql } from "../sql";
import { storableText } from "../storable";
import { forgetReplacedRows } from "./replaced-row";

/** A content as the inventory was computed from it. */
export interface KnownContent {
  /** Hash of what it is called and where it belongs. */
  readonly print: string;
  /** Null when what has changed since is not kept. */
  readonly rows: RowCounts | null;
}

/** The contents that the inventory was last computed from. */
export async function loadKnownContents(tx: Sql): Promise<Map<number, KnownContent>> {
  const rows = await tx.query<{ id: number; print: string; observations: number | null; flows: number | null }>(
    "select content_id as id, print, observations, flows from inventory_content",
  );
  return new Map(
    rows.map(({ id, print, observations, flows }) => [
      id,
      { print, rows: observations === null || flows === null ? null : { observations, flows } },
    ]),
  );
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
  contents: ReadonlyMap<number, KnownContent>,
  decisions: ReadonlyMap<string, boolean>,
): Promise<void> {
  await tx.run(
    `with it as (select * from unnest($1::bigint[], $2::text[], $3::int[], $4::int[]) as it(id, print, observations, flows)),
          gone as (delete from inventory_content where content_id not in (select id from it))
     insert into inventory_content as c (content_id, print, observations, flows) select * from it
     on conflict (content_id)
     do update set print = excluded.print, observations = excluded.observations, flows = excluded.flows
      where (c.print, c.observations, c.flows) is distinct from (excluded.print, excluded.observations, excluded.flows)`,
    columnsOf(contents),
  );
  await forgetReplacedRows(tx, [...contents.keys()]);
  await noteKnownAt(tx, [...contents.keys()]);
  await tx.run(
    `with it as (select * from unnest($1::uuid[], $2::bool[]) as it(id, ended)),
          gone as (delete from inventory_decision where decision_id not in (select id from it))
     insert into inventory_decision as d (decision_id, has_ended) select id, ended from it
     on conflict (decision_id) do update set has_ended = excluded.has_ended where d.has_ended <> excluded.has_ended`,
    [[...decisions.keys()], [...decisions.values()]],
  );
}

function columnsOf(contents: ReadonlyMap<number, KnownContent>): unknown[] {
  const values = [...contents.values()];
  return [
    [...contents.keys()],
    values.map(({ print }) => print),
    values.map(({ rows }) => rows?.observations ?? null),
    values.map(({ rows }) => rows?.flows ?? null),
  ];
}

/** The past begins for a content when the inventory has it, not when its first row was stored. */
async function noteKnownAt(tx: Sql, contentIds: readonly number[]): Promise<void> {
  await tx.run(
    "update source_content set known_at = clock_timestamp() where known_at is null and id = any($1::bigint[])",
    [contentIds],
  );
}

/** Notes a content whose flows the inventory has already. */
export async function noteContent(tx: Sql, contentId: number, content: KnownContent): Promise<void> {
  await tx.run(
    `insert into inventory_content (content_id, print, observations, flows)
     select * from unnest($1::bigint[], $2::text[], $3::int[], $4::int[])`,
    columnsOf(new Map([[contentId, content]])),
  );
}

/** What of these contents has changed since the inventory was computed is not kept any more: where it has, the whole is needed. */
export async function forgetChanges(tx: Sql, contentIds: readonly number[]): Promise<void> {
  await tx.run(
    `update inventory_content k set flows = null from source_content c
      where c.id = k.content_id and c.id = any($1::bigint[])
        and (k.observations <> c.committed_observations or k.flows <> c.committed_flows)`,
    [contentIds],
  );
  await forgetReplacedRows(tx, contentIds);
}

/** Notes decisions that the inventory follows already, without having been computed anew. */
export async function noteDecisions(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run(
    "insert into inventory_decision (decision_id, has_ended) select unnest($1::uuid[]), false on conflict do nothing",
    [ids],
  );
}

/** Forgets decisions that somebody took back, where the inventory follows that already. */
export async function forgetDecisions(tx: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.run("delete from inventory_decision where decision_id = any($1::uuid[])", [ids]);
}

export interface StoredFacts {
  readonly contentId: number;
  readonly realm: string;
  readonly floods: readonly string[];
  readonly listeningFrom: readonly number[];
  readonly listeningTo: readonly number[];
  /** Null where the content is a file, which does not grow. */
  readonly crowds: Readonly<Record<string, number>> | null;
}

/** The facts of all contents that have any, without their links. */
export async function loadContentFacts(tx: Sql): Promise<StoredFacts[]> {
  return tx.query<StoredFacts>(
    `select content_id as "contentId", realm_id as realm, floods, listening_from::float8[] as "listeningFrom",
            listening_to::float8[] as "listeningTo", crowds from content_facts`,
  );
}

/** Writes the facts of a content, in the place of older ones; with the bounds of its crowds when it may grow. */
export async function saveContentFacts(
  tx: Sql,
  contentId: number,
  realm: string,
  facts: ContentFacts,
  crowds: FloodBounds | null = null,
): Promise<void> {
  const { floods, listening, links } = facts;
  await removeContentFacts(tx, [contentId]);
  await tx.run(
    `insert into content_facts (content_id, realm_id, floods, listening_from, listening_to, crowds)
     values ($1, $2, $3::text[], $4::bigint[], $5::bigint[], $6::jsonb)`,
    [contentId, realm, floods, ...spansOf(listening), crowds && JSON.stringify(Object.fromEntries(crowds))],
  );
  await copyLinks(tx, contentId, 0, links);
}

/** Writes what is new in the facts of a content that grew: its spans and crowds as they are now, links that came to it. */
export async function growContentFacts(
  tx: Sql,
  contentId: number,
  { listening, links, crowds }: Pick<ContentFacts, "listening" | "links"> & { readonly crowds: FloodBounds },
): Promise<void> {
  await tx.run(
    "update content_facts set listening_from = $2::bigint[], listening_to = $3::bigint[], crowds = $4::jsonb where content_id = $1",
    [contentId, ...spansOf(listening), JSON.stringify(Object.fromEntries(crowds))],
  );
  const known = await tx.query<ContentLink>(
    "select link, mac, ip from content_link where content_id = $1 and link = any($2::text[])",
    [contentId, [...new Set(links.map(({ link }) => storableText(link)))]],
  );
  const keyOf = ({ link, mac, ip }: ContentLink) => `${storableText(link)}\n${mac}\n${ip}`;
  const have = new Set(known.map(keyOf));
  const [last] = await tx.query<{ seq: number | null }>(
    "select max(seq) as seq from content_link where content_id = $1",
    [contentId],
  );
  await copyLinks(
    tx,
    contentId,
    (last?.seq ?? -1) + 1,
    links.filter((it) => !have.has(keyOf(it))),
  );
}

const spansOf = (listening: ContentFacts["listening"]) => [
  listening.map(({ fromUs }) => fromUs),
  listening.map(({ toUs }) => toUs),
];

async function copyLinks(tx: Sql, contentId: number, from: number, links: readonly ContentLink[]): Promise<void> {
  await tx.copyIn(
    "content_link (content_id, seq, link, mac, ip)",
    (function* (): Generator<CopyCell[]> {
      let seq = from;
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
