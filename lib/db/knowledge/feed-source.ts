import "server-only";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import { sql } from "../client";
import type { Sql } from "../sql";

export type FeedResult = "waiting" | "new" | "unchanged" | "failed";

/** An address that a feed is fetched from, with what came of it last. */
export interface FeedSource {
  readonly id: string;
  readonly feed: FeedKind;
  readonly address: string;
  readonly intervalHours: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly triedAt: Date | null;
  readonly changedAt: Date | null;
  readonly result: FeedResult;
  readonly message: string;
  readonly nextAt: Date;
}

const COLUMNS = `id, feed, address, interval_hours as "intervalHours", created_at as "createdAt", created_by as "createdBy",
  etag, last_modified as "lastModified", tried_at as "triedAt", changed_at as "changedAt", result, message,
  next_at as "nextAt"`;

/** By feed, then address. */
export async function listFeedSources(db: Sql = sql): Promise<FeedSource[]> {
  return db.query<FeedSource>(`select ${COLUMNS} from feed_source order by feed, address`);
}

/** Those whose time has come, longest due first. */
export async function dueFeedSources(): Promise<FeedSource[]> {
  // A time beyond any that we set was set while the clock was ahead, by years perhaps.
  return sql.query<FeedSource>(
    `select ${COLUMNS} from feed_source
      where next_at <= now() or next_at > now() + make_interval(hours => interval_hours) + interval '1 day'
      order by next_at, id`,
  );
}

/** False when the address is there already. */
export async function insertFeedSource(
  tx: Sql,
  {
    id,
    feed,
    address,
    intervalHours,
    createdBy,
  }: Pick<FeedSource, "id" | "feed" | "address" | "intervalHours" | "createdBy">,
): Promise<boolean> {
  const added = await tx.run(
    `insert into feed_source (id, feed, address, interval_hours, created_by) values ($1, $2, $3, $4, $5)
     on conflict (address) do nothing`,
    [id, feed, address, intervalHours, createdBy],
  );
  return added > 0;
}

/** The one that went; null when there was none. */
export async function deleteFeedSource(tx: Sql, id: string): Promise<FeedSource | null> {
  const [row] = await tx.query<FeedSource>(`delete from feed_source where id = $1 returning ${COLUMNS}`, [id]);
  return row ?? null;
}

/** Makes it due at once; null when there is none. */
export async function makeFeedSourceDue(tx: Sql, id: string): Promise<FeedSource | null> {
  const [row] = await tx.query<FeedSource>(
    `update feed_source set next_at = now(), result = 'waiting' where id = $1 returning ${COLUMNS}`,
    [id],
  );
  return row ?? null;
}

/** What the servers sent is not in use: the next time all are asked for everything, whatever they said of its version. */
export async function forgetFeedVersions(db: Sql): Promise<void> {
  await db.run("update feed_source set etag = null, last_modified = null");
}

/** What came of asking; a failure keeps what the server said before. */
export async function saveFeedResult(
  id: string,
  outcome: {
    readonly result: Exclude<FeedResult, "waiting">;
    readonly message: string;
    readonly etag?: string | null;
    readonly lastModified?: string | null;
    readonly nextInMinutes: number;
  },
): Promise<void> {
  const { result, message, nextInMinutes } = outcome;
  await sql.run(
    `update feed_source set result = $2, message = $3, tried_at = now(),
            changed_at = case when $2 = 'new' then now() else changed_at end,
            etag = case when $2 = 'new' then $4 else etag end,
            last_modified = case when $2 = 'new' then $5 else last_modified end,
            next_at = now() + make_interval(mins => $6::int)
      where id = $1`,
    [id, result, message, outcome.etag ?? null, outcome.lastModified ?? null, nextInMinutes],
  );
}
