import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { PcapReader, pcapVariant } from "@/lib/capture/pcap-reader";
import { PcapngReader } from "@/lib/capture/pcapng-reader";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import type { Fixture } from "@/lib/protocols/fixture";
import { FIXTURES as NBNS_FIXTURES } from "@/lib/protocols/nbns/nbns.fixtures";
import { DECODERS } from "@/lib/protocols/registry";
import { type Draw, drawFrom } from "@/lib/simulator/draw";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import {
  arp,
  BROADCAST,
  bytesOf,
  type Captured,
  ethernet,
  IP_A,
  IP_B,
  ipv4,
  MAC_A,
  MAC_B,
  pcap,
  START_US,
  tcp,
  udp,
} from "@/lib/testing/frames";
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

function readInIntervals(file: Uint8Array, isThorough: boolean): DiscoveryResult[] {
  const engine = new CaptureEngine(INDEX, DEFAULT_IMPORT_LIMITS, { isThorough });
  const reader = new PcapReader(engine);
  const middle = file.length >> 1;
  reader.push(file.subarray(0, middle));
  const first = engine.takeInterval("capture", middle);
  reader.push(file.subarray(middle));
  reader.finish();
  return [first, engine.finish("capture", file.length - middle)];
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

  it("hears an answer of ARP that came unasked before, and comes again once it was asked for", () => {
    const answer = arp(2, { senderMac: MAC_A, senderIp: IP_A, targetIp: IP_B, to: MAC_B });
    const question = arp(1, { senderMac: MAC_B, senderIp: IP_B, targetIp: IP_A });
    const file = pcap([answer, answer, question, answer, answer]);
    const conversed = (isThorough: boolean) =>
      read(file, isThorough).observations.filter((it) => it.kind === "sighting" && it.conversed).length;
    expect(conversed(true)).toBe(2);
    expect(conversed(false)).toBe(2);
  });

  it("reads as many messages of a flow as the long way, also when most came before", () => {
    const datagrams = NBNS_FIXTURES.filter((it) => it.carrier === "udp").map(({ bytes }) => bytes);
    const frame = (bytes: Uint8Array) => ethernet(0x0800, ipv4(17, udp(137, 137, bytes)));
    // Some decoders read 256 messages of each end: here one more and one less, and then something new.
    for (const repeated of [253, 254, 255, 256]) {
      const frames = [...Array.from({ length: repeated }, () => datagrams[0]), ...datagrams.slice(1)].map(frame);
      expect(read(pcap(frames), false)).toEqual(read(pcap(frames), true));
    }
    expect(read(pcap(datagrams.map(frame)), false).observations.length).toBeGreaterThan(3);
  });

  it.each([1, 2, 3, 4])("gives what the long way gives for frames without IP that come again: %i", async (seed) => {
    const file = pcap(repeatedFrames(drawFrom(seed), 3_000, await linkFixtures()));
    expect(read(file, false)).toEqual(read(file, true));
    expect(readInIntervals(file, false)).toEqual(readInIntervals(file, true));
  });

  it("gives what the long way gives for datagrams that come again in any order, of each protocol", async () => {
    const differing: string[] = [];
    for (const { name, fixtures } of await datagramFixtures()) {
      for (const seed of [1, 2, 3]) {
        const file = pcap(repeatedDatagrams(drawFrom(seed), 120, fixtures));
        if (!isDeepStrictEqual(read(file, false), read(file, true))) differing.push(`${name} ${seed}`);
      }
    }
    expect(differing).toEqual([]);
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

interface LinkFixture {
  readonly etherType: number;
  readonly bytes: Uint8Array;
}

/** What decoders of Ethernet frames are tested with. */
async function linkFixtures(): Promise<LinkFixture[]> {
  const all: LinkFixture[] = [];
  for (const { name, carriers } of DECODERS) {
    const carrier = carriers.find((it) => it.layer === "ethernet");
    if (carrier?.layer !== "ethernet") continue;
    const { FIXTURES } = (await import(`../../protocols/${name}/${name}.fixtures.ts`)) as { FIXTURES: Fixture[] };
    for (const { carrier: layer, bytes } of FIXTURES)
      if (layer === "ethernet") all.push({ etherType: carrier.etherTypes[0], bytes });
  }
  return all;
}

/** What decoders of UDP are tested with, questions among it; messages for TCP, which some take alike. */
async function datagramFixtures(): Promise<{ name: string; fixtures: Fixture[] }[]> {
  const all: { name: string; fixtures: Fixture[] }[] = [];
  for (const { name, carriers } of DECODERS) {
    if (!carriers.some(({ layer }) => layer === "udp")) continue;
    const { FIXTURES } = (await import(`../../protocols/${name}/${name}.fixtures.ts`)) as { FIXTURES: Fixture[] };
    const fixtures = FIXTURES.filter(({ carrier }) => carrier === "udp" || carrier === "tcp").flatMap((it) =>
      it.question ? [{ ...it, bytes: it.question, fromInitiator: it.fromInitiator === false }, it] : [it],
    );
    if (fixtures.length > 0) all.push({ name, fixtures });
  }
  return all;
}

/** Few datagrams on two flows of the same ends, whole, changed or cut: answers before their questions among them. */
function repeatedDatagrams(draw: Draw, count: number, fixtures: readonly Fixture[]): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const { bytes, port = 9, initiatorPort, fromInitiator = true } = fixtures[draw(fixtures.length)];
    const asker = draw(4) > 0 && initiatorPort !== undefined ? initiatorPort : 40_000 + draw(2);
    const own = Uint8Array.from(bytes);
    if (draw(12) === 0) own[draw(own.length)] = draw(256);
    const payload = draw(25) === 0 ? own.subarray(0, draw(own.length)) : own;
    const [ports, ends, cards] = fromInitiator
      ? ([[asker, port], { from: IP_A, to: IP_B }, { from: MAC_A, to: MAC_B }] as const)
      : ([[port, asker], { from: IP_B, to: IP_A }, { from: MAC_B, to: MAC_A }] as const);
    return ethernet(0x0800, ipv4(17, udp(ports[0], ports[1], payload), ends), cards);
  });
}

