import "server-only";
import type { SessionAnswer } from "@/lib/domain/exposure/session-items";
import { sql } from "../client";
import { microsecondsOf } from "../microseconds";
import { printOfTable, readPrint } from "../print";
import type { Sql } from "../sql";
import { storableText } from "../storable";

/** All answers that nobody took back. */
export async function loadSessionAnswers(db: Sql = sql): Promise<SessionAnswer[]> {
  return db.query<SessionAnswer>(
    `select id, item_id as "itemId", seen_up_to_us as "seenUpToUs", reason, actor,
            ${microsecondsOf("at")} as "atUs"
       from session_answer where undone_at is null order by at, id`,
  );
}

/** A text that is another after one is given or taken back. */
export async function sessionAnswersPrint(): Promise<string> {
  return readPrint([printOfTable("session_answer")]);
}

export async function insertSessionAnswer(
  tx: Sql,
  it: {
    readonly id: string;
    readonly itemId: string;
    readonly seenUpToUs: number | null;
    readonly reason: string;
    readonly userId: string | null;
    readonly actor: string;
  },
): Promise<void> {
  await tx.run(
    "insert into session_answer (id, item_id, seen_up_to_us, reason, user_id, actor) values ($1, $2, $3, $4, $5, $6)",
    [it.id, it.itemId, it.seenUpToUs, storableText(it.reason), it.userId, it.actor],
  );
}

/** False when there is no such answer; one that was taken back stays so. */
export async function undoSessionAnswer(tx: Sql, id: string, actor: string): Promise<boolean> {
  const count = await tx.run(
    "update session_answer set undone_at = coalesce(undone_at, now()), undone_by = coalesce(undone_by, $2) where id = $1",
    [id, actor],
  );
  return count > 0;
}
