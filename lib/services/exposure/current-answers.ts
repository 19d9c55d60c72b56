import "server-only";
import { loadOutboundAnswers, outboundAnswersPrint } from "@/lib/db/exposure/outbound-answer";
import { loadSessionAnswers, sessionAnswersPrint } from "@/lib/db/suppliers/session-answer";
import type { OutboundAnswer } from "@/lib/domain/exposure/outbound-queue";
import type { SessionAnswer } from "@/lib/domain/exposure/session-items";
import { KeptForState } from "../kept-for-state";

const outbound = new KeptForState<readonly OutboundAnswer[]>();
const ofSessions = new KeptForState<readonly SessionAnswer[]>();

/** What was answered about destinations; the same list until an answer is given or taken back. */
export async function currentOutboundAnswers(): Promise<readonly OutboundAnswer[]> {
  return outbound.get([await outboundAnswersPrint()], () => loadOutboundAnswers());
}

/** What was answered about sessions; the same list until an answer is given or taken back. */
export async function currentSessionAnswers(): Promise<readonly SessionAnswer[]> {
  return ofSessions.get([await sessionAnswersPrint()], () => loadSessionAnswers());
}
