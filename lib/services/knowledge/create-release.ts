import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { KnowledgeReleaseDto, newRelease } from "@/lib/contracts/knowledge";
import { writeAudit } from "@/lib/db/audit-writer";
import { knownKnowledgeFiles } from "@/lib/db/knowledge/knowledge-file";
import {
  findKnowledgeRelease,
  insertKnowledgeEntries,
  insertKnowledgeRelease,
  type KnowledgeEntryRow,
  loadComingRelease,
} from "@/lib/db/knowledge/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { FEEDS } from "@/lib/domain/knowledge/feed";
import { countOf } from "@/lib/domain/say-count";
import { enqueueReleases } from "@/lib/jobs/enqueue";
import { lockKnowledge } from "./knowledge-lock";
import { presentRelease } from "./present-knowledge";

type NewRelease = z.output<typeof newRelease>;

/**
 * A release like the one that holds, or that will when all that wait are applied, with the given files added (each takes
 * the place of the file of its name; of feeds that are one file, of that) and others taken out. It waits to be applied.
 */
export async function createRelease(actor: Actor, input: NewRelease): Promise<KnowledgeReleaseDto> {
  requirePermission(actor, "knowledge.edit");
  if (input.files.length === 0 && input.without.length === 0) {
    throw new AppError("bad-request", "Name at least one file to add or to take out.");
  }
  const release = await withTransaction(async (tx) => {
    await lockKnowledge(tx);
    const here = await knownKnowledgeFiles(
      input.files.map((file) => file.sha256),
      tx,
    );
    const missing = input.files.find((file) => !here.has(file.sha256));
    if (missing) throw new AppError("not-found", `${missing.name} has not arrived here. Send the file first.`);
    const base = await loadComingRelease(tx);
    const id = await insertKnowledgeRelease(tx, {
      origin: "files",
      sequence: base.sequence,
      keyId: null,
      note: input.note,
      builtAt: null,
      actor: actor.name,
    });
    await insertKnowledgeEntries(tx, id, changed(base.entries, input, actor.name));
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "knowledge.files-changed",
      summary: `Changed the knowledge: ${countOf(input.files.length, "file")} added, ${input.without.length} taken out.`,
      detail: { releaseId: id, added: input.files.slice(0, 100), without: input.without.slice(0, 100) },
    });
    const made = await findKnowledgeRelease(id, tx);
    if (!made) throw new AppError("internal", "The release was not kept.");
    return presentRelease(made);
  });
  // The state is what counts: should the queue not take it, a worker finds the release by itself.
  await enqueueReleases().catch(() => {});
  return release;
}

function changed(
  before: readonly KnowledgeEntryRow[],
  { files, without }: NewRelease,
  who: string,
): KnowledgeEntryRow[] {
  const key = (it: { readonly feed: string; readonly name: string }) => `${it.feed} ${it.name}`;
  const gone = new Set(without.map(key));
  const added = new Map(files.map((file) => [key(file), file]));
  const replacedFeeds = new Set(files.map((file) => file.feed).filter((feed) => !FEEDS[feed].isCollection));
  const kept = before.filter((it) => !gone.has(key(it)) && !added.has(key(it)) && !replacedFeeds.has(it.feed));
  const addedAt = new Date();
  return [
    ...kept,
    ...[...added.values()].map(
      ({ feed, name, sha256, datedAt }): KnowledgeEntryRow => ({
        feed,
        name,
        sha256,
        datedAt: datedAt === null ? null : new Date(datedAt),
        source: `brought by ${who}`,
        origin: "file",
        addedAt,
      }),
    ),
  ];
}
