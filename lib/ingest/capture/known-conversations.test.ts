import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { PcapReader, pcapVariant } from "@/lib/capture/pcap-reader";
import { PcapngReader } from "@/lib/capture/pcapng-reader";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import { DECODERS } from "@/lib/protocols/registry";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { CaptureEngine } from "./capture-engine";
import { DecoderIndex } from "./decoder-index";

const INDEX = new DecoderIndex(DECODERS);
/** Larger captures of the corpus only repeat themselves. */
const MAX_BYTES = 1_500_000;

function read(file: Uint8Array, isThorough: boolean): DiscoveryResult {
  const engine = new CaptureEngine(INDEX, DEFAULT_IMPORT_LIMITS, { isThorough });
  const reader = pcapVariant(file) ? new PcapReader(engine) : new PcapngReader(engine);
  reader.push(file);
  reader.finish();
  return engine.finish("capture", file.length);
}

const captures = hasCorpus ? corpusFiles("captures") : [];

describe("the short way", () => {
  it.skipIf(!hasCorpus).each(captures)("gives what the long way gives: %s", (name) => {
    const packed = readFileSync(corpusPath("captures", name));
    const file = packed[0] === 0x1f ? gunzipSync(packed) : packed;
    const part = file.subarray(0, MAX_BYTES);
    expect(read(part, false)).toEqual(read(part, true));
  });
});
