import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/**
 * SHA-256 of a file of any size as lower-case hex, read in pieces: it never stands in memory as a whole and never leaves
 * the machine. The browser's own digest takes whole buffers only, so the sum is our library's. `onProgress` hears the
 * bytes that were read; `signal` ends the work with the reason of the abort.
 */
export async function hashFile(
  file: Blob,
  { onProgress, signal }: { readonly onProgress?: (bytes: number) => void; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const hash = sha256.create();
  let bytes = 0;
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    signal?.throwIfAborted();
    // One await for each piece lets the page draw and answer in between.
    const piece = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
    hash.update(piece);
    bytes += piece.length;
    onProgress?.(bytes);
  }
  return bytesToHex(hash.digest());
}

const PIECE_BYTES = 2 * 1024 ** 2;
