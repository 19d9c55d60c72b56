import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { PcapReader, pcapVariant } from "@/lib/capture/pcap-reader";
import { PcapngReader } from "@/lib/capture/pcapng-reader";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import { DECODERS } from "@/lib/protocols/registry";
import { type Draw, drawFrom } from "@/lib/simulator/draw";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, pcap, tcp } from "@/lib/testing/frames";
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

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("gives what the long way gives for connections that come and go: %i", (seed) => {
    const file = pcap(comeAndGo(drawFrom(seed), 1_500));
    expect(read(file, false)).toEqual(read(file, true));
  });
});

const MODBUS = [
  [0, 1, 0, 0, 0, 6, 5, 3, 0, 0, 0, 2],
  [0, 2, 0, 0, 0, 6, 5, 5, 0, 9, 255, 0],
  [0, 3, 0, 0, 0, 7, 5, 3, 4, 1, 2, 3, 4],
  [0, 4, 0, 0, 0, 3, 5, 0x84, 2],
  [0, 5, 0, 0, 0, 6, 7, 6, 0, 1, 0, 2],
];
const FLAGS = ["S", "SA", "A", "A", "A", "A", "A", "A", "FA", "F", "R", "RA", "SF"];

/** Two connections on the same ports again and again: handshakes, lost and repeated and cut messages, ends of all kinds. */
function comeAndGo(draw: Draw, count: number): Uint8Array[] {
  const connections = [40_001, 40_002].map((port) => ({ port, next: [1_000, 9_000] as [number, number] }));
  return Array.from({ length: count }, () => {
    const connection = connections[draw(2)];
    const side = draw(2) as 0 | 1;
    const flags = FLAGS[draw(FLAGS.length)];
    const { next, port } = connection;
    if (flags.startsWith("S") && draw(3) > 0) next[side] = draw(5) * 10_000;
    const whole = draw(4) === 0 ? [...MODBUS[draw(5)], ...MODBUS[draw(5)]] : MODBUS[draw(5)];
    const payload = flags === "A" || draw(8) === 0 ? whole.slice(0, draw(10) === 0 ? draw(12) : whole.length) : [];
    const shift = draw(12) === 0 ? [20, -12, -3, 1 << 25][draw(4)] : 0;
    const sequence = next[side] + shift;
    // Most of what was sent came across; some segments are missing from the capture.
    if (shift === 0 && draw(20) > 0) next[side] += payload.length + (flags.includes("S") ? 1 : 0);
    const ports = side === 0 ? ([port, 502] as const) : ([502, port] as const);
    const acknowledgement = next[1 - side] + (draw(15) === 0 ? 30 : 0);
    const segment = tcp(ports[0], ports[1], Uint8Array.from(payload), { flags, sequence, acknowledgement });
    const [from, to] = side === 0 ? [IP_A, IP_B] : [IP_B, IP_A];
    const [fromMac, toMac] = side === 0 ? [MAC_A, MAC_B] : [MAC_B, MAC_A];
    return ethernet(0x0800, ipv4(6, segment, { from, to }), { from: fromMac, to: toMac });
  });
}
