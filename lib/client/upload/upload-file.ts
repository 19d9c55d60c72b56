import type { UploadedPiece } from "@/lib/contracts/imports";
import { problemOf } from "../api-client";
import { ApiProblem } from "../api-problem";
import { hashPiece } from "./hash-piece";

const PIECE_BYTES = 8 * 1024 * 1024;
/** Pauses of half a minute together: a server that starts again is back by then. */
const TRIES = 8;
const BACK_OFF_MS = 1_000;

export interface UploadTarget {
  readonly importId: string;
  /** From 1, as announced. */
  readonly number: number;
}

interface UploadOptions {
  readonly signal: AbortSignal;
  /** Bytes that the server has confirmed. */
  readonly onProgress: (receivedBytes: number) => void;
  readonly send?: typeof fetch;
  readonly wait?: (ms: number) => Promise<void>;
}

/**
 * Sends a file piece by piece, each with its hash. A broken connection or a refused piece is tried again from where
 * the server stands; nothing is sent twice that was confirmed. Throws ApiProblem.
 */
export async function uploadFile(
  file: Blob,
  { importId, number }: UploadTarget,
  { signal, onProgress, send = fetch, wait = pause }: UploadOptions,
): Promise<void> {
  let offset = 0;
  let failures = 0;
  let isComplete = false;
  while (!isComplete) {
    const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
    try {
      const answer = await sendPiece(
        send,
        `/api/v1/imports/${importId}/files/${number}?offset=${offset}`,
        bytes,
        signal,
      );
      offset = answer.receivedBytes;
      isComplete = answer.isComplete;
      failures = 0;
      onProgress(offset);
    } catch (error) {
      if (signal.aborted || !(error instanceof ApiProblem)) throw error;
      const expected = expectedOffset(error);
      failures += 1;
      if (failures >= TRIES || (expected === null && !isWorthTrying(error))) throw error;
      if (expected !== null) offset = expected;
      await wait(BACK_OFF_MS * failures);
    }
  }
}

async function sendPiece(send: typeof fetch, url: string, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal) {
  const sha256 = await hashPiece(bytes);
  let response: Response;
  try {
    response = await send(url, {
      method: "PUT",
      credentials: "same-origin",
      headers: { "content-type": "application/octet-stream", "x-content-sha256": sha256 },
      body: bytes,
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiProblem({
      status: 0,
      code: "unreachable",
      detail: "The server does not answer. What it confirmed is safe; start the upload again when it is back.",
    });
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as UploadedPiece;
}

/** The server says where to go on when a piece does not follow the last one it has. */
function expectedOffset(problem: ApiProblem): number | null {
  const said = problem.invalidParams.find((it) => it.name === "offset")?.reason;
  return said !== undefined && /^\d+$/.test(said) ? Number(said) : null;
}

function isWorthTrying({ status, code }: ApiProblem): boolean {
  return status === 0 || status >= 500 || code === "upload-mismatch";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
