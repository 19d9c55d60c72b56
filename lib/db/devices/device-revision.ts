import "server-only";
import { sql } from "../client";

/** A number that is another after every change of any device, of their going, and of the flows between zones. */
export async function findInventoryRevision(): Promise<string> {
  const [row] = await sql.query<{ rev: string }>(
    `select coalesce((select max(rev) from device), 0) || ' ' || coalesce((select max(rev) from device_gone), 0) || ' '
            || coalesce((select max(rev) from flow_rollup_day), 0) as rev`,
  );
  return (row as { rev: string }).rev;
}
