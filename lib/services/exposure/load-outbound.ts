import "server-only";
import { buildOutboundQueue, type OutboundItem } from "@/lib/domain/exposure/outbound-queue";
import { KeptForState } from "../kept-for-state";
import { currentOutboundAnswers } from "./current-answers";
import type { LoadedPaths } from "./load-paths";

/** The queue of these questions, until an answer is given, taken back, or ends. */
const kept = new KeptForState<readonly OutboundItem[]>();

/** The questions that outbound paths raise, with their answers as of now; the same list while these are the same. */
export async function loadOutbound({ questions }: Pick<LoadedPaths, "questions">): Promise<readonly OutboundItem[]> {
  const [asked, answers] = await Promise.all([questions(), currentOutboundAnswers()]);
  const nowUs = Date.now() * 1000;
  // Of the same answers each that has ended stays so: how many they are tells which.
  const ended = answers.filter(({ expiresAtUs }) => expiresAtUs !== null && expiresAtUs <= nowUs).length;
  return kept.get([asked, answers, ended], async () => buildOutboundQueue(asked, answers, nowUs));
}
