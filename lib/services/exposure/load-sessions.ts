import "server-only";
import { listGrantRows } from "@/lib/db/suppliers/access-grant";
import { loadSessionAnswers } from "@/lib/db/suppliers/session-answer";
import { type MatchedSessions, type PathSession, raiseSessionItems } from "@/lib/domain/exposure/session-items";
import type { LoadedPaths } from "./load-paths";

/** What was matched last of these sessions, and the ledger and answers that it was matched with. */
const matched = new WeakMap<readonly PathSession[], { readonly key: string; readonly items: MatchedSessions }>();

/** Every recorded session of remote access, held against the ledger of suppliers as it is now. */
export async function loadSessions({ sessions }: LoadedPaths): Promise<MatchedSessions> {
  const [all, grants, answers] = await Promise.all([sessions(), listGrantRows(), loadSessionAnswers()]);
  const key = JSON.stringify([grants, answers]);
  const known = matched.get(all);
  if (known?.key === key) return known.items;
  const items = raiseSessionItems(all, grants, answers);
  matched.set(all, { key, items });
  return items;
}
