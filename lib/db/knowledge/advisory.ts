import "server-only";
import type { Sql } from "../sql";
import { storableJson } from "../storable";

/** An advisory as lists show it; the document is a knowledge file. */
export interface AdvisoryRecord {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  /** ISO 8601. */
  readonly releasedAt: string | null;
  readonly vendors: readonly string[];
  readonly cves: readonly string[];
  readonly cvss: number | null;
  readonly isKev: boolean;
  readonly epss: number | null;
  readonly leaves: number;
  readonly contentHash: string;
  /** File in knowledge_file. */
  readonly sha256: string;
}

const BATCH_ROWS = 500;

const UPSERT = `
  insert into advisory (id, publisher, title, released_at, vendors, cves, cvss, is_kev, epss, leaves, content_hash, sha256)
  select r->>'id', r->>'publisher', r->>'title', (r->>'releasedAt')::timestamptz,
         array(select jsonb_array_elements_text(r->'vendors')), array(select jsonb_array_elements_text(r->'cves')),
         (r->>'cvss')::float8, (r->>'isKev')::bool, (r->>'epss')::float8, (r->>'leaves')::int, r->>'contentHash', r->>'sha256'
    from unnest($1::jsonb[]) as it(r)
  on conflict (id) do update set publisher = excluded.publisher, title = excluded.title,
    released_at = excluded.released_at, vendors = excluded.vendors, cves = excluded.cves, cvss = excluded.cvss,
    is_kev = excluded.is_kev, epss = excluded.epss, leaves = excluded.leaves, sha256 = excluded.sha256,
    content_hash = excluded.content_hash,
    changed_at = case when advisory.content_hash = excluded.content_hash then advisory.changed_at else now() end`;

/** Makes the table hold exactly these; `changed_at` moves when a document's content did, whatever its revision says. */
export async function replaceAdvisories(tx: Sql, advisories: readonly AdvisoryRecord[]): Promise<void> {
  await tx.run("delete from advisory where id <> all($1::text[])", [advisories.map(({ id }) => id)]);
  for (let at = 0; at < advisories.length; at += BATCH_ROWS) {
    await tx.run(UPSERT, [advisories.slice(at, at + BATCH_ROWS).map(storableJson)]);
  }
}
