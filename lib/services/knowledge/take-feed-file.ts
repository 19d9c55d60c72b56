import "server-only";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ReceivedFeedFile } from "@/lib/contracts/knowledge";
import { putKnowledgeFile } from "@/lib/db/knowledge/knowledge-file";
import { loadComingRelease } from "@/lib/db/knowledge/knowledge-release";
import { describeFeedFile } from "@/lib/knowledge/describe-feed-file";

/**
 * Keeps one file of a feed. It changes nothing yet: a release has to list it (createRelease). Throws
 * "unsupported-format" when it is of no feed.
 */
export async function takeFeedFile(actor: Actor, fileName: string, content: Buffer): Promise<ReceivedFeedFile> {
  requirePermission(actor, "knowledge.edit");
  const { feed, name, datedAt, bytes } = describeFeedFile(fileName, content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await putKnowledgeFile({ sha256, bytes: bytes.length, packed: gzipSync(bytes) });
  const { entries } = await loadComingRelease();
  const isKnown = entries.some((it) => it.feed === feed && it.name === name && it.sha256 === sha256);
  return { sha256, feed, name, datedAt, isKnown };
}
