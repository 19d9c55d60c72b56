import { compareText } from "../compare-text";
import type { TimeUs } from "../observation";
import { uuidOf } from "../uuid-of";
import type { AccessGrant } from "./access-grant";
import type { AccessPath } from "./access-path";
import { type AccessSession, matchSession, type SessionVerdict } from "./match-session";
import { spanOf } from "./time-span";

/** A session with the path it is a part of. */
export interface PathSession extends AccessSession {
  readonly pathId: string;
}

/** Somebody looked at an item. Sessions after the newest of then are a new question. */
export interface SessionAnswer {
  readonly id: string;
  readonly itemId: string;
  readonly seenUpToUs: TimeUs | null;
  readonly reason: string;
  readonly actor: string;
  readonly atUs: TimeUs;
}

/** Sessions of one path that the ledger does not cover, all for the same reason. */
export interface SessionItem {
  readonly id: string;
  readonly pathId: string;
  readonly verdict: Exclude<SessionVerdict, "granted">;
  /** The grant that comes closest. */
  readonly grantId: string | null;
  /** Those that nobody has looked at. */
  readonly sessions: number;
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
  /** Null: it waits. */
  readonly answer: SessionAnswer | null;
}

export interface MatchedSessions {
  readonly items: readonly SessionItem[];
  /** Path → grants that cover sessions of it, and how many. */
  readonly covered: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * Holds sessions against grants and raises one item for each path and reason. An answer settles the sessions up to the
 * newest that was known then; later ones raise the item again.
 */
export function raiseSessionItems(
  sessions: readonly PathSession[],
  grants: readonly AccessGrant[],
  answers: readonly SessionAnswer[],
): MatchedSessions {
  const latest = new Map<string, SessionAnswer>();
  for (const answer of answers) {
    const known = latest.get(answer.itemId);
    if (!known || known.atUs <= answer.atUs) latest.set(answer.itemId, answer);
  }
  const covered = new Map<string, Map<string, number>>();
  const groups = new Map<
    string,
    { head: Pick<SessionItem, "id" | "pathId" | "verdict" | "grantId">; all: PathSession[] }
  >();
  for (const session of sessions) {
    const { verdict, grantId } = matchSession(session, grants);
    const { pathId } = session;
    if (verdict === "granted") {
      const counts = covered.get(pathId) ?? new Map<string, number>();
      counts.set(grantId as string, (counts.get(grantId as string) ?? 0) + 1);
      covered.set(pathId, counts);
      continue;
    }
    // Ids are hashes: one for each item, not for each session.
    const key = ["session-item", pathId, verdict, grantId].join("|");
    const group = groups.get(key) ?? { head: { id: uuidOf(key), pathId, verdict, grantId }, all: [] };
    group.all.push(session);
    groups.set(key, group);
  }
  const items = [...groups.values()].map(({ head, all }): SessionItem => {
    const answer = latest.get(head.id) ?? null;
    const news = answer ? all.filter((it) => isAfter(it, answer.seenUpToUs)) : all;
    const shown = news.length > 0 ? news : all;
    return {
      ...head,
      sessions: shown.length,
      ...spanOf(shown, ({ firstUs, lastUs }) => ({ firstUs, lastUs: lastUs ?? firstUs })),
      answer: news.length > 0 ? null : answer,
    };
  });
  items.sort(
    (a, b) =>
      Number(a.answer !== null) - Number(b.answer !== null) ||
      (b.lastUs ?? 0) - (a.lastUs ?? 0) ||
      compareText(a.id, b.id),
  );
  return { items, covered };
}

/** A session without a time is settled with the first answer. */
function isAfter({ lastUs, firstUs }: PathSession, seenUpToUs: TimeUs | null): boolean {
  const at = lastUs ?? firstUs;
  return at !== null && (seenUpToUs === null || at > seenUpToUs);
}

/** Whether a path's sessions are held against the ledger: remote access that is more than a possibility. */
export function isHeldToLedger({ tool, isAnswered }: AccessPath): boolean {
  return tool !== null && tool.confidence !== "possible" && isAnswered;
}
