import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/**
 * SHA-256 as lower-case hex. Browsers offer their own only on https and localhost; a plant's machine is often reached
 * by plain http inside the fence, and must be able to upload too.
 */
export async function hashPiece(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const native = globalThis.crypto?.subtle;
  return bytesToHex(native ? new Uint8Array(await native.digest("SHA-256", bytes)) : sha256(bytes));
}
