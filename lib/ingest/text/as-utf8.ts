import { encodingOf } from "./decode-list";

/** Bytes of the beginning that tell the encoding. */
const ENOUGH_BYTES = 512;

/**
 * UTF-16 as UTF-8, everything else as it came. Windows PowerShell writes UTF-16 for whatever is sent into a file (`>`),
 * and no format that is read here is UTF-16 by itself.
 */
export async function* asUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  const encoder = new TextEncoder();
  const recoded = (bytes: Uint8Array) =>
    decoder === null ? bytes : encoder.encode(decoder.decode(bytes, { stream: true }));
  for await (const chunk of chunks) {
    if (head === null) {
      yield recoded(chunk);
      continue;
    }
    const start: Uint8Array = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (start.length < ENOUGH_BYTES) {
      // The chunk may be reused by whoever gave it.
      head = Uint8Array.from(start);
      continue;
    }
    head = null;
    decoder = decoderOf(start);
    yield recoded(start);
  }
  if (head !== null) {
    decoder = decoderOf(head);
    if (head.length > 0) yield recoded(head);
  }
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield encoder.encode(rest);
}

function decoderOf(start: Uint8Array): TextDecoder | null {
  const encoding = encodingOf(start.subarray(0, ENOUGH_BYTES));
  return encoding.startsWith("utf-16") ? new TextDecoder(encoding) : null;
}
