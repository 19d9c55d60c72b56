import { AppError } from "@/lib/domain/errors";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { pcapImporter } from "@/lib/ingest/capture/pcap-importer";
import { pcapngImporter } from "@/lib/ingest/capture/pcapng-importer";
import { DEFAULT_IMPORT_LIMITS, type Importer, type ImportParser } from "@/lib/ingest/define-importer";
import { DEFAULT_UNPACK_LIMITS } from "@/lib/ingest/unpack/unpack-limits";
import { isZstd, unzstd } from "@/lib/ingest/unpack/unzstd";

/** Large enough to be read fast, small enough that a cancelled or hidden tab holds nothing. */
const SLICE_BYTES = 4 * 1024 ** 2;
/** Enough to tell how a file is packed. */
const HEAD_BYTES = 4;
const CAPTURES: readonly Importer[] = [pcapImporter, pcapngImporter];

interface CaptureProgress {
  /** Of the file as it came, 0 to 1. */
  readonly fraction: number;
  readonly packets: number;
}

/**
 * Reads a capture in a browser, slice by slice, with the importer of the server. Throws AppError
 * ("unsupported-format", "too-large") for what cannot be previewed.
 */
export async function readCapture(
  file: Blob & { readonly name: string },
  onProgress: (progress: CaptureProgress) => void,
): Promise<DiscoveryResult> {
  const warnings: string[] = [];
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  let parser: ImportParser | null = null;
  let start = new Uint8Array(0);
  let bytesIn = 0;
  const slices = slicesOf(file, (bytes) => {
    bytesIn += bytes;
  });
  for await (const chunk of unpacked(head, slices, warnings)) {
    if (parser) parser.push(chunk);
    else {
      start = joined(start, chunk);
      if (start.length >= 64) parser = openParser(start, file.name);
    }
    onProgress({ fraction: file.size === 0 ? 1 : bytesIn / file.size, packets: parser?.records ?? 0 });
  }
  const result = (parser ?? openParser(start, file.name)).finish();
  return warnings.length === 0 ? result : { ...result, warnings: [...warnings, ...result.warnings] };
}

function openParser(head: Uint8Array, fileName: string): ImportParser {
  const importer = CAPTURES.find((it) => it.recognise(head, fileName) === "certain");
  if (!importer) {
    throw new AppError("unsupported-format", `${fileName} is no capture: it is read once it has been uploaded.`);
  }
  const parser = importer.open({ fileName, limits: DEFAULT_IMPORT_LIMITS });
  parser.push(head);
  return parser;
}

async function* slicesOf(file: Blob, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
    onBytes(bytes.length);
    yield bytes;
  }
}

/** The content of one layer of packing; `head` is how the file begins. */
function unpacked(
  head: Uint8Array,
  slices: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  warnings: string[],
): AsyncGenerator<Uint8Array> {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return ungzipped(slices, warnings);
  return isZstd(head) ? unzstd(slices, DEFAULT_UNPACK_LIMITS, (sentence) => warnings.push(sentence)) : slices;
}

/** One layer of gzip by the platform's own means, with the server's bounds and its sentences. */
async function* ungzipped(
  slices: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  warnings: string[],
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await slices.next();
      if (next.done) return controller.close();
      packed += next.value.length;
      controller.enqueue(next.value);
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  let bytes = 0;
  const { maxBytes, maxRatio, ratioFromBytes } = DEFAULT_UNPACK_LIMITS;
  for (;;) {
    const next = await reader.read().catch(() => null);
    if (next === null) {
      if (bytes === 0) throw new AppError("damaged-file", "The gzip file is damaged at its start.");
      const count = bytes.toLocaleString("en-US");
      warnings.push(`The gzip file is cut off or damaged after ${count} unpacked bytes; what came before was read.`);
      return;
    }
    if (next.done) return;
    bytes += next.value.length;
    if (bytes > maxBytes || (bytes > ratioFromBytes && bytes > packed * maxRatio)) {
      await reader.cancel();
      throw new AppError("too-large", "The gzip file looks like a decompression bomb, so it was not read.");
    }
    yield next.value;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
