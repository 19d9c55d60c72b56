import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { type CsvMapping, DEFAULT_IMPORT_LIMITS, type ImportLimits, type ImportParser } from "./define-importer";
import { explainUnknown } from "./explain-unknown";
import { fileChunks } from "./file-chunks";
import type { FrameKeeper } from "./kept/on-record";
import { HEAD_BYTES, recognise } from "./recognise";
import { asUtf8 } from "./text/as-utf8";
import { DEFAULT_UNPACK_LIMITS, type UnpackLimits } from "./unpack/unpack-limits";
import { MAGIC_BYTES, unpackerOf } from "./unpack/unpacker";

export interface ReadProgress {
  /** Bytes of the file as it came (packed); divide by its size for a fraction. */
  readonly bytesIn: number;
  readonly records: number;
}

export interface ReadOptions {
  readonly fileName: string;
  readonly limits?: ImportLimits;
  readonly unpackLimits?: UnpackLimits;
  readonly csvMapping?: CsvMapping;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after every chunk; the caller decides how often that is worth telling. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Called when the last byte was read, before the parser finishes what it holds. */
  readonly onEnd?: () => void;
  /** As in `ImportOptions`. */
  readonly keeper?: FrameKeeper;
}

export interface ReadOutcome {
  readonly result: DiscoveryResult;
  /** Of the unpacked content, lower-case hex. */
  readonly fileSha256: string;
}

/** `readUnhashed`, and tells the content by its SHA-256. */
export async function readSource(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<ReadOutcome> {
  const hash = createHash("sha256");
  const result = await readUnhashed(chunks, { ...options, onContent: (chunk) => hash.update(chunk) });
  return { result, fileSha256: hash.digest("hex") };
}

/**
 * Reads one file of any known format to its end: unpacks one layer of gzip or Zstandard, makes UTF-16 UTF-8,
 * recognises by content, parses. For who keeps nothing of the file: hashing it is a tenth of reading a large capture.
 * Throws AppError: "unsupported-format" for what no importer reads, "damaged-file", "too-large" for bombs.
 */
export async function readUnhashed(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions & { readonly onContent?: (chunk: Uint8Array) => void },
): Promise<DiscoveryResult> {
  const warnings: string[] = [];
  let bytesIn = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      options.signal?.throwIfAborted();
      bytesIn += chunk.length;
      yield chunk;
    }
  }

  let bytes = 0;
  async function* content(): AsyncGenerator<Uint8Array> {
    for await (const chunk of unpacked(counted(), options.unpackLimits ?? DEFAULT_UNPACK_LIMITS, warnings)) {
      options.onContent?.(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }

  let parser: ImportParser | null = null;
  let head = new Uint8Array(0);
  const open = () => {
    const importer = recognise(head, options.fileName);
    if (!importer) throw explainUnknown(head);
    parser = importer.open({
      fileName: options.fileName,
      limits: options.limits ?? DEFAULT_IMPORT_LIMITS,
      csvMapping: options.csvMapping,
      keeper: options.keeper,
    });
    parser.push(head);
    return parser;
  };

  for await (const chunk of asUtf8(content())) {
    if (parser) {
      (parser as ImportParser).push(chunk);
    } else {
      head = concat(head, chunk);
      if (head.length >= HEAD_BYTES) open();
    }
    options.onProgress?.({ bytesIn, records: (parser as ImportParser | null)?.records ?? 0 });
  }
  options.signal?.throwIfAborted();
  const opened = parser ?? open();
  options.onEnd?.();
  const result = opened.finish();
  return { ...result, bytes, warnings: [...warnings, ...result.warnings] };
}

/** Like `readSource`, over a file of the local disk; the name is taken from the path unless given. */
export function readSourceFile(path: string, options: Partial<ReadOptions> = {}): Promise<ReadOutcome> {
  return readSource(fileChunks(path), { fileName: basename(path), ...options });
}

/** Like `readUnhashed`, in the same way. */
export function readUnhashedFile(path: string, options: Partial<ReadOptions> = {}): Promise<DiscoveryResult> {
  return readUnhashed(fileChunks(path), { fileName: basename(path), ...options });
}

/** The content behind at most one packed layer. Throws as `gunzip` and `unzstd` do. */
export async function* unpacked(
  chunks: AsyncIterator<Uint8Array>,
  limits: UnpackLimits,
  warnings: string[],
): AsyncGenerator<Uint8Array> {
  try {
    yield* unpackedFrom(chunks, limits, warnings);
  } finally {
    // Whoever stops early leaves no file open.
    await chunks.return?.();
  }
}

async function* unpackedFrom(
  chunks: AsyncIterator<Uint8Array>,
  limits: UnpackLimits,
  warnings: string[],
): AsyncGenerator<Uint8Array> {
  let start = new Uint8Array(0);
  while (start.length < MAGIC_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    start = concat(start, next.value);
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (start.length > 0) yield start;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  const unpack = unpackerOf(start);
  yield* unpack ? unpack(whole(), limits, (sentence) => warnings.push(sentence)) : whole();
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
