import "server-only";
import { fingerprintOf } from "@/lib/bundle/signing-key";
import type { FeedState, KnowledgeKeyDto, KnowledgeReleaseDto } from "@/lib/contracts/knowledge";
import type { KnowledgeKeyRow } from "@/lib/db/knowledge/knowledge-key";
import type { feedAges, KnowledgeReleaseRow } from "@/lib/db/knowledge/knowledge-release";
import { FEED_KINDS, FEEDS } from "@/lib/domain/knowledge/feed";

const DAY_MS = 86_400_000;

export function presentKey(key: KnowledgeKeyRow): KnowledgeKeyDto {
  const { id, name, createdAt, createdBy, revokedAt, revokedBy } = key;
  return {
    id,
    name,
    fingerprint: fingerprintOf(Buffer.from(id, "hex")),
    createdAt: createdAt.toISOString(),
    createdBy,
    revokedAt: revokedAt?.toISOString() ?? null,
    revokedBy,
  };
}

export function presentRelease(row: KnowledgeReleaseRow): KnowledgeReleaseDto {
  const { keyId, builtAt, createdAt, ...rest } = row;
  return {
    ...rest,
    signedBy: keyId === null ? null : fingerprintOf(Buffer.from(keyId, "hex")),
    builtAt: builtAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** Every feed, also those of which nothing is here. */
export function presentFeeds(ages: Awaited<ReturnType<typeof feedAges>>, nowMs: number): FeedState[] {
  const byFeed = new Map(ages.map((age) => [age.feed, age]));
  return FEED_KINDS.map((feed) => {
    const age = byFeed.get(feed);
    const { title, use, staleAfterDays } = FEEDS[feed];
    const datedAt = age?.datedAt ?? null;
    return {
      feed,
      title,
      use,
      files: age?.files ?? 0,
      datedAt: datedAt?.toISOString() ?? null,
      addedAt: age?.addedAt.toISOString() ?? null,
      isStale: staleAfterDays !== null && datedAt !== null && nowMs - datedAt.getTime() > staleAfterDays * DAY_MS,
    };
  });
}
