import "server-only";
import { loadOutboundAnswers } from "@/lib/db/exposure/outbound-answer";
import { buildOutboundQueue, type OutboundItem, type OutboundQuestion } from "@/lib/domain/exposure/outbound-queue";
import { KeptBeside } from "../kept-beside";
import type { LoadedPaths } from "./load-paths";

/** The queue of these questions, until an answer is given, taken back, or ends. */
const queues = new KeptBeside<readonly OutboundQuestion[], readonly OutboundItem[]>();

/** The questions that outbound paths raise, with their answers as of now. */
export async function loadOutbound({ questions }: Pick<LoadedPaths, "questions">): Promise<readonly OutboundItem[]> {
  const [asked, answers] = await Promise.all([questions(), loadOutboundAnswers()]);
  const nowUs = Date.now() * 1000;
  const ended = answers.map(({ expiresAtUs }) => expiresAtUs !== null && expiresAtUs <= nowUs);
  return queues.get(asked, JSON.stringify([answers, ended]), () => buildOutboundQueue(asked, answers, nowUs));
}
