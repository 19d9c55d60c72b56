import "server-only";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import type { KeptFile } from "@/lib/domain/setting/capture-retention";
import { sql } from "../client";
import type { Sql } from "../sql";

export interface KeptSourceRow {
  readonly sha256: string;
  readonly format: string;
  readonly mode: KeepMode;
  readonly remark: string | null;
  readonly records: number;
  readonly bytes: number;
  readonly keptAt: Date;
  readonly goneAt: Date | null;
  readonly goneReason: string | null;
}

const SELECT = `select sha256, format, mode, remark, records, bytes, kept_at as "keptAt", gone_at as "goneAt",
                       gone_reason as "goneReason" from kept_source`;

/** null when the content was read before anything was kept, or was never read here. */
export async function findKeptSource(sha256: string, from: Sql = sql): Promise<KeptSourceRow | null> {
  const [row] = await from.query<KeptSourceRow>(`${SELECT} where sha256 = $1`, [sha256]);
  return row ?? null;
}

export async function putKeptSource(
  tx: Sql,
  row: Pick<KeptSourceRow, "sha256" | "format" | "mode" | "remark" | "records" | "bytes">,
): Promise<void> {
  await tx.run(
    `insert into kept_source (sha256, format, mode, remark, records, bytes) values ($1, $2, $3, $4, $5, $6)
     on conflict (sha256) do update set format = excluded.format, mode = excluded.mode, remark = excluded.remark,
       records = excluded.records, bytes = excluded.bytes, kept_at = now(), gone_at = null, gone_reason = null`,
    [row.sha256, row.format, row.mode, row.remark, row.records, row.bytes],
  );
}

/** Those whose file is there. */
export async function listKeptFiles(from: Sql = sql): Promise<KeptFile[]> {
  return from.query<KeptFile>(
    `select sha256, bytes, (extract(epoch from kept_at) * 1000)::float8 as "keptAtMs" from kept_source
      where gone_at is null and mode <> 'none'`,
  );
}

/** False when it is gone already, or was kept anew since `keptAtMs`. */
export async function markGone(
  tx: Sql,
  { sha256, keptAtMs }: Pick<KeptFile, "sha256" | "keptAtMs">,
  reason: string,
): Promise<boolean> {
  const rows = await tx.run(
    `update kept_source set gone_at = now(), gone_reason = $3, bytes = 0
      where sha256 = $1 and gone_at is null and (extract(epoch from kept_at) * 1000)::float8 = $2`,
    [sha256, keptAtMs, reason],
  );
  return rows > 0;
}

const IS_ORPHAN = `gone_at is null and mode <> 'none'
        and not exists (select 1 from source_content c where c.sha256 = k.sha256)`;

/** False when it is gone already, or a realm has its content again. */
export async function markOrphanGone(tx: Sql, sha256: string, reason: string): Promise<boolean> {
  const rows = await tx.run(
    `update kept_source k set gone_at = now(), gone_reason = $2, bytes = 0 where sha256 = $1 and ${IS_ORPHAN}`,
    [sha256, reason],
  );
  return rows > 0;
}

/** Kept sources whose content no realm has any more: their import was withdrawn. */
export async function listOrphans(from: Sql = sql): Promise<string[]> {
  const rows = await from.query<{ sha256: string }>(`select sha256 from kept_source k where ${IS_ORPHAN}`);
  return rows.map((row) => row.sha256);
}

export interface KeptUsage {
  readonly sources: number;
  readonly bytes: number;
  readonly oldestAt: Date | null;
  readonly goneSources: number;
}

export async function findKeptUsage(): Promise<KeptUsage> {
  const [row] = await sql.query<KeptUsage>(
    `select count(*) filter (where gone_at is null and mode <> 'none') as sources,
            coalesce(sum(bytes) filter (where gone_at is null), 0)::bigint as bytes,
            min(kept_at) filter (where gone_at is null and mode <> 'none') as "oldestAt",
            count(*) filter (where gone_at is not null) as "goneSources"
       from kept_source`,
  );
  return row as KeptUsage;
}

/** Whether any content with this hash was taken in, and what it is called. */
export async function findContentName(sha256: string): Promise<{ fileName: string; format: string } | null> {
  const [row] = await sql.query<{ fileName: string; format: string }>(
    `select file_name as "fileName", format from source_content where sha256 = $1 and is_complete order by id limit 1`,
    [sha256],
  );
  return row ?? null;
}
