import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AskAboutGroup } from "@/lib/contracts/shadow";
import type { QuestionDto } from "@/lib/contracts/triage";
import { askQuestion } from "../triage/ask-question";
import { idsOfSeenGroup } from "./seen-group";

/** Asks somebody about all devices of a group of the shadow queue, as it was seen. */
export async function askAboutGroup(actor: Actor, { group, ...question }: AskAboutGroup): Promise<QuestionDto> {
  requirePermission(actor, "devices.annotate");
  return askQuestion(actor, { ...question, deviceIds: await idsOfSeenGroup(group) });
}
