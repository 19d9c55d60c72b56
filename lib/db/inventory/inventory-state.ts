import "server-only";
import type { Sql } from "../sql";

export interface InventoryState {
  /** Hash of all that the inventory was last computed from; empty when it was changed since without computing it. */
  readonly inputs: string;
  /** Hash of what holds for every device; empty when it is not known. */
  readonly rules: string;
}

/** From what the inventory was last computed; null when it never was. The caller holds the inventory (`lockInventory`). */
export async function loadInventoryState(tx: Sql): Promise<InventoryState | null> {
  const [row] = await tx.query<InventoryState>("select inputs, rules from inventory_state");
  return row ?? null;
}

export async function saveInventoryState(tx: Sql, { inputs, rules }: InventoryState): Promise<void> {
  await tx.run(
    `insert into inventory_state (id, inputs, rules) values (1, $1, $2)
     on conflict (id) do update set inputs = excluded.inputs, rules = excluded.rules`,
    [inputs, rules],
  );
}

/** The inventory was changed without computing it anew: the next rebuild computes, even from the same inputs. */
export async function forgetInputs(tx: Sql): Promise<void> {
  await tx.run("update inventory_state set inputs = ''");
}
