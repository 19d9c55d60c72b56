import "server-only";
import { sql } from "./client";
import type { Sql } from "./sql";

/** The stored value as it stands; undefined while nobody has changed it. The caller checks its shape. */
export async function findSetting(key: string, tx: Sql = sql): Promise<unknown> {
  const [row] = await tx.query<{ value: unknown }>("select value from setting where key = $1", [key]);
  return row?.value;
}

export async function putSetting(tx: Sql, key: string, value: unknown, updatedBy: string): Promise<void> {
  await tx.run(
    `insert into setting (key, value, updated_by) values ($1, $2::jsonb, $3)
     on conflict (key) do update set value = excluded.value, updated_by = excluded.updated_by, updated_at = now()`,
    [key, JSON.stringify(value), updatedBy],
  );
}
