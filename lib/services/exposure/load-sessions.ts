import "server-only";
import { type GrantRow, listGrantRows } from "@/lib/db/suppliers/access-grant";
import { loadSessionAnswers } from "@/lib/db/suppliers/session-answer";
import { type MatchedSessions, type PathSession, raiseSessionItems } from "@/lib/domain/exposure/session-items";
import { KeptBeside } from "../kept-beside";
import type { LoadedPaths } from "./load-paths";

/** What was matched last of these sessions, and the ledger and answers that it was matched with. */
const matched = new KeptBeside<readonly PathSession[], MatchedSessions>();

/**
 * Every recorded session of remote access, held against the ledger of suppliers as it is now.
 * @param ledger its grants, where the caller reads them anyway
 */
export async function loadSessions(
  { sessions }: LoadedPaths,
  ledger: Promise<readonly GrantRow[]> = listGrantRows(),
): Promise<MatchedSessions> {
  const [all, grants, answers] = await Promise.all([sessions(), ledger, loadSessionAnswers()]);
  return matched.get(all, JSON.stringify([grants, answers]), () => raiseSessionItems(all, grants, answers));
}
