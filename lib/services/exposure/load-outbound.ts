import "server-only";
import { loadOutboundAnswers } from "@/lib/db/exposure/outbound-answer";
import { buildOutboundQueue, type OutboundItem } from "@/lib/domain/exposure/outbound-queue";
import type { LoadedPaths } from "./load-paths";

/** The questions that outbound paths raise, with their answers as of now. */
export async function loadOutbound({ questions }: Pick<LoadedPaths, "questions">): Promise<OutboundItem[]> {
  const [asked, answers] = await Promise.all([questions(), loadOutboundAnswers()]);
  return buildOutboundQueue(asked, answers, Date.now() * 1000);
}
