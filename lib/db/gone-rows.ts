import "server-only";
import { sql } from "./client";
import type { FollowedTable } from "./read-changes";

/** So many rows are kept of each: who is further behind than that reads about as much when it reads everything anew. */
const MOST_KEPT = 100_000;

/** Tables that readers follow by revision, and where their triggers write what is no more. */
const FOLLOWED: readonly { readonly table: FollowedTable; readonly gone: string; readonly id: string }[] = [
  { table: "device", gone: "device_gone", id: "device_id" },
  { table: "finding", gone: "finding_gone", id: "finding_id" },
];

/**
 * Lets go of what a later revision of the same id overtakes: it is there again, or went once more. Whoever follows comes
 * to the later one in any case, and to nothing else by it. The newest row stays, as revisions are told by it.
 *
 * @returns how many rows went
 */
export async function forgetOvertakenGone(): Promise<number> {
  let forgotten = 0;
  for (const { table, gone, id } of FOLLOWED) {
    forgotten += await sql.run(
      // The newest of each id are told once: to look for a later row beside each would read the table once per row.
      `delete from ${gone} g using (select ${id} as id, max(rev) as rev from ${gone} group by 1) newest
        where newest.id = g.${id} and g.rev < (select max(rev) from ${gone})
          and (g.rev < newest.rev or exists (select 1 from ${table} t where t.id = g.${id} and t.rev > g.rev))`,
    );
  }
  return forgotten;
}

/**
 * Lets the oldest rows go where there are more than `most`, whether or not what they tell of ever comes again, and notes up
 * to which revision that was: whoever has not read so far reads everything anew (`followChanges`).
 *
 * @returns how many rows went
 */
export async function forgetOldestGone(most: number = MOST_KEPT): Promise<number> {
  let forgotten = 0;
  for (const { table, gone } of FOLLOWED) {
    // One statement, so that nobody ever sees the rows gone and the mark missing.
    forgotten += await sql.run(
      `with floor as (
         insert into gone_floor as f (followed, rev) (select $1, rev from ${gone} order by rev desc offset $2 limit 1)
         on conflict (followed) do update set rev = greatest(f.rev, excluded.rev) returning rev)
       delete from ${gone} where rev <= (select rev from floor)`,
      [table, most],
    );
  }
  return forgotten;
}
