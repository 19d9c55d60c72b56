import "server-only";
import { listGrantRows } from "@/lib/db/access-grant";
import { loadSessionAnswers } from "@/lib/db/session-answer";
import { type MatchedSessions, raiseSessionItems } from "@/lib/domain/exposure/session-items";
import type { LoadedPaths } from "./load-paths";

/** Every recorded session of remote access, held against the ledger of suppliers as it is now. */
export async function loadSessions({ sessions }: LoadedPaths): Promise<MatchedSessions> {
  const [all, grants, answers] = await Promise.all([sessions(), listGrantRows(), loadSessionAnswers()]);
  return raiseSessionItems(all, grants, answers);
}
