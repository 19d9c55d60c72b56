import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError } from "@/lib/domain/errors";

const unpack = promisify(gunzip);

const MAX_PACKED_BYTES = 8 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 48 * 1024 * 1024;

/** The JSON of a body that may be packed with gzip. Throws AppError("too-large", "bad-request"); bounded in memory. */
export async function packedJsonOf(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAX_PACKED_BYTES) throw new AppError("too-large", "The batch is larger than 8 MiB. Send it in parts.");
    chunks.push(part.value);
  }
  const body = Buffer.concat(chunks);
  const isPacked = body[0] === 0x1f && body[1] === 0x8b;
  const text = isPacked ? await unpack(body, { maxOutputLength: MAX_UNPACKED_BYTES }).catch(refuse) : body;
  try {
    return JSON.parse(text.toString("utf8"));
  } catch {
    throw new AppError("bad-request", "The batch is not valid JSON.");
  }
}

function refuse(cause: NodeJS.ErrnoException): never {
  if (cause.code === "ERR_BUFFER_TOO_LARGE")
    throw new AppError("too-large", "The batch is larger than 48 MiB. Send it in parts.");
  throw new AppError("bad-request", "The batch is no valid gzip.", { cause });
}
