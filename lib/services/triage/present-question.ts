import "server-only";
import type { QuestionDto } from "@/lib/contracts/triage";
import type { TriageQuestionRow } from "@/lib/db/shadow/triage-question";

export function presentQuestion(row: TriageQuestionRow): QuestionDto {
  const { id, text, askedOf, actor, answer, answeredBy, deviceIds, devices } = row;
  return {
    id,
    text,
    askedOf,
    actor,
    askedAt: row.askedAt.toISOString(),
    answer,
    answeredBy,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    deviceCount: deviceIds.length,
    devices: devices.map((it) => ({ ...it })),
  };
}
