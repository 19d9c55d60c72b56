import "server-only";
import { sql } from "../client";
import { isUnread, sameFile } from "../imports/unread-file";

export interface PostureNow {
  /** Without retired devices. */
  readonly devices: number;
  readonly riskMean: number;
  readonly unsanctioned: number;
  readonly exposed: number;
  /** Devices whose vendor and model or role are known. */
  readonly identified: number;
}

export interface PostureDayRow extends PostureNow {
  /** "2026-03-02" */
  readonly day: string;
}

export async function findPostureNow(): Promise<PostureNow> {
  const [row] = await sql.query<PostureNow>(
    `select count(*) as devices, coalesce(avg(risk_score), 0)::float8 as "riskMean",
            count(*) filter (where state = 'unsanctioned') as unsanctioned,
            count(*) filter (where is_exposed) as exposed,
            count(*) filter (where vendor is not null and (model is not null or role is not null)) as identified
       from device where state <> 'retired'`,
  );
  return row as PostureNow;
}

/**
 * The plant's posture on days on which something was computed, oldest first: the last of before `days` ago and all since.
 * None that is still to come: a clock that was ahead left them.
 */
export async function listPostureDays(days: number): Promise<PostureDayRow[]> {
  return sql.query<PostureDayRow>(
    `select to_char(day, 'YYYY-MM-DD') as day, risk_mean as "riskMean", devices, unsanctioned, exposed, identified
       from posture_day
      where scope = 'plant' and day >= coalesce(
        (select max(day) from posture_day where scope = 'plant' and day <= (now() at time zone 'UTC')::date - $1::int),
        '-infinity')
        and day <= (now() at time zone 'UTC')::date
      order by day`,
    [days],
  );
}

/** Living devices of which little can be seen. */
export interface BlindDevices {
  /** In no zone. */
  readonly unzoned: number;
  /** Known by address only, because a router stands before them or only a scanner saw them. */
  readonly withoutMac: number;
  readonly conflicted: number;
}

/** What ledgers of files say that was not read. */
export interface LedgerSums {
  /** Each counted once, however often it was brought in, and no more once it was read. */
  readonly failedFiles: number;
  readonly truncatedRecords: number;
  readonly malformedRecords: number;
}

export interface BlindSpotRow extends LedgerSums {
  readonly unconfirmedAddresses: number;
  readonly lastImportAt: Date | null;
}

/** What ended while the clock was ahead, by years perhaps, does not say how old the newest is. */
export async function findLastImportAt(): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date | null }>(
    "select max(finished_at) as at from import where state = 'done' and finished_at < now() + interval '1 day'",
  );
  return row?.at ?? null;
}

export async function countBlindDevices(): Promise<BlindDevices> {
  const [row] = await sql.query<BlindDevices>(
    `select count(*) filter (where zone_id is null) as unzoned,
            count(*) filter (where cardinality(macs) = 0) as "withoutMac",
            count(*) filter (where conflict_count > 0) as conflicted
       from device where state <> 'retired'`,
  );
  return row as BlindDevices;
}

/** Adds up over every file; `fileCoveragePrint` tells when it would be another answer. */
export async function sumLedgers(): Promise<LedgerSums> {
  const [row] = await sql.query<LedgerSums>(
    `select (select count(distinct ${sameFile("f")}) from import_file f where ${isUnread("f")}) as "failedFiles",
            coalesce(sum((ledger->>'truncated')::bigint), 0)::bigint as "truncatedRecords",
            coalesce(sum((ledger->>'malformed')::bigint), 0)::bigint as "malformedRecords"
       from import_file where state = 'read'`,
  );
  return row as LedgerSums;
}

export interface UnconfirmedRow {
  readonly realmId: string;
  readonly reason: string;
  readonly count: number;
  /** Some of the network cards and addresses. */
  readonly examples: readonly string[];
}

/** What was seen and is no device, by realm and reason. */
export async function listUnconfirmedAddresses(): Promise<UnconfirmedRow[]> {
  return sql.query<UnconfirmedRow>(
    'select realm_id as "realmId", reason, count, examples from unconfirmed_address order by count desc, reason, realm_id',
  );
}
