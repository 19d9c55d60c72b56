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

/** The inventory was changed without computing it anew: the next rebuild computes, even from the same inputs. */
export async function forgetInputs(tx: Sql): Promise<void> {
  await tx.run("update inventory_state set inputs = ''");
}
