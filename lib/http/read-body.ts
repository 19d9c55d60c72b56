import { AppError } from "@/lib/domain/errors";

/**
 * The raw body, held in memory: for files that are small by nature. Captures go to the disk piece by piece instead
 * (lib/services/imports/receive-piece.ts). Throws "too-large" as soon as more than `maxBytes` came.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      await reader?.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  if (announced > bytes)
    throw new AppError("upload-mismatch", "The connection broke before the file was whole. Send it again.");
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    "too-large",
    `The file is larger than ${Math.floor(maxBytes / 1024 ** 2)} MB, the most that is taken here.`,
  );
}