const MACS = [MAC_A, MAC_B, "00:1b:1b:00:00:01", "00:1b:1b:00:00:02"];
const IPS = [IP_A, IP_B, "10.0.0.12", "0.0.0.0", "224.0.0.1"];

/**
 * A few cards and addresses: questions and answers of ARP, asked for and not, announcements and cyclic data with and
 * without a counter, tags, cut frames, unknown EtherTypes, and datagrams between; times jump, so that leases end.
 */
function repeatedFrames(draw: Draw, count: number, fixtures: readonly LinkFixture[]): Captured[] {
  let timeUs = START_US;
  const few = Array.from({ length: 8 }, () => fixtures[draw(fixtures.length)]);
  return Array.from({ length: count }, () => {
    timeUs += draw(200) === 0 ? 700_000_000 : draw(30) * 100_000 - 200_000;
    const from = MACS[draw(MACS.length)];
    const to = draw(2) === 0 ? BROADCAST : MACS[draw(MACS.length)];
    const frame = oneFrame(draw, few, from, to);
    const isTagged = draw(6) === 0;
    const bytes = isTagged ? bytesOf(frame.subarray(0, 12), [0x81, 0, 0, draw(3)], frame.subarray(12)) : frame;
    return { bytes, timeUs, wireLength: bytes.length + (draw(20) === 0 ? 10 : 0) };
  });
}

function oneFrame(draw: Draw, fixtures: readonly LinkFixture[], from: string, to: string): Uint8Array {
  switch (draw(6)) {
    case 0:
      return ethernet(0x9998, bytesOf([draw(2), 0, 0, 0, 0]), { from, to });
    case 1: {
      const ends = { from: IPS[draw(3)], to: IPS[draw(3)] };
      return ethernet(0x0800, ipv4(17, udp(40_000, 161, bytesOf([draw(2), 1, 2])), ends), { from, to });
    }
    case 2:
    case 3:
      return arp(draw(2) === 0 ? 1 : 2, {
        senderMac: from,
        senderIp: IPS[draw(IPS.length)],
        targetIp: IPS[draw(4)],
        to,
      });
    default: {
      const { etherType, bytes } = fixtures[draw(fixtures.length)];
      const own = Uint8Array.from(bytes);
      if (draw(3) === 0) own[own.length - 1] = draw(256);
      return ethernet(etherType, draw(30) === 0 ? own.subarray(0, draw(own.length)) : own, { from, to });
    }
  }
}
