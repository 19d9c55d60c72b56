import "server-only";
import type { OutboundAnswer } from "@/lib/domain/exposure/outbound-queue";
import { sql } from "../client";
import { microsecondsOf } from "../microseconds";
import { printOfTable, readPrint } from "../print";
import type { Sql } from "../sql";
import { storableText } from "../storable";

/** All answers that nobody took back. */
export async function loadOutboundAnswers(db: Sql = sql): Promise<OutboundAnswer[]> {
  return db.query<OutboundAnswer>(
    `select id, kind_key as "kindKey", destination, verdict, needed_by as "neededBy", reason,
            ${microsecondsOf("expires_at")} as "expiresAtUs", actor,
            ${microsecondsOf("at")} as "atUs"
       from outbound_answer where undone_at is null order by at, id`,
  );
}

/** A text that is another after one is given or taken back. */
export async function outboundAnswersPrint(): Promise<string> {
  return readPrint([printOfTable("outbound_answer")]);
}

export interface NewOutboundAnswer {
  readonly id: string;
  readonly kindKey: string;
  readonly destination: string;
}

/** Writes one answer for several questions, under the group by which they can be taken back together. */
export async function insertOutboundAnswers(
  tx: Sql,
  questions: readonly NewOutboundAnswer[],
  said: {
    readonly groupId: string;
    readonly verdict: string;
    readonly neededBy: string | null;
    readonly reason: string;
    readonly expiresAt: string | null;
    readonly userId: string | null;
    readonly actor: string;
  },
): Promise<void> {
  await tx.run(
    `insert into outbound_answer (id, kind_key, destination, verdict, needed_by, reason, expires_at, user_id, actor, group_id)
     select it.id, it.kind_key, it.destination, $4, $5, $6, $7::timestamptz, $8, $9, $10
       from unnest($1::uuid[], $2::text[], $3::text[]) as it(id, kind_key, destination)`,
    [
      questions.map(({ id }) => id),
      questions.map(({ kindKey }) => storableText(kindKey)),
      questions.map(({ destination }) => storableText(destination)),
      ...[said.verdict, storableText(said.neededBy), storableText(said.reason), said.expiresAt, said.userId],
      ...[said.actor, said.groupId],
    ],
  );
}

/** Takes back what was answered at once; how many answers that were. */
export async function undoOutboundGroup(tx: Sql, groupId: string, actor: string): Promise<number> {
  return tx.run(
    "update outbound_answer set undone_at = now(), undone_by = $2 where group_id = $1 and undone_at is null",
    [groupId, actor],
  );
}

/** What stands in a group, taken back or not. */
export async function findOutboundGroup(
  tx: Sql,
  groupId: string,
): Promise<readonly { readonly kindKey: string; readonly destination: string }[]> {
  return tx.query(
    `select kind_key as "kindKey", destination from outbound_answer where group_id = $1 order by id for update`,
    [groupId],
  );
}
