import "server-only";
import type { CheckResult, SignatureState } from "@/lib/domain/firmware/firmware-check";
import { sql } from "../client";
import type { Sql } from "../sql";
import { containsPattern, SqlParameters } from "../sql-parameters";

export interface NewFirmwareCheck {
  readonly actor: string;
  readonly userId: string | null;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly vendor: string | null;
  readonly product: string;
  readonly version: string;
  readonly publishedSha256: string | null;
  readonly publishedAt: string | null;
  readonly result: CheckResult;
  readonly signature: SignatureState;
  readonly signer: string | null;
  readonly note: string;
  readonly origin: "browser" | "command-line";
}

export interface FirmwareCheckRecord extends NewFirmwareCheck {
  readonly id: number;
  readonly at: Date;
  /** Other records of the same file name, product and version that have another hash. */
  readonly otherHashes: number;
}

const SELECT = `select c.id, c.at, c.actor, c.user_id as "userId", c.file_name as "fileName", c.bytes, c.sha256, c.vendor,
    c.product, c.version, c.published_sha256 as "publishedSha256", c.published_at as "publishedAt", c.result,
    c.signature, c.signer, c.note, c.origin,
    (select count(*)::int from firmware_check o
      where lower(o.product) = lower(c.product) and lower(o.version) = lower(c.version) and o.sha256 <> c.sha256
        and o.file_name = c.file_name) as "otherHashes"
  from firmware_check c`;

/** Its id. Nothing can change or delete it afterwards. */
export async function insertFirmwareCheck(tx: Sql, it: NewFirmwareCheck): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `insert into firmware_check (actor, user_id, file_name, bytes, sha256, vendor, product, version, published_sha256,
                                 published_at, result, signature, signer, note, origin)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id`,
    [
      ...[it.actor, it.userId, it.fileName, it.bytes, it.sha256, it.vendor, it.product, it.version],
      ...[it.publishedSha256, it.publishedAt, it.result, it.signature, it.signer, it.note, it.origin],
    ],
  );
  return (row as { id: number }).id;
}

export async function findFirmwareCheck(id: number, db: Sql = sql): Promise<FirmwareCheckRecord | null> {
  const [row] = await db.query<FirmwareCheckRecord>(`${SELECT} where c.id = $1`, [id]);
  return row ?? null;
}

/** Newest first; every word stands in file name, product, version, maker or hash. */
export async function listFirmwareChecks(
  words: readonly string[],
  before: number | null,
  limit: number,
): Promise<FirmwareCheckRecord[]> {
  const parameters = new SqlParameters();
  const conditions = ["true"];
  if (before !== null) conditions.push(`c.id < ${parameters.add(before)}`);
  if (words.length > 0) {
    conditions.push(`lower(concat_ws(' ', c.file_name, c.vendor, c.product, c.version, c.sha256)) like
      all (${parameters.add(words.map((word) => containsPattern(word.toLowerCase())))}::text[])`);
  }
  return sql.query<FirmwareCheckRecord>(
    `${SELECT} where ${conditions.join(" and ")} order by c.id desc limit ${parameters.add(limit)}`,
    parameters.values,
  );
}
