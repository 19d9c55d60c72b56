import { sql } from "@/lib/db/client";

/** Says that the content was taken in then: its rows follow its id into the table of the month. Returns the new id. */
export async function backdateContent(contentId: number, at: Date): Promise<number> {
  const id = (at.getUTCFullYear() * 100 + at.getUTCMonth() + 1) * 1e9 + (contentId % 1e9);
  await sql.run("update source_content set id = $2, created_at = $3, known_at = $3 where id = $1", [contentId, id, at]);
  for (const table of ["inventory_content", "content_facts", "flow_rollup", "conversation"]) {
    await sql.run(`update ${table} set content_id = $2 where content_id = $1`, [contentId, id]);
  }
  return id;
}
