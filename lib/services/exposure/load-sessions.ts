import "server-only";
import { type MatchedSessions, raiseSessionItems } from "@/lib/domain/exposure/session-items";
import { KeptForState } from "../kept-for-state";
import { currentLedger, type Ledger } from "../suppliers/current-ledger";
import { currentSessionAnswers } from "./current-answers";
import type { LoadedPaths } from "./load-paths";

/** Matched once for these sessions, until the ledger or an answer changes. */
const kept = new KeptForState<MatchedSessions>();

/**
 * Every recorded session of remote access, held against the ledger of suppliers as it is now.
 * @param ledger where the caller reads it anyway
 */
export async function loadSessions(
  { sessions }: LoadedPaths,
  ledger: Promise<Ledger> = currentLedger(),
): Promise<MatchedSessions> {
  const [all, { grants }, answers] = await Promise.all([sessions(), ledger, currentSessionAnswers()]);
  return kept.get([all, grants, answers], async () => raiseSessionItems(all, grants, answers));
}
