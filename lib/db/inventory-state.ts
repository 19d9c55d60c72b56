import "server-only";
import type { Sql } from "./sql";

/**
 * Notes from what the inventory is being computed. False when it already was computed from exactly that, so that there
 * is nothing to do. The caller holds INVENTORY_LOCK.
 */
export async function noteInputs(tx: Sql, inputs: string): Promise<boolean> {
  const written = await tx.run(
    `insert into inventory_state as s (id, inputs) values (1, $1)
     on conflict (id) do update set inputs = excluded.inputs where s.inputs <> excluded.inputs`,
    [inputs],
  );
  return written > 0;
}
