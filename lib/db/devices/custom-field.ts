import "server-only";
import type { CustomField } from "@/lib/domain/device/custom-field";
import { sql } from "../client";
import type { Sql } from "../sql";

/** The installation's own fields, oldest first. */
export async function listCustomFields(db: Sql = sql): Promise<CustomField[]> {
  return db.query<CustomField>("select key, title, type, choices from custom_field order by created_at, key");
}

export async function putCustomFieldRow(tx: Sql, { key, title, type, choices }: CustomField): Promise<void> {
  await tx.run(
    `insert into custom_field (key, title, type, choices) values ($1, $2, $3, $4)
     on conflict (key) do update set title = excluded.title, choices = excluded.choices`,
    [key, title, type, choices],
  );
}

/** Whether there was such a field. Values that people set stay decisions, and show again with a field of that key. */
export async function deleteCustomFieldRow(tx: Sql, key: string): Promise<boolean> {
  return (await tx.run("delete from custom_field where key = $1", [key])) > 0;
}
