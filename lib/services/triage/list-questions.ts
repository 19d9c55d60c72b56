import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { questionPage, questionsQuery } from "@/lib/contracts/triage";
import { countQuestions, findQuestions, type QuestionPosition } from "@/lib/db/shadow/triage-question";
import { AppError } from "@/lib/domain/errors";
import { presentQuestion } from "./present-question";

export async function listQuestions(
  actor: Actor,
  { state, device, cursor, limit }: z.output<typeof questionsQuery>,
): Promise<z.infer<typeof questionPage>> {
  requirePermission(actor, "devices.read");
  const isOpen = state === "open";
  const deviceId = device ?? null;
  const after = cursor === undefined ? null : positionOf(cursor);
  const [found, total] = await Promise.all([
    findQuestions({ isOpen, deviceId, after, limit: limit + 1 }),
    countQuestions(isOpen, deviceId),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const next = last ? `${last.askedAt.toISOString()} ${last.id}` : null;
  return { items: rows.map(presentQuestion), next, total };
}

function positionOf(cursor: string): QuestionPosition {
  const [, at, id] = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z) ([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw new AppError("bad-request", "This cursor is none of ours.");
  return { at, id };
}
