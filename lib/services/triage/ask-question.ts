import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { askQuestion as askInput, QuestionDto } from "@/lib/contracts/triage";
import { writeAudit } from "@/lib/db/audit-writer";
import { countDevicesThere, loadDevices } from "@/lib/db/devices/device";
import { findQuestion, insertQuestion, type TriageQuestionRow } from "@/lib/db/shadow/triage-question";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { labelOfDevice } from "@/lib/domain/device/device-title";
import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { presentQuestion } from "./present-question";

/** Asks somebody about devices. Nothing is sent: the question stands in the list until somebody writes the answer. */
export async function askQuestion(actor: Actor, input: z.output<typeof askInput>): Promise<QuestionDto> {
  requirePermission(actor, "devices.annotate");
  const id = randomUUID();
  const deviceIds = [...new Set(input.deviceIds)];
  const [text, askedOf] = [cleanText(input.text, 1000), cleanText(input.askedOf)];
  return withTransaction(async (tx) => {
    if ((await countDevicesThere(tx, deviceIds)) < deviceIds.length) {
      throw new AppError("not-found", "A device is no longer in the inventory. Load the page again.");
    }
    await insertQuestion(tx, { id, deviceIds, text, askedOf, userId: actor.userId, actor: actor.name });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "question.asked",
      summary: `Asked ${askedOf} about ${await nameOf(tx, deviceIds)}: ${text}`,
      detail: { questionId: id, deviceIds },
    });
    return presentQuestion((await findQuestion(tx, id)) as TriageQuestionRow);
  });
}

/** A single one by its name; of many nobody reads more than how many there are. */
async function nameOf(tx: Sql, deviceIds: readonly string[]): Promise<string> {
  const [only] = deviceIds.length === 1 ? await loadDevices(tx, deviceIds) : [];
  return only ? labelOfDevice(only.device) : countOf(deviceIds.length, "device");
}
