import "server-only";
import type { Presence, Rhythm } from "@/lib/domain/device/presence";
import { minOf } from "@/lib/domain/long-lists";
import type { TimeUs } from "@/lib/domain/observation";
import type { CopyCell } from "../copy-in";
import type { Sql } from "../sql";

export interface DeviceRhythmRow {
  readonly deviceId: string;
  readonly rhythm: Rhythm;
  readonly presence: Presence | null;
}

/** Puts these in the place of what was kept of the devices `of`; null means of all. */
export async function replaceRhythms(
  tx: Sql,
  of: readonly string[] | null,
  rows: readonly DeviceRhythmRow[],
): Promise<void> {
  if (of) await tx.run("delete from device_rhythm where device_id = any($1::uuid[])", [of]);
  else await tx.run("delete from device_rhythm");
  await tx.copyIn(
    "device_rhythm (device_id, realm_id, start_us, last_us, heard_us, quiet_after_us, gone_after_us, presence)",
    (function* (): Generator<CopyCell[]> {
      for (const { deviceId, rhythm, presence } of rows) {
        const { realm, startUs, lastUs, heardUs, quietAfterUs, goneAfterUs } = rhythm;
        yield [deviceId, realm, startUs, lastUs, heardUs, quietAfterUs, goneAfterUs, presence];
      }
    })(),
  );
}

/** How a realm is listened to now, and in which times it was not before. */
export interface ListeningChange {
  readonly realm: string;
  readonly totalUs: number;
  readonly endUs: TimeUs;
  /** Spans in which somebody is known to have listened, or (`isLess`) no longer is. */
  readonly spans: readonly { readonly fromUs: TimeUs; readonly toUs: TimeUs; readonly isLess: boolean }[];
}

/** Adds what was listened to before a device was ever heard: its silence is not touched by that. */
export async function shiftRhythms(tx: Sql, { realm, spans }: ListeningChange): Promise<void> {
  if (spans.length === 0) return;
  const earliestUs = minOf(spans.map(({ toUs }) => toUs));
  await tx.run(
    `update device_rhythm r
        set heard_us = heard_us + (select sum(it.length_us) from unnest($2::float8[], $3::float8[]) as it(to_us, length_us)
                                    where it.to_us <= r.start_us)
      where realm_id = $1 and heard_us is not null and start_us >= $4`,
    [
      realm,
      spans.map(({ toUs }) => toUs),
      spans.map(({ fromUs, toUs, isLess }) => (isLess ? fromUs - toUs : toUs - fromUs)),
      earliestUs,
    ],
  );
}

/**
 * Devices of the realm whose presence may be another one now: they are silent for long enough, their own time was
 * listened to more closely than before, or nobody had listened at all.
 */
export async function findRestlessDevices(
  tx: Sql,
  { realm, totalUs, endUs, spans }: ListeningChange,
  dayUs: number,
  limit: number,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select device_id as id from device_rhythm r
      where realm_id = $1
        and (heard_us is null
             or presence is distinct from (case when $2 - heard_us <= quiet_after_us then 'active'
                    when $3 - last_us >= $4 and $2 - heard_us > gone_after_us then 'gone' else 'quiet' end)
             or exists (select 1 from unnest($5::float8[], $6::float8[]) as it(from_us, to_us)
                         where it.from_us < r.last_us and it.to_us > r.start_us))
      limit $7`,
    [realm, totalUs, endUs, dayUs, spans.map((it) => it.fromUs), spans.map((it) => it.toUs), limit],
  );
  return rows.map(({ id }) => id);
}
