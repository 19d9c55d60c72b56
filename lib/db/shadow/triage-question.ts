import "server-only";
import { sql } from "../client";
import { shownDeviceLabel } from "../devices/device-label";
import type { Sql } from "../sql";

export interface TriageQuestionRow {
  readonly id: string;
  readonly deviceIds: readonly string[];
  readonly text: string;
  readonly askedOf: string;
  readonly actor: string;
  readonly askedAt: Date;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  /** The first few, as they are called now. */
  readonly devices: readonly { readonly id: string; readonly name: string }[];
}

const MAX_NAMES = 5;
const SELECT = `select q.id, q.device_ids as "deviceIds", q.text, q.asked_of as "askedOf", q.actor, q.asked_at as "askedAt",
  q.answer, q.answered_by as "answeredBy", q.answered_at as "answeredAt",
  coalesce((select jsonb_agg(distinct jsonb_build_object('id', d.id,
      'name', ${shownDeviceLabel("d")}))
     from unnest(q.device_ids[1:${MAX_NAMES}]) it(id) left join device_redirect r on r.old_id = it.id
     join device d on d.id = coalesce(r.new_id, it.id)), '[]') as devices
  from triage_question q`;

export interface QuestionPosition {
  readonly at: string;
  readonly id: string;
}

/** Open ones oldest first, answered ones newest first. */
export async function findQuestions(request: {
  readonly isOpen: boolean;
  readonly deviceId: string | null;
  readonly after: QuestionPosition | null;
  readonly limit: number;
}): Promise<TriageQuestionRow[]> {
  const [sign, order] = request.isOpen ? [">", "asc"] : ["<", "desc"];
  return sql.query<TriageQuestionRow>(
    `${SELECT} where (q.answered_at is null) = $1 and ($2::uuid is null or $2 = any(q.device_ids))
        and ($3::timestamptz is null or (q.asked_at, q.id) ${sign} ($3, $4::uuid))
      order by q.asked_at ${order}, q.id ${order} limit $5`,
    [request.isOpen, request.deviceId, request.after?.at ?? null, request.after?.id ?? null, request.limit],
  );
}

export async function countQuestions(isOpen: boolean, deviceId: string | null): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count from triage_question
      where (answered_at is null) = $1 and ($2::uuid is null or $2 = any(device_ids))`,
    [isOpen, deviceId],
  );
  return row?.count ?? 0;
}

export async function insertQuestion(
  tx: Sql,
  question: {
    readonly id: string;
    readonly deviceIds: readonly string[];
    readonly text: string;
    readonly askedOf: string;
    readonly userId: string | null;
    readonly actor: string;
  },
): Promise<void> {
  const { id, deviceIds, text, askedOf, userId, actor } = question;
  await tx.run(
    `insert into triage_question (id, device_ids, text, asked_of, asked_of_id, user_id, actor, asked_at)
     values ($1, $2::uuid[], $3, $4, (select id from app_user where lower(name) = lower($4) limit 1), $5, $6,
             date_trunc('milliseconds', now()))`,
    [id, deviceIds, text, askedOf, userId, actor],
  );
}

/** Whether the question was open. */
export async function answerQuestionRow(tx: Sql, id: string, answer: string, by: string): Promise<boolean> {
  const count = await tx.run(
    `update triage_question set answer = $2, answered_by = $3, answered_at = now()
      where id = $1 and answered_at is null`,
    [id, answer, by],
  );
  return count > 0;
}

export async function findQuestion(tx: Sql, id: string): Promise<TriageQuestionRow | null> {
  const [row] = await tx.query<TriageQuestionRow>(`${SELECT} where q.id = $1`, [id]);
  return row ?? null;
}
