import { describe, expect, it } from "vitest";
import { PcapReader } from "@/lib/capture/pcap-reader";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import { FIXTURES as BACNET } from "@/lib/protocols/bacnet/bacnet.fixtures";
import { FIXTURES as FINS } from "@/lib/protocols/fins/fins.fixtures";
import { DECODERS } from "@/lib/protocols/registry";
import { BROADCAST, ethernet, ipv4, MAC_A, MAC_B, pcap, START_US, udp } from "@/lib/testing/frames";
import { CaptureEngine } from "./capture-engine";
import { DecoderIndex } from "./decoder-index";

const INDEX = new DecoderIndex(DECODERS);
const ROUTER = "02:00:00:00:00:01";

function read(file: Uint8Array, isThorough: boolean): DiscoveryResult {
  const engine = new CaptureEngine(INDEX, DEFAULT_IMPORT_LIMITS, { isThorough });
  const reader = new PcapReader(engine);
  reader.push(file);
  reader.finish();
  return engine.finish("capture", file.length);
}

const bytesOf = (fixtures: typeof FINS, name: string) => {
  const found = fixtures.find((it) => it.name.startsWith(name));
  if (!found) throw new Error(`no fixture ${name}`);
  return found.bytes;
};
/** "control" in both. */
const STOP = { port: 9600, payload: bytesOf(FINS, "Stop") };
const REINITIALISE = { port: 47_808, payload: bytesOf(BACNET, "ReinitializeDevice") };
const READ = { port: 9600, payload: bytesOf(FINS, "Controller Data Read over UDP") };
const NOTHING = new Uint8Array(0);

/** Numbers that look random and are the same in each run (Numerical Recipes' linear congruential generator). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
}

interface Sent {
  readonly asks: { readonly port: number; readonly payload: Uint8Array };
  readonly id: number;
  readonly atUs: number;
  readonly isRouted?: boolean;
}

const frameOf = ({ asks, id, atUs, isRouted = false }: Sent) => ({
  bytes: ethernet(0x0800, ipv4(17, udp(40_000, asks.port, asks.payload), { id, ttl: isRouted ? 63 : 64 }), {
    from: isRouted ? ROUTER : MAC_A,
    to: isRouted ? MAC_B : ROUTER,
  }),
  timeUs: START_US + atUs,
});

/** What both ways count: the flows' operations and packets. */
function counted(sent: readonly Sent[]) {
  const file = pcap(sent.map(frameOf));
  const [short, thorough] = [read(file, false), read(file, true)];
  expect(short).toEqual(thorough);
  return [...short.flows].map(({ operations, packets }) => ({ operations, packets }));
}

const many = (asks: Sent["asks"], times: number) =>
  Array.from({ length: times }, (_, n) => ({ asks, id: 100 + n, atUs: n * 1_000_000 }));
const twice = (sent: readonly Sent[], later: Partial<Sent> = {}) =>
  sent.flatMap((it) => [it, { ...it, atUs: it.atUs + 40, ...later }]);

describe("a datagram that was captured twice", () => {
  it.each([
    ["FINS", STOP],
    ["BACnet", REINITIALISE],
  ])("asks once: %s", (_, asks) => {
    expect(counted(many(asks, 6))).toEqual([{ operations: { control: 6 }, packets: 6 }]);
    expect(counted(twice(many(asks, 6)))).toEqual([{ operations: { control: 6 }, packets: 12 }]);
  });

  it("asks once before and behind its router", () => {
    expect(counted(twice(many(STOP, 6), { isRouted: true }))).toEqual([{ operations: { control: 6 }, packets: 12 }]);
  });

  it("is no copy with a number of its own, without one, or later", () => {
    const others = (later: (it: Sent) => Partial<Sent>) => many(STOP, 3).flatMap((it) => [it, { ...it, ...later(it) }]);
    const six = [{ operations: { control: 6 }, packets: 6 }];
    expect(counted(others((it) => ({ id: it.id + 1_000, atUs: it.atUs + 40 })))).toEqual(six);
    expect(counted(twice(many(STOP, 3).map((it) => ({ ...it, id: 0 }))))).toEqual(six);
    expect(counted(others((it) => ({ atUs: it.atUs + 20_000 })))).toEqual(six);
  });

  it("hides no first operation of its kind, whatever number it was given", () => {
    // The checksum is not computed (0): number and length are all that tells, and somebody may have set them.
    const padded = { ...STOP, payload: Uint8Array.from([...STOP.payload]) };
    const [readLength, stopLength] = [READ.payload.length, padded.payload.length];
    const reads = {
      ...READ,
      payload: Uint8Array.from([...READ.payload, ...new Uint8Array(Math.max(0, stopLength - readLength))]),
    };
    const flows = counted([
      { asks: reads, id: 7, atUs: 0 },
      { asks: padded, id: 7, atUs: 40 },
    ]);
    expect(flows[0]?.operations).toMatchObject({ control: 1 });
  });
});

it("a broadcast that was captured twice asks once", () => {
  const frame = (atUs: number) => ({
    bytes: ethernet(0x0800, ipv4(17, udp(47_808, 47_808, REINITIALISE.payload), { id: 5, to: "10.0.0.255" }), {
      to: BROADCAST,
    }),
    timeUs: START_US + atUs,
  });
  const { flows } = read(pcap([frame(0), frame(3)]), false);
  expect([...flows].map((it) => it.operations)).toEqual([{ control: 1 }]);
});

it("both ways weigh copies alike, in whatever order numbers, gaps and times come", () => {
  const choose = random(11);
  const sent: Sent[] = many(STOP, 40);
  let atUs = 100_000_000;
  for (let n = 0; n < 3_000; n += 1) {
    atUs += [0, 40, 9_000, 20_000, -15_000][choose() % 5];
    const asks = choose() % 7 === 0 ? { ...STOP, payload: NOTHING } : STOP;
    sent.push({ asks, id: [0, 7, 7, 7, 8][choose() % 5], atUs });
  }
  const [flow] = counted(sent);
  expect(flow?.packets).toBe(sent.length);
  expect(flow?.operations.control).toBeLessThan(sent.length);
});
