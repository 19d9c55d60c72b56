import { AppError } from "@/lib/domain/errors";

const MAX_BYTES = 256 * 1024 ** 2;
const WITHIN_MS = 120_000;
const TRIES = 3;

/**
 * What lies at an http(s) address; null when the server says that nothing does (404, 410). Tries again after a failure
 * of the network or the server. Throws AppError "unavailable" with the address.
 */
export async function fetchFile(address: string): Promise<Buffer | null> {
  for (let tries = 1; ; tries++) {
    try {
      return await fetchOnce(address);
    } catch (cause) {
      if (cause instanceof AppError || tries === TRIES) {
        if (cause instanceof AppError) throw cause;
        throw new AppError("unavailable", `${address} could not be fetched (${wordsOf(cause)}).`, { cause });
      }
    }
  }
}

async function fetchOnce(address: string): Promise<Buffer | null> {
  const response = await fetch(address, { signal: AbortSignal.timeout(WITHIN_MS), redirect: "follow" });
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    return null;
  }
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAX_BYTES) {
      await reader?.cancel();
      throw new AppError("too-large", `${address} is larger than 256 MB.`);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause as NodeJS.ErrnoException | undefined;
  return inner?.code ?? cause.message;
}
