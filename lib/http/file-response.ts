const TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json",
  pcap: "application/vnd.tcpdump.pcap",
} as const;

/**
 * Text or bytes that come piece by piece, as a file to keep. The first piece is awaited, so that whatever fails at the start is
 * still answered as an error; what fails later breaks the connection instead of ending the file early in silence.
 */
export async function fileResponse(
  pieces: AsyncIterable<string | Uint8Array>,
  name: string,
  format: keyof typeof TYPES,
): Promise<Response> {
  const iterator = together(pieces);
  let pending: IteratorResult<string | Uint8Array> | null = await iterator.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = pending ?? (await iterator.next());
      pending = null;
      if (piece.done) controller.close();
      else controller.enqueue(typeof piece.value === "string" ? encoder.encode(piece.value) : piece.value);
    },
    async cancel() {
      await iterator.return(undefined);
    },
  });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="sightglass-${name}-${day}.${format}"`,
      "cache-control": "no-store",
    },
  });
}

/** Lines go out together, as each by itself costs more than to make it. What comes slowly is still seen to come. */
const [PIECE_LENGTH, PIECE_MS] = [64 * 1024, 1_000];

async function* together(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  let text = "";
  // The first is handed on at once.
  let dueAtMs = 0;
  for await (const piece of pieces) {
    if (typeof piece !== "string") {
      if (text !== "") yield text;
      text = "";
      yield piece;
      continue;
    }
    text += piece;
    if (text.length < PIECE_LENGTH && performance.now() < dueAtMs) continue;
    yield text;
    text = "";
    dueAtMs = performance.now() + PIECE_MS;
  }
  if (text !== "") yield text;
}
