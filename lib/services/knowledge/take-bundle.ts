import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { type OpenedBundle, openBundle, unpackFile } from "@/lib/bundle/open-bundle";
import { readPublicKey } from "@/lib/bundle/signing-key";
import type { KnowledgeReleaseDto } from "@/lib/contracts/knowledge";
import { writeAudit } from "@/lib/db/audit-writer";
import { knownKnowledgeFiles, putKnowledgeFile } from "@/lib/db/knowledge/knowledge-file";
import { listKnowledgeKeys } from "@/lib/db/knowledge/knowledge-key";
import {
  findKnowledgeRelease,
  insertKnowledgeEntries,
  insertKnowledgeRelease,
  type KnowledgeEntryRow,
  loadComingRelease,
} from "@/lib/db/knowledge/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { enqueueReleases } from "@/lib/jobs/enqueue";
import { lockKnowledge } from "./knowledge-lock";
import { presentRelease } from "./present-knowledge";

/**
 * Takes a bundle: verified to its last byte before anything is kept, then a new release that waits to be applied.
 * What runs now stays until then, and when it is refused. Throws "damaged-file" with the reason.
 */
export async function takeBundle(actor: Actor, bytes: Buffer): Promise<KnowledgeReleaseDto> {
  requirePermission(actor, "knowledge.edit");
  const keys = (await listKnowledgeKeys()).filter((key) => key.revokedAt === null);
  const bundle = open(
    bytes,
    keys.map((key) => readPublicKey(key.publicKeyPem)),
  );
  const keyName = keys.find((key) => key.id === bundle.keyId)?.name ?? "";
  const { sequence, createdAt, note } = bundle.manifest;
  const release = await withTransaction(async (tx) => {
    await lockKnowledge(tx);
    const base = await loadComingRelease(tx);
    if (sequence <= base.sequence) throw refusedAsOld(sequence, base.sequence);
    // Most files of a bundle are those of the one before.
    const here = await knownKnowledgeFiles(
      bundle.files.map(({ sha256 }) => sha256),
      tx,
    );
    for (const { sha256, bytes: size, packed } of bundle.files) {
      if (!here.has(sha256)) await putKnowledgeFile({ sha256, bytes: size, packed }, tx);
    }
    const id = await insertKnowledgeRelease(tx, {
      origin: "bundle",
      sequence,
      keyId: bundle.keyId,
      note,
      builtAt: createdAt,
      actor: actor.name,
    });
    await insertKnowledgeEntries(tx, id, merged(bundle, base.entries));
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "knowledge.bundle-taken",
      summary: `Brought in the knowledge bundle ${sequence} of ${createdAt.slice(0, 10)}, signed by ${keyName}.`,
      detail: { releaseId: id, sequence, keyId: bundle.keyId, files: bundle.files.length },
    });
    const made = await findKnowledgeRelease(id, tx);
    if (!made) throw new AppError("internal", "The release was not kept.");
    return presentRelease(made);
  });
  // The state is what counts: should the queue not take it, a worker finds the release by itself.
  await enqueueReleases().catch(() => {});
  return release;
}

function open(bytes: Buffer, keys: Parameters<typeof openBundle>[1]): OpenedBundle {
  const bundle = openBundle(bytes, keys);
  // Every file has to unpack to what its hash promises before any of it counts.
  for (const file of bundle.files) unpackFile(file);
  return bundle;
}

function refusedAsOld(sequence: number, current: number): AppError {
  return new AppError(
    "conflict",
    sequence === current
      ? `Bundle ${sequence} is what holds now. There is nothing to do.`
      : `Bundle ${sequence} is older than bundle ${current}, which holds now. To go back, choose an earlier release in the list.`,
  );
}

/** The bundle's files, and those that people added by themselves where the bundle has no file of that name. */
function merged({ files }: OpenedBundle, before: readonly KnowledgeEntryRow[]): KnowledgeEntryRow[] {
  const addedAt = new Date();
  const brought = files.map(
    ({ feed, name, sha256, datedAt, source }): KnowledgeEntryRow => ({
      feed,
      name,
      sha256,
      datedAt: datedAt === null ? null : new Date(datedAt),
      source,
      origin: "bundle",
      addedAt,
    }),
  );
  const taken = new Set(brought.map((it) => `${it.feed} ${it.name}`));
  const feeds = new Set(brought.map((it) => it.feed));
  const kept = before.filter(
    (it) => !taken.has(`${it.feed} ${it.name}`) && (it.origin === "file" || !feeds.has(it.feed)),
  );
  return [...brought, ...kept];
}
