import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { loadComingRelease } from "@/lib/db/knowledge/knowledge-release";
import { sampleKnowledge } from "@/lib/simulator/sample-knowledge";
import { createRelease } from "./create-release";
import { takeFeedFile } from "./take-feed-file";

/**
 * Sends the sample plant's invented advisories the way of a person's feed files: a release like the current one, with
 * them in it. A catalogue of what is exploited is one file, so an installation that has one keeps its own. Null when all
 * of it is there already.
 */
export async function loadSampleKnowledge(actor: Actor): Promise<number | null> {
  requirePermission(actor, "knowledge.edit");
  const { documents, exploited } = sampleKnowledge();
  const { entries } = await loadComingRelease();
  const hasCatalogue = entries.some(({ feed }) => feed === "kev");
  const files = [];
  for (const { name, text } of hasCatalogue ? documents : [...documents, exploited]) {
    const file = await takeFeedFile(actor, name, Buffer.from(text));
    if (!file.isKnown) files.push(file);
  }
  if (files.length === 0) return null;
  const note = "Invented advisories about the sample plant's products";
  return (await createRelease(actor, { files, without: [], note })).id;
}
