import "server-only";
import { sql } from "./client";

/** Tables that readers follow by revision, and where their triggers write what is no more. */
const FOLLOWED = [
  { table: "device", gone: "device_gone", id: "device_id" },
  { table: "finding", gone: "finding_gone", id: "finding_id" },
] as const;

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
