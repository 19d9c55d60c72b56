import "server-only";
import { sql } from "../client";
import type { Sql } from "../sql";
import { storableJson } from "../storable";

export interface SavedViewRow {
  readonly id: string;
  readonly name: string;
  readonly userId: string | null;
  readonly actor: string;
  readonly isShared: boolean;
  /** The URL keys of the list as they were saved. */
  readonly search: unknown;
  readonly columns: readonly string[];
}

const COLUMNS = 'id, name, user_id as "userId", actor, is_shared as "isShared", search, columns';

/** A user's own views and the shared ones, by name. */
export async function listSavedViewRows(userId: string | null): Promise<SavedViewRow[]> {
  return sql.query<SavedViewRow>(
    `select ${COLUMNS} from saved_view where is_shared or user_id is not distinct from $1::uuid order by lower(name), id`,
    [userId],
  );
}

export async function findSavedView(tx: Sql, id: string): Promise<SavedViewRow | null> {
  const [row] = await tx.query<SavedViewRow>(`select ${COLUMNS} from saved_view where id = $1 for update`, [id]);
  return row ?? null;
}

export async function countSavedViews(tx: Sql, userId: string | null): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*) as count from saved_view where user_id is not distinct from $1::uuid",
    [userId],
  );
  return row?.count ?? 0;
}

export async function insertSavedView(tx: Sql, view: SavedViewRow): Promise<void> {
  await tx.run(
    "insert into saved_view (id, name, user_id, actor, is_shared, search, columns) values ($1, $2, $3, $4, $5, $6, $7)",
    [view.id, view.name, view.userId, view.actor, view.isShared, storableJson(view.search), view.columns],
  );
}

export async function deleteSavedViewRow(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from saved_view where id = $1", [id]);
}
