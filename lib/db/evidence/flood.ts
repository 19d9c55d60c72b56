import "server-only";
import { FLOOD_GAP_US, type Flood } from "@/lib/domain/alert/alert";
import type { FloodSummary } from "@/lib/domain/identity/endpoints/thin-flood";
import { sql } from "../client";
import { SOURCES_PRINT } from "../imports/sources-print";
import { printOfRows, readPrint } from "../print";
import type { Sql } from "../sql";

/** Keeps what a content shows of a flood; reading it again changes nothing that people said to it. */
export async function saveFlood(tx: Sql, contentId: number, flood: FloodSummary): Promise<void> {
  const { addresses, kept, frames, firstSeenUs, lastSeenUs, position, examples } = flood;
  await tx.run(
    `insert into flood (content_id, addresses, kept, frames, first_seen_us, last_seen_us, position, examples)
     values ($1, $2, $3, $4, $5, $6, $7, $8::text[]) on conflict (content_id) do nothing`,
    [contentId, addresses, kept, frames, firstSeenUs, lastSeenUs, position, examples],
  );
}

/**
 * Adds what an interval of a live sensor shows of a flood to what its day shows. What was looked into opens again when
 * the flood comes back after a pause.
 */
export async function addFlood(tx: Sql, contentId: number, flood: FloodSummary): Promise<void> {
  const { addresses, kept, frames, firstSeenUs, lastSeenUs, position, examples } = flood;
  const isBack = "excluded.first_seen_us > flood.last_seen_us + $9::bigint";
  await tx.run(
    `insert into flood (content_id, addresses, kept, frames, first_seen_us, last_seen_us, position, examples)
     values ($1, $2, $3, $4, $5, $6, $7, $8::text[])
     on conflict (content_id) do update set
       addresses = flood.addresses + excluded.addresses, kept = flood.kept + excluded.kept,
       frames = flood.frames + excluded.frames,
       first_seen_us = least(flood.first_seen_us, excluded.first_seen_us),
       last_seen_us = greatest(flood.last_seen_us, excluded.last_seen_us),
       acknowledged_at = case when ${isBack} then null else flood.acknowledged_at end,
       acknowledged_by = case when ${isBack} then null else flood.acknowledged_by end,
       acknowledgement = case when ${isBack} then null else flood.acknowledgement end`,
    [contentId, addresses, kept, frames, firstSeenUs, lastSeenUs, position, examples, FLOOD_GAP_US],
  );
}

/** A text that is another after anything has changed that `listFloods` reads. */
export async function floodsPrint(): Promise<string> {
  const said = "f.addresses, f.frames, f.first_seen_us, f.last_seen_us, f.acknowledged_at, f.acknowledged_by";
  const floods = printOfRows(
    "flood f join source_content c on c.id = f.content_id",
    `f.content_id, c.is_complete, ${said}, f.acknowledgement`,
  );
  return readPrint([SOURCES_PRINT, floods]);
}

/** Floods of contents that have been read to their end. */
export async function listFloods(db: Sql = sql): Promise<Flood[]> {
  return db.query<Flood>(
    `select f.content_id as "contentId", s.name as site, r.name as realm, n.name as sensor, i.id as "importId",
            c.file_name as "fileName", f.addresses, f.frames, f.first_seen_us as "firstSeenUs",
            f.last_seen_us as "lastSeenUs", f.position, f.examples, f.acknowledged_at as "acknowledgedAt",
            f.acknowledged_by as "acknowledgedBy", f.acknowledgement
       from flood f
       join source_content c on c.id = f.content_id
       join realm r on r.id = c.realm_id
       join site s on s.id = r.site_id
       left join lateral (select i.id, i.sensor_id from import_file x join import i on i.id = x.import_id
                           where x.content_id = c.id order by i.created_at, i.id limit 1) i on true
       left join sensor n on n.id = coalesce(c.sensor_id, i.sensor_id)
      where c.is_complete order by f.content_id`,
  );
}

export async function acknowledgeFloods(
  tx: Sql,
  contentIds: readonly number[],
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<void> {
  await tx.run(
    `update flood set acknowledged_at = now(), acknowledged_by = $2, acknowledgement = $3
      where content_id = any($1::bigint[]) and acknowledged_at is null`,
    [contentIds, by, reason],
  );
}
