import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FeedSourceDto, newFeedSource } from "@/lib/contracts/knowledge";
import { writeAudit } from "@/lib/db/audit-writer";
import {
  deleteFeedSource,
  type FeedSource,
  insertFeedSource,
  listFeedSources,
  makeFeedSourceDue,
} from "@/lib/db/knowledge/feed-source";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, noSuch } from "@/lib/domain/errors";
import { addressProblem } from "@/lib/domain/knowledge/feed-address";
import { enqueueFeeds } from "@/lib/jobs/enqueue";

const MAX_SOURCES = 50;

/** The addresses that feeds are fetched from, with what came of each last; none by default. */
export async function getFeedSources(actor: Actor): Promise<{ sources: FeedSourceDto[] }> {
  requirePermission(actor, "settings.edit");
  return { sources: (await listFeedSources()).map(present) };
}

/** Asked for the first time at once. */
export async function addFeedSource(
  actor: Actor,
  { feed, address, intervalHours }: z.output<typeof newFeedSource>,
): Promise<{ id: string }> {
  requirePermission(actor, "settings.edit");
  const problem = addressProblem(address);
  if (problem !== null)
    throw new AppError("bad-request", problem, { invalidParams: [{ name: "address", reason: problem }] });
  const id = randomUUID();
  await withTransaction(async (tx) => {
    if ((await listFeedSources(tx)).length >= MAX_SOURCES)
      throw new AppError("too-many", `There are ${MAX_SOURCES} addresses already. Take one out first.`);
    const isNew = await insertFeedSource(tx, { id, feed, address, intervalHours, createdBy: actor.name });
    if (!isNew) throw new AppError("conflict", "This address is there already.");
    await audit(tx, actor, `Lets ${feed} be fetched from ${address} every ${intervalHours} hours.`, id);
  });
  // That it is due stands in its row: should the queue not take it, the next round finds it.
  await enqueueFeeds().catch(() => {});
  return { id };
}

export async function removeFeedSource(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "settings.edit");
  await withTransaction(async (tx) => {
    const gone = await deleteFeedSource(tx, id);
    if (!gone) throw noSuch("address");
    await audit(tx, actor, `Stopped fetching ${gone.feed} from ${gone.address}.`, id);
  });
}

/** Asks the address as soon as a worker is free, whatever its interval. */
export async function fetchFeedSource(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "settings.edit");
  await withTransaction(async (tx) => {
    const source = await makeFeedSourceDue(tx, id);
    if (!source) throw noSuch("address");
    await audit(tx, actor, `Asked for ${source.feed} from ${source.address} at once.`, id);
  });
  // As above.
  await enqueueFeeds().catch(() => {});
}

function audit(tx: Parameters<typeof writeAudit>[0], actor: Actor, summary: string, sourceId: string) {
  return writeAudit(tx, {
    userId: actor.userId,
    actor: actor.name,
    action: "setting.changed",
    summary,
    detail: { key: "feeds", sourceId },
  });
}

function present({ etag: _, lastModified: __, ...source }: FeedSource): FeedSourceDto {
  return {
    ...source,
    createdAt: source.createdAt.toISOString(),
    triedAt: source.triedAt?.toISOString() ?? null,
    changedAt: source.changedAt?.toISOString() ?? null,
    nextAt: source.nextAt.toISOString(),
  };
}
