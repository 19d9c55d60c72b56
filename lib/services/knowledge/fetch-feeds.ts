import "server-only";
import { type Actor, systemActor } from "@/lib/auth/session";
import type { ReceivedFeedFile } from "@/lib/contracts/knowledge";
import { dueFeedSources, type FeedSource, saveFeedResult } from "@/lib/db/knowledge/feed-source";
import { AppError } from "@/lib/domain/errors";
import { FEEDS } from "@/lib/domain/knowledge/feed";
import { countOf } from "@/lib/domain/say-count";
import { createRelease } from "./create-release";
import { type Fetched, type FetchLimits, fetchAddress } from "./fetch-address";
import { takeFeedFile } from "./take-feed-file";

/** Who brings what was fetched. */
const FETCHER: Actor = { ...systemActor, name: "feed schedule" };
const RETRY_MINUTES = 60;
const MAX_LISTED = 10_000;
const AT_ONCE = 4;
/** Of all documents that one address lists: a server that sends each at its largest and slowest is left in the middle. */
const LISTED_MAX_BYTES = 2 * 1024 ** 3;
const LISTED_WITHIN_MS = 2 * 3_600_000;

export interface FetchOutcome {
  readonly fetched: number;
  readonly failed: number;
  /** null when nothing new came. */
  readonly releaseId: number | null;
}

/**
 * Asks every configured address whose time has come. What is new makes one release; what fails leaves all as it was, and
 * its sentence stands beside the address. Nothing is ever asked that the owner did not write down.
 */
export async function fetchDueFeeds(limits: FetchLimits = {}): Promise<FetchOutcome> {
  const due = await dueFeedSources();
  const news: { readonly source: FeedSource; readonly got: Fetched; readonly files: readonly ReceivedFeedFile[] }[] =
    [];
  let failed = 0;
  for (const source of due) {
    try {
      const got = await fetchAddress(source.address, source, limits);
      const files = got.content === null ? [] : await filesOf(source, got.content, limits);
      const fresh = files.filter(({ isKnown }) => !isKnown);
      if (fresh.length > 0) news.push({ source, got, files: fresh });
      else await saveFeedResult(source.id, { result: "unchanged", message: "Nothing has changed.", ...nextOf(source) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed++;
      await fail(source, error.message);
    }
  }
  if (news.length === 0) return { fetched: due.length - failed, failed, releaseId: null };
  const files = news.flatMap((it) =>
    it.files.map(({ sha256, feed, name, datedAt }) => ({ sha256, feed, name, datedAt })),
  );
  try {
    const note = `Fetched from ${news.map(({ source }) => new URL(source.address).host).join(", ")}`.slice(0, 500);
    const { id } = await createRelease(FETCHER, { files, without: [], note });
    for (const { source, got, files: own } of news) {
      const message = `${countOf(own.length, "new file")}.`;
      const { etag, lastModified } = got;
      await saveFeedResult(source.id, { result: "new", message, etag, lastModified, ...nextOf(source) });
    }
    return { fetched: due.length - failed, failed, releaseId: id };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const { source } of news) await fail(source, error.message);
    return { fetched: 0, failed: due.length, releaseId: null };
  }
}

const nextOf = ({ intervalHours }: FeedSource) => ({ nextInMinutes: intervalHours * 60 });

async function fail(source: FeedSource, message: string): Promise<void> {
  const nextInMinutes = Math.min(RETRY_MINUTES, source.intervalHours * 60);
  await saveFeedResult(source.id, { result: "failed", message, nextInMinutes });
}

/** The file, or the documents that an index.txt lists beside it. Each has to be of the feed that the address is for. */
async function filesOf(source: FeedSource, content: Buffer, limits: FetchLimits): Promise<ReceivedFeedFile[]> {
  const { feed, address } = source;
  const take = async (from: string, bytes: Buffer) => {
    const file = await takeFeedFile(FETCHER, new URL(from).pathname.split("/").at(-1) || "feed", bytes);
    if (file.feed !== feed)
      throw new AppError("unsupported-format", `${from} holds ${FEEDS[file.feed].title}, not ${FEEDS[feed].title}.`);
    return file;
  };
  if (!new URL(address).pathname.endsWith("/index.txt")) return [await take(address, content)];
  const listed = content
    .toString("utf8")
    .split(/\r?\n/)
    .filter((line) => /^[\w./-]+\.json$/.test(line) && !line.includes("..") && !line.startsWith("/"));
  if (listed.length > MAX_LISTED)
    throw new AppError("too-large", `${address} lists ${listed.length} documents; ${MAX_LISTED} are taken at most.`);
  const files: ReceivedFeedFile[] = [];
  const { listedMaxBytes = LISTED_MAX_BYTES, listedWithinMs = LISTED_WITHIN_MS } = limits;
  const endsAtMs = performance.now() + listedWithinMs;
  let bytes = 0;
  const waiting = listed[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const path of waiting) {
        const from = new URL(path, address).href;
        if (performance.now() > endsAtMs)
          throw new AppError(
            "unavailable",
            `${address} lists more than could be fetched in ${listedWithinMs / 60_000} minutes.`,
          );
        const document = await fetchAddress(from, { etag: null, lastModified: null }, limits);
        bytes += document.content?.length ?? 0;
        if (bytes > listedMaxBytes)
          throw new AppError(
            "too-large",
            `${address} lists more than ${Math.round(listedMaxBytes / 1024 ** 2)} MB of documents.`,
          );
        if (document.content) files.push(await take(from, document.content));
      }
    }),
  );
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
