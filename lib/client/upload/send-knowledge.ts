import type { KnowledgeReleaseDto, ReceivedFeedFile } from "@/lib/contracts/knowledge";
import { apiSend, apiSendBytes } from "../api-client";

const BUNDLE_MAGIC = "SIGHTGLASS-BUNDLE/";

export interface KnowledgeUpload {
  /** Files that did not come in, each with a sentence why. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  /** Files that were here already. */
  readonly known: number;
  /** Null when nothing new came. */
  readonly release: KnowledgeReleaseDto | null;
}

interface Progress {
  readonly done: number;
  readonly total: number;
}

/**
 * Brings bundles and files of feeds in: a bundle makes its own release, all other files make one together. Goes on
 * after a file that is refused; `sentenceOf` says why in words.
 */
export async function sendKnowledge(
  files: readonly File[],
  sentenceOf: (error: unknown) => string,
  onProgress: (progress: Progress) => void,
): Promise<KnowledgeUpload> {
  const refused: { name: string; reason: string }[] = [];
  const received: ReceivedFeedFile[] = [];
  let release: KnowledgeReleaseDto | null = null;
  for (const [done, file] of files.entries()) {
    onProgress({ done, total: files.length });
    try {
      if (await isBundle(file)) release = await apiSendBytes<KnowledgeReleaseDto>("/knowledge/bundles", file);
      else
        received.push(
          await apiSendBytes<ReceivedFeedFile>(`/knowledge/files?name=${encodeURIComponent(file.name)}`, file),
        );
    } catch (error) {
      refused.push({ name: file.name, reason: sentenceOf(error) });
    }
  }
  onProgress({ done: files.length, total: files.length });
  const fresh = received.filter((file) => !file.isKnown);
  if (fresh.length > 0) {
    const added = fresh.map(({ sha256, feed, name, datedAt }) => ({ sha256, feed, name, datedAt }));
    release = await apiSend<KnowledgeReleaseDto>("POST", "/knowledge/releases", { files: added });
  }
  return { refused, known: received.length - fresh.length, release };
}

async function isBundle(file: File): Promise<boolean> {
  return (await file.slice(0, BUNDLE_MAGIC.length).text()) === BUNDLE_MAGIC;
}
