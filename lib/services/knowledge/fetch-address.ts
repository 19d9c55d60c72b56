import "server-only";
import { AppError } from "@/lib/domain/errors";
import { addressProblem, MAX_REDIRECTS, redirectProblem } from "@/lib/domain/knowledge/feed-address";

const MAX_BYTES = 256 * 1024 ** 2;
const WITHIN_MS = 120_000;

/** What the server said last time, so that it can say that nothing changed. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Fetched extends Validators {
  /** null: nothing changed since those validators. */
  readonly content: Buffer | null;
}

export interface FetchLimits {
  readonly maxBytes?: number;
  readonly withinMs?: number;
  /** Of all that one address lists (fetch-feeds.ts). */
  readonly listedMaxBytes?: number;
  readonly listedWithinMs?: number;
}

/**
 * What lies at a configured address. Follows redirects as far as `redirectProblem` allows, within a time and a size.
 * @throws AppError "unavailable" or "too-large" with a sentence that names the address
 */
export async function fetchAddress(
  address: string,
  { etag, lastModified }: Validators,
  { maxBytes = MAX_BYTES, withinMs = WITHIN_MS }: FetchLimits = {},
): Promise<Fetched> {
  const problem = addressProblem(address);
  if (problem !== null) throw new AppError("bad-request", `${address}: ${problem}`);
  const signal = AbortSignal.timeout(withinMs);
  const headers: Record<string, string> = {
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
  let url = new URL(address);
  try {
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await fetch(url, { signal, redirect: "manual", headers, credentials: "omit" });
      const { status } = response;
      if (status === 304) return { content: null, etag, lastModified };
      const location = response.headers.get("location");
      if (status >= 300 && status < 400 && location !== null) {
        await response.body?.cancel();
        const next = new URL(location, url);
        const refused = redirectProblem(url, next);
        if (refused !== null) throw new AppError("unavailable", `${address} was not followed: ${refused}`);
        url = next;
        continue;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new AppError("unavailable", `${address} answered with status ${status}.`);
      }
      return {
        content: await readBody(response, maxBytes, address),
        etag: response.headers.get("etag"),
        lastModified: response.headers.get("last-modified"),
      };
    }
    throw new AppError("unavailable", `${address} leads on more than ${MAX_REDIRECTS} times.`);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("unavailable", `${address} could not be fetched: ${wordsOf(cause, withinMs)}.`, { cause });
  }
}

async function readBody(response: Response, maxBytes: number, address: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      await reader?.cancel();
      throw new AppError("too-large", `${address} is larger than ${Math.round(maxBytes / 1024 ** 2)} MB.`);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function wordsOf(cause: unknown, withinMs: number): string {
  if (!(cause instanceof Error)) return "the connection failed";
  if (cause.name === "TimeoutError") return `it took longer than ${Math.round(withinMs / 1000)} seconds`;
  const code = (cause.cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its host name is not known here";
  if (code === "ECONNREFUSED") return "nothing answers there";
  return code === undefined ? "the connection failed" : `the connection failed (${code})`;
}
