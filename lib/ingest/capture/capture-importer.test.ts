import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PcapReader } from "@/lib/capture/pcap-reader";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import type {
  BindingObservation,
  Observation,
  ServiceObservation,
  SightingObservation,
} from "@/lib/domain/observation";
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from "@/lib/ingest/define-importer";
import { defineDecoder } from "@/lib/protocols/define-decoder";
import { modbus } from "@/lib/protocols/modbus/modbus";
import { DECODERS } from "@/lib/protocols/registry";
import {
  arp,
  BROADCAST,
  be16,
  be32,
  bytesOf,
  type Captured,
  ethernet,
  IP_A,
  IP_B,
  inChunks,
  ipv4,
  ipv6,
  MAC_A,
  MAC_B,
  pcap,
  START_US,
  tcp,
  udp,
} from "@/lib/testing/frames";
import { CaptureEngine } from "./capture-engine";
import { DecoderIndex } from "./decoder-index";
import { pcapImporter } from "./pcap-importer";

function take(file: Uint8Array, cuts: readonly number[] = [], limits: Partial<ImportLimits> = {}): DiscoveryResult {
  const parser = pcapImporter.open({ fileName: "test.pcap", limits: { ...DEFAULT_IMPORT_LIMITS, ...limits } });
  for (const chunk of inChunks(file, cuts)) {
    const copy = chunk.slice();
    parser.push(copy);
    copy.fill(0xee);
  }
  const result = parser.finish();
  expect(ledgerReconciles(result.ledger)).toBe(true);
  expect(result.ledger.records).toBe(result.records);
  expect(parser.records).toBe(result.records);
  return result;
}

const takeFrames = (frames: readonly (Uint8Array | Captured)[], limits?: Partial<ImportLimits>) =>
  take(pcap(frames), [], limits);

function takeWithLiveFlows(frames: readonly Uint8Array[], maxLiveFlows: number): DiscoveryResult {
  const engine = new CaptureEngine(new DecoderIndex(DECODERS), DEFAULT_IMPORT_LIMITS, { maxLiveFlows });
  const reader = new PcapReader(engine);
  reader.push(pcap(frames));
  reader.finish();
  return engine.finish("pcap", 0);
}

const ip = (
  payload: Uint8Array,
  options: Parameters<typeof ipv4>[2] & { fromMac?: string; toMac?: string } = {},
  protocol = 6,
) => ethernet(0x0800, ipv4(protocol, payload, options), { from: options.fromMac ?? MAC_A, to: options.toMac ?? MAC_B });
/** Version 1, one name: "ap". */
const UBIQUITI_ANNOUNCEMENT = Uint8Array.from([1, 0, 0, 5, 0x0b, 0, 2, 0x61, 0x70]);
const BACK = { from: IP_B, to: IP_A, fromMac: MAC_B, toMac: MAC_A };
const ascii = (text: string) => new TextEncoder().encode(text);

/** A to B: handshake, then what each says. */
function connection(port: number, request: Uint8Array, response: Uint8Array, clientPort = 50_000): Uint8Array[] {
  const seen = 101 + request.length;
  return [
    ip(tcp(clientPort, port, [], { sequence: 100, flags: "S" })),
    ip(tcp(port, clientPort, [], { sequence: 900, acknowledgement: 101, flags: "SA" }), BACK),
    ip(tcp(clientPort, port, request, { sequence: 101, acknowledgement: 901 })),
    ip(tcp(port, clientPort, response, { sequence: 901, acknowledgement: seen }), BACK),
  ];
}
const HTTP = connection(
  80,
  ascii("GET / HTTP/1.1\r\nHost: plc.example\r\n\r\n"),
  ascii("HTTP/1.1 200 OK\r\nServer: Boa/0.94\r\n\r\n"),
);
const MODBUS_READ = Uint8Array.from([0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 2]);
const MODBUS_ANSWER = Uint8Array.from([0, 1, 0, 0, 0, 7, 1, 3, 4, 0, 1, 0, 2]);

const sightings = (result: DiscoveryResult) =>
  result.observations.filter((it): it is SightingObservation => it.kind === "sighting");
const bindings = (result: DiscoveryResult) =>
  result.observations.filter((it): it is BindingObservation => it.kind === "binding");
const services = (result: DiscoveryResult) =>
  result.observations.filter((it): it is ServiceObservation => it.kind === "service");
const sightingOf = (result: DiscoveryResult, mac: string | null, address: string | null) =>
  sightings(result).find((it) => it.subject.mac === mac && it.subject.ip === address);

describe("capture importer", () => {
  const plant = pcap([
    arp(1),
    arp(2, { senderMac: MAC_B, senderIp: IP_B, targetIp: IP_A, to: MAC_A }),
    ...HTTP,
    ...connection(502, MODBUS_READ, MODBUS_ANSWER, 50_001),
    ip(udp(50_002, 53, ascii("no dns")), {}, 17),
    ethernet(0x9999, Uint8Array.of(1, 2, 3)),
    { bytes: HTTP[2].slice(0, 60), wireLength: HTTP[2].length },
  ]);

  it("says the same however the file is cut into chunks", () => {
    const whole = take(plant);
    expect(whole.flows.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (cuts) => {
        expect(take(plant, cuts)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
    expect(
      take(
        plant,
        Array.from({ length: plant.length }, (_, index) => index),
      ),
    ).toEqual(whole);
  });

  it("puts every packet in exactly one place of the ledger, with the reason", () => {
    const { ledger } = take(plant);
    expect(ledger).toMatchObject({ records: 13, parsed: 11, ignored: 1, truncated: 1, malformed: 0 });
    expect(ledger.reasons.map((it) => [it.outcome, it.firstPosition])).toEqual([
      ["ignored", 12],
      ["truncated", 13],
    ]);
    expect(ledger.reasons[0].reason).toContain("0x9999");
  });

  it("accounts for every packet in the flows", () => {
    const { flows, records } = take(plant);
    expect([...flows].reduce((sum, flow) => sum + flow.packets, 0)).toBe(records);
  });

  it("never throws and always reconciles on damaged files", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), (edits) => {
        const damaged = plant.slice();
        for (const [at, value] of edits) damaged[24 + (at % (damaged.length - 24))] = value;
        take(damaged);
      }),
      { numRuns: 400 },
    );
  });

  it("never throws and always reconciles on frames of random bytes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 20 }),
        fc.constantFrom(0, 1, 101, 105, 113, 127, 276),
        (frames, linkType) => {
          take(pcap(frames, { linkType }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("never throws on random payloads of any port, in one or many segments", () => {
    const ports = fc.constantFrom(
      20,
      21,
      22,
      23,
      25,
      80,
      102,
      135,
      139,
      443,
      445,
      502,
      1_883,
      2_404,
      4_840,
      20_000,
      44_818,
    );
    fc.assert(
      fc.property(
        ports,
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 6 }),
        (port, segments) => {
          let sequence = 101;
          const frames = connection(port, Uint8Array.of(), Uint8Array.of());
          for (const segment of segments) {
            frames.push(ip(tcp(50_000, port, segment, { sequence, acknowledgement: 901 })));
            sequence += segment.length;
          }
          takeFrames(frames);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("flows", () => {
  it("run from who opened the connection, with what was proven about it", () => {
    const { flows } = takeFrames(HTTP);
    expect(flows).toHaveLength(1);
    expect([...flows][0]).toMatchObject({
      initiator: { ip: IP_A, mac: MAC_A },
      responder: { ip: IP_B, mac: MAC_B },
      transport: "tcp",
      port: 80,
      protocol: "http",
      evidence: "payload",
      packets: 4,
      packetsFromResponder: 2,
      peerName: "plc.example",
      position: 1,
      firstSeenUs: START_US,
      lastSeenUs: START_US + 3_000,
    });
  });

  it("count bytes on the wire, not those captured", () => {
    const frame = ip(tcp(50_000, 80, new Uint8Array(500)));
    const { flows } = takeFrames([{ bytes: frame.slice(0, 60), wireLength: frame.length }]);
    expect([...flows][0].bytes).toBe(frame.length);
  });

  it("of many client ports are one flow", () => {
    const frames = [1, 2, 3].flatMap((n) => connection(502, MODBUS_READ, MODBUS_ANSWER, 50_000 + n));
    const { flows } = takeFrames(frames);
    expect(flows).toMatchObject([
      { port: 502, protocol: "modbus", packets: 12, operations: { read: expect.any(Number) } },
    ]);
  });

  it("name the frame in which each operation was first seen, whichever connection it was", () => {
    const write = bytesOf(MODBUS_READ.subarray(0, 7), [6], MODBUS_READ.subarray(8));
    const frames = [
      ...connection(502, MODBUS_READ, MODBUS_ANSWER, 50_001),
      ...connection(502, write, MODBUS_ANSWER, 50_002),
      ...connection(502, MODBUS_READ, MODBUS_ANSWER, 50_003),
    ];
    const [flow] = takeFrames(frames).flows;
    const perConnection = frames.length / 3;
    expect(flow.operations).toEqual({ read: 2, write: 1 });
    expect(flow.operationPositions).toEqual({ read: 3, write: perConnection + 3 });
  });

  it.each([
    ["a known port when the handshake was missed", [ip(tcp(502, 50_000, MODBUS_ANSWER), BACK)], IP_A, 502],
    ["the SYN-ACK when the SYN was missed", [ip(tcp(7_777, 80, [], { flags: "SA" }), BACK)], IP_A, 7_777],
    ["the first packet when nothing else is known", [ip(tcp(50_001, 50_002, [1]))], IP_A, 50_002],
    [
      "a group address, which never asks",
      [ip(udp(67, 68, [1]), { ...BACK, to: "255.255.255.255", toMac: BROADCAST }, 17)],
      IP_B,
      68,
    ],
  ])("take their direction from %s", (_name, frames, initiator, port) => {
    const [flow] = takeFrames(frames).flows;
    expect([flow.initiator.ip, flow.port]).toEqual([initiator, port]);
  });

  it("believe the payload more than the port", () => {
    const [flow] = takeFrames(connection(502, ascii("SSH-2.0-client\r\n"), ascii("SSH-2.0-OpenSSH_9.2\r\n"))).flows;
    expect(flow).toMatchObject({ protocol: "ssh", evidence: "payload", port: 502 });
  });

  it("on a known port without payload are only possible", () => {
    const [handshake] = takeFrames(HTTP.slice(0, 2)).flows;
    expect([handshake.protocol, handshake.evidence]).toEqual(["http", "handshake"]);
    const [lonely] = takeFrames([ip(tcp(50_000, 80, [], { flags: "S" }))]).flows;
    expect([lonely.protocol, lonely.evidence]).toEqual(["http", "port-only"]);
  });

  it("on a known port whose payload is something else are unknown", () => {
    const noise = Array.from({ length: 80 }, (_, i) =>
      ip(tcp(50_000, 502, [0xde, 0xad, 0xbe, 0xef], { sequence: 101 + i * 4, acknowledgement: 901 })),
    );
    const [flow] = takeFrames([...connection(502, Uint8Array.of(), Uint8Array.of()).slice(0, 2), ...noise]).flows;
    expect([flow.protocol, flow.evidence]).toEqual(["unknown", "handshake"]);
  });

  it("of messages cut into segments count each message once", () => {
    const whole = bytesOf(MODBUS_READ, MODBUS_READ, MODBUS_READ);
    const [syn, synAck] = connection(502, Uint8Array.of(), Uint8Array.of());
    const segments = [0, 5, 17, 20].map((from, index, all) => {
      const part = whole.slice(from, all[index + 1] ?? whole.length);
      return ip(tcp(50_000, 502, part, { sequence: 101 + from, acknowledgement: 901 }));
    });
    const [inOrder] = takeFrames([syn, synAck, ...segments]).flows;
    const [shuffled] = takeFrames([syn, synAck, segments[3], segments[1], segments[1], segments[0], segments[2]]).flows;
    expect(inOrder.operations).toEqual({ read: 3 });
    expect(shuffled.operations).toEqual({ read: 3 });
    // Two sensors with different clocks: the answer to the SYN stands behind what its sender had said by then.
    const [skewed] = takeFrames([syn, segments[0], segments[1], synAck, segments[2], segments[3]]).flows;
    expect(skewed.operations).toEqual({ read: 3 });
  });

  it("of a new connection on the old ports begin anew, also where both ends begin with the old numbers", () => {
    const frames = connection(502, MODBUS_READ, Uint8Array.of());
    const [flow] = takeFrames([...frames, ...frames]).flows;
    expect(flow.operations).toEqual({ read: 2 });
  });

  it("of fragmented datagrams count their fragments", () => {
    const datagram = udp(50_000, 47_808, new Uint8Array(100));
    const fragment = (from: number, to: number) =>
      ethernet(0x0800, ipv4(17, datagram.subarray(from, to), { id: 5, offset: from, more: to < datagram.length }));
    const [flow] = takeFrames([fragment(48, 108), fragment(0, 48)]).flows;
    expect([flow.port, flow.packets, flow.bytes]).toEqual([47_808, 2, 108 + 2 * 34]);
  });

  it("of datagrams that never became whole count their packets all the same", () => {
    const datagram = udp(50_000, 47_808, new Uint8Array(100));
    const first = ethernet(0x0800, ipv4(17, datagram.subarray(0, 48), { id: 5, more: true }));
    const { flows, warnings } = takeFrames([first]);
    expect(flows).toMatchObject([{ initiator: { ip: IP_A }, port: 47_808, packets: 1 }]);
    expect(warnings.join()).toMatch(/1 fragmented packets never became whole/);
  });

  it("stay the same when resting conversations are folded early, as in a very long capture", () => {
    const frames = Array.from({ length: 40 }, (_, n) =>
      connection(
        n % 2 === 0 ? 80 : 502,
        n % 2 === 0 ? ascii("GET / HTTP/1.1\r\n\r\n") : MODBUS_READ,
        MODBUS_ANSWER,
        50_000 + n,
      ),
    ).flat();
    const whole = takeWithLiveFlows(frames, 1_000);
    expect(whole.flows).toHaveLength(2);
    for (const maxLiveFlows of [4, 7, 16]) expect(takeWithLiveFlows(frames, maxLiveFlows)).toEqual(whole);
  });

  it("name the unspecified address in the family of the other end", () => {
    const ask = ipv6(58, Uint8Array.from([135, 0, 0, 0]), "0:0:0:0:0:0:0:0", "ff02:0:0:0:0:0:0:1");
    const [flow] = takeFrames([ethernet(0x86dd, ask, { to: "33:33:00:00:00:01" })]).flows;
    expect(flow.initiator.ip).toBe("::");
  });

  it("inside a tunnel stand beside the tunnel's own", () => {
    const inner = ip(
      udp(50_000, 502, [1]),
      { from: "192.168.7.1", to: "192.168.7.2", fromMac: "02:00:00:00:00:01" },
      17,
    );
    const result = takeFrames([ip(udp(60_000, 4_789, bytesOf([8, 0, 0, 0], be32(0), inner)), {}, 17)]);
    expect([...result.flows].map((it) => [it.initiator.ip, it.port])).toEqual([
      [IP_A, 4_789],
      ["192.168.7.1", 502],
    ]);
    expect(result.records).toBe(1);
  });

  it("on different VLANs are different flows", () => {
    const tagged = (vlan: number) => ethernet(0x8100, bytesOf(be16(vlan), be16(0x0800), ipv4(6, tcp(50_000, 80, [1]))));
    expect([...takeFrames([tagged(10), tagged(20)]).flows].map((it) => it.vlan)).toEqual([10, 20]);
  });
});

describe("sightings", () => {
  it("count what each address sent and received, its TTLs, and whether it conversed", () => {
    const result = takeFrames([
      ip(tcp(50_000, 80, [], { flags: "S" }), { ttl: 64 }),
      ip(tcp(80, 50_000, [], { flags: "SA" }), { ...BACK, ttl: 128 }),
      ip(tcp(50_000, 80, [], { flags: "A" }), { ttl: 63 }),
    ]);
    expect(sightingOf(result, MAC_A, IP_A)).toMatchObject({
      sent: 2,
      received: 1,
      conversed: true,
      ttlMin: 63,
      ttlMax: 64,
      count: 3,
    });
    expect(sightingOf(result, MAC_B, IP_B)).toMatchObject({
      sent: 1,
      received: 2,
      conversed: true,
      ttlMin: 128,
      ttlMax: 128,
    });
  });

  it("of an address that was only spoken to show that it never sent", () => {
    const result = takeFrames([ip(tcp(50_000, 80, [], { flags: "S" }))]);
    expect(sightingOf(result, MAC_B, IP_B)).toMatchObject({ sent: 0, received: 1, conversed: false, ttlMin: null });
    expect(sightingOf(result, MAC_A, IP_A)).toMatchObject({ conversed: false });
  });

  it("are made of hosts, not of groups, broadcasts or the unspecified address", () => {
    const result = takeFrames([
      ip(udp(68, 67, [1]), { from: "0.0.0.0", to: "255.255.255.255", toMac: BROADCAST }, 17),
      ip(udp(5_353, 5_353, [1]), { to: "224.0.0.251", toMac: "01:00:5e:00:00:fb" }, 17),
    ]);
    expect(sightings(result).map((it) => it.subject)).toEqual([
      { mac: MAC_A, ip: null, child: null },
      { mac: MAC_A, ip: IP_A, child: null },
    ]);
  });

  it("end when another card takes over the address, and begin anew when it comes back", () => {
    const hour = 3_600_000_000;
    const at = (hours: number, frame: Uint8Array): Captured => ({ bytes: frame, timeUs: START_US + hours * hour });
    const fromOther = { fromMac: "02:00:00:00:00:0c" };
    const result = takeFrames([
      at(0, ip(udp(1, 2, [1]), {}, 17)),
      at(1, ip(udp(1, 2, [1]), fromOther, 17)),
      at(2, ip(udp(1, 2, [1]), {}, 17)),
    ]);
    const spans = sightings(result).filter((it) => it.subject.mac === MAC_A && it.subject.ip === IP_A);
    expect(spans.map((it) => [it.firstSeenUs, it.lastSeenUs])).toEqual([
      [START_US, START_US],
      [START_US + 2 * hour, START_US + 2 * hour],
    ]);
  });

  it("beyond the limit become a counted sentence", () => {
    const flood = Array.from({ length: 500 }, (_, n) =>
      ip(
        udp(1, 2, [1]),
        {
          from: `10.${n >> 8}.${n & 255}.9`,
          fromMac: `02:00:00:01:${(n >> 8).toString(16).padStart(2, "0")}:${(n & 255).toString(16).padStart(2, "0")}`,
        },
        17,
      ),
    );
    const result = takeFrames(flood, { maxEndpoints: 50 });
    expect(sightings(result).length).toBeLessThanOrEqual(50);
    expect(result.flood).toMatchObject({ frames: 500, position: expect.any(Number) });
    expect(result.warnings.join("\n")).toMatch(/A flood of about 5\d\d addresses that proved nothing/);
    const listed = [...result.flows].reduce((sum, flow) => sum + flow.packets, 0);
    expect(result.warnings.join("\n")).toContain(
      `${500 - listed} conversations with ${500 - listed} packets are not listed`,
    );
  });
});

describe("a flood of made-up senders", () => {
  const flood = Array.from({ length: 500 }, (_, n) => ip(udp(1, 2, [1]), { from: `10.9.${n >> 8}.${n & 255}` }, 17));

  it("leaves room for hosts that converse after it", () => {
    const result = takeFrames([...flood, ...HTTP], { maxEndpoints: 50 });
    expect(sightingOf(result, MAC_A, IP_A)?.conversed).toBe(true);
    expect(sightingOf(result, MAC_B, IP_B)?.conversed).toBe(true);
    expect(services(result)).toMatchObject([{ subject: { mac: MAC_B, ip: IP_B }, port: 80, service: "http" }]);
  });

  it("leaves room for flows that both ends had a part in", () => {
    const result = takeFrames([...flood, ...HTTP], { maxFlows: 20 });
    expect(result.flows).toHaveLength(11);
    expect([...result.flows].at(-1)).toMatchObject({ responder: { ip: IP_B }, port: 80, protocol: "http" });
    expect(result.warnings.join("\n")).toContain("490 conversations with 490 packets are not listed");
  });
});

describe("bindings", () => {
  it("come from ARP senders", () => {
    const result = takeFrames([
      arp(1),
      arp(1),
      arp(2, { senderMac: MAC_B, senderIp: IP_B, targetIp: IP_A, to: MAC_A }),
    ]);
    expect(bindings(result).map((it) => [it.subject.mac, it.subject.ip, it.proof, it.count])).toEqual([
      [MAC_A, IP_A, "arp", 2],
      [MAC_B, IP_B, "arp", 1],
    ]);
  });

  it("come from a router's hello to its neighbours, which no router forwards, and from none in a tunnel", () => {
    const hello = bytesOf([2, 1], be16(44), new Array(40).fill(0));
    const toAll = { from: "192.168.9.1", to: "224.0.0.5", toMac: "01:00:5e:00:00:05" };
    const told = bindings(takeFrames([ip(hello, toAll, 89)]));
    expect(told.map((it) => [it.subject.mac, it.subject.ip, it.proof])).toEqual([[MAC_A, "192.168.9.1", "stated"]]);
    expect(bindings(takeFrames([ip(hello, { ...toAll, to: IP_B }, 89)]))).toEqual([]);
    const tunnelled = ip(bytesOf([0, 0], be16(0x0800), ipv4(89, hello, toAll)), {}, 47);
    expect(bindings(takeFrames([tunnelled]))).toEqual([]);
  });

  it("come from who offers itself as a gateway by VRRP or CARP, unless it speaks with the card that the group shares", () => {
    const toGroup = { from: "192.168.9.1", to: "224.0.0.18", toMac: "01:00:5e:00:00:12" };
    const offers = [bytesOf([0x21, 1, 100, 1], new Array(16).fill(0)), bytesOf([0x21, 7, 0, 7], new Array(32).fill(0))];
    for (const offer of offers) {
      const told = bindings(takeFrames([ip(offer, toGroup, 112)]));
      expect(told.map((it) => [it.subject.mac, it.subject.ip, it.proof])).toEqual([[MAC_A, "192.168.9.1", "stated"]]);
      for (const shared of ["00:00:5e:00:01:07", "00:00:5e:00:00:07"]) {
        expect(bindings(takeFrames([ip(offer, { ...toGroup, fromMac: shared }, 112)]))).toEqual([]);
      }
    }
  });

  it("do not come from probes, from packets of hosts, nor from who is asked for", () => {
    expect(bindings(takeFrames([arp(1, { senderIp: "0.0.0.0" }), ...HTTP]))).toEqual([]);
  });

  it("an answer that was asked for is a conversation; an announcement is none", () => {
    const answer = arp(2, { senderMac: MAC_B, senderIp: IP_B, targetIp: IP_A, to: MAC_A });
    const asked = takeFrames([arp(1), answer]);
    expect(sightingOf(asked, MAC_B, null)?.conversed).toBe(true);
    expect(sightingOf(asked, MAC_A, null)?.conversed).toBe(true);
    const unasked = takeFrames([answer]);
    expect(sightingOf(unasked, MAC_B, null)?.conversed).toBe(false);
  });

  it("of a flood of ARP lies stay bounded", () => {
    const flood = Array.from({ length: 400 }, (_, n) =>
      arp(2, { senderIp: `10.9.${n >> 8}.${n & 255}`, to: BROADCAST }),
    );
    const result = takeFrames(flood, { maxEndpoints: 100 });
    expect(bindings(result)).toHaveLength(100);
    expect(result.warnings.join()).toMatch(/300 statements found no room/);
  });
});

describe("services", () => {
  it("of announcements stand on ports that somebody can ask, not on ones picked for a single datagram", () => {
    const announce = (fromPort: number) =>
      ip(udp(fromPort, 10_001, UBIQUITI_ANNOUNCEMENT), { to: "255.255.255.255", toMac: BROADCAST }, 17);
    const result = takeFrames([announce(40_001), announce(40_002), announce(40_003)]);
    expect(services(result)).toEqual([]);
    expect(result.observations.filter((it) => it.kind === "identity").map(({ protocol }) => protocol)).toContain(
      "ubiquiti-discovery",
    );
    expect(services(takeFrames([announce(10_001)]))).toMatchObject([{ port: 10_001, service: "ubiquiti-discovery" }]);
  });

  it("belong to who answered, with what the payload proved", () => {
    const result = takeFrames(HTTP);
    expect(services(result)).toMatchObject([
      {
        subject: { mac: MAC_B, ip: IP_B },
        transport: "tcp",
        port: 80,
        service: "http",
        evidence: "payload",
        product: "Boa",
        version: "0.94",
      },
    ]);
  });

  it("of connections that the capture joined late are known by the answers they give", () => {
    const joinedLate = [ip(tcp(50_000, 7_777, [1])), ip(tcp(7_777, 50_000, [2]), BACK)];
    expect(services(takeFrames(joinedLate))).toMatchObject([
      { port: 7_777, service: "unknown", evidence: "port-only" },
    ]);
    const silent = [ip(tcp(50_000, 7_777, [1])), ip(tcp(7_777, 50_000, []), BACK)];
    expect(services(takeFrames(silent))).toEqual([]);
  });

  it("are not claimed for closed ports or unanswered questions", () => {
    const refused = [ip(tcp(50_000, 80, [], { flags: "S" })), ip(tcp(80, 50_000, [], { flags: "RA" }), BACK)];
    expect(services(takeFrames(refused))).toEqual([]);
    expect(services(takeFrames([ip(udp(50_000, 161, [1]), {}, 17)]))).toEqual([]);
  });

  it("found by one connection name the port of another", () => {
    const second = HTTP.slice(0, 2).map((frame) => {
      const copy = frame.slice();
      copy[copy.indexOf(0xc3, 34)] = 0xc4;
      return copy;
    });
    expect(services(takeFrames([...HTTP, ...second]))).toMatchObject([
      { service: "http", evidence: "payload", count: 2 },
    ]);
  });
});

describe("decoders", () => {
  const numbered = (messagesPerFlow: number, seen: string[]) =>
    defineDecoder<number>({
      name: "numbered",
      title: "Numbered",
      standard: "none",
      family: "ot",
      carriers: [{ layer: "tcp", ports: [4_000] }],
      security: "cleartext",
      messagesPerFlow,
      probe: (reader) => (reader.peek(0) === 0xab ? "certain" : "no"),
      frame: (reader) => (reader.peek(1) < 0 ? 0 : 2),
      read: (reader) => reader.skip(1).u8(),
      observe(message, observer, context) {
        const before = typeof context.state === "number" ? context.state : 0;
        context.state = before + 1;
        seen.push(`${context.fromInitiator ? ">" : "<"}${message} ${before} ${context.senderIp} ${context.senderPort}`);
        observer.operation("write");
        observer.identity("model", "\u0000 A\u0007B ");
        observer.identity("name", "child", { child: "unit 3", about: "receiver" });
      },
    });
  const run = (frames: readonly Uint8Array[], messagesPerFlow = 100) => {
    const seen: string[] = [];
    const engine = new CaptureEngine(new DecoderIndex([numbered(messagesPerFlow, seen)]), DEFAULT_IMPORT_LIMITS);
    const reader = new PcapReader(engine);
    reader.push(pcap(frames));
    reader.finish();
    return { seen, result: engine.finish("pcap", 0) };
  };
  const talk = connection(4_000, Uint8Array.of(0xab, 1, 0xab, 2), Uint8Array.of(0xab, 3));

  it("get whole messages in order, who sent them, and their own memory per flow", () => {
    const { seen } = run([...talk, ...connection(4_000, Uint8Array.of(0xab, 9), Uint8Array.of(), 50_001)]);
    expect(seen).toEqual([`>1 0 ${IP_A} 50000`, `>2 1 ${IP_A} 50000`, `<3 2 ${IP_B} 4000`, `>9 0 ${IP_A} 50001`]);
  });

  it("see no more messages per direction than they asked for", () => {
    expect(run(talk, 1).seen.map((it) => it.slice(0, 2))).toEqual([">1", "<3"]);
  });

  it("hear what the other end said before the protocol was known", () => {
    const late = connection(4_000, Uint8Array.of(0xab), Uint8Array.of(0xab, 3));
    expect(run(late).seen.map((it) => it.slice(0, 2))).toEqual(["<3"]);
    const rest = ip(tcp(50_000, 4_000, [5], { sequence: 102, acknowledgement: 903 }));
    expect(run([...late, rest]).seen.map((it) => it.slice(0, 2))).toEqual(["<3", ">5"]);
  });

  it("state identities once each, cleaned, of the sender or whom they name", () => {
    const identities = run(talk).result.observations.filter((it) => it.kind === "identity");
    expect(
      identities.map((it) => [it.subject.ip, it.subject.child, it.field, it.value, it.protocol, it.count]),
    ).toEqual([
      [IP_A, null, "model", "\\u{0} A\\u{7}B", "numbered", 2],
      [IP_B, "unit 3", "name", "child", "numbered", 2],
      [IP_B, null, "model", "\\u{0} A\\u{7}B", "numbered", 1],
      [IP_A, "unit 3", "name", "child", "numbered", 1],
    ]);
  });

  it("give a gateway that is asked for each unit in a connection of its own its children", () => {
    const answerOf = (unit: number) => {
      const name = new TextEncoder().encode(`Meter ${String(unit).padStart(3, "0")}`);
      return Uint8Array.of(0, 1, 0, 0, 0, 5 + name.length, unit, 0x11, 2 + name.length, 1, 0xff, ...name);
    };
    const ask = (unit: number) => Uint8Array.of(0, 1, 0, 0, 0, 2, unit, 0x11);
    const said = (units: readonly number[], portOf = (_: number) => 502) => {
      const engine = new CaptureEngine(new DecoderIndex([modbus]), DEFAULT_IMPORT_LIMITS);
      const reader = new PcapReader(engine);
      const frames = units.flatMap((unit, at) => connection(portOf(at), ask(unit), answerOf(unit), 50_000 + at));
      reader.push(pcap(frames));
      reader.finish();
      const { observations } = engine.finish("pcap", 0);
      return observations.flatMap((it) => (it.kind === "identity" ? [[it.subject.child, it.value, it.count]] : []));
    };
    expect(said([1, 2])).toEqual([
      ["modbus unit 1", "Meter 001", 1],
      ["modbus unit 2", "Meter 002", 1],
    ]);
    expect(said([2, 2])).toEqual([[null, "Meter 002", 2]]);
    // A gateway with two serial lines has a port for each, with units of the same numbers.
    expect(said([1, 1, 2], (at) => (at === 1 ? 503 : 502))).toEqual([
      ["modbus unit 1", "Meter 001", 1],
      ["modbus port 503 unit 1", "Meter 001", 1],
      ["modbus unit 2", "Meter 002", 1],
    ]);
    // Unit 255 is the endpoint itself, and no second device.
    expect(said([255, 1])).toEqual([
      [null, "Meter 255", 1],
      [null, "Meter 001", 1],
    ]);
  });

  it("that have a bug stop the import loudly", () => {
    const broken = defineDecoder<number>({
      name: "broken",
      title: "Broken",
      standard: "none",
      family: "ot",
      carriers: [{ layer: "udp", ports: [4_000] }],
      security: "cleartext",
      messagesPerFlow: 1,
      probe: () => "certain",
      read: () => {
        throw new TypeError("a bug");
      },
      observe: () => {},
    });
    const engine = new CaptureEngine(new DecoderIndex([broken]), DEFAULT_IMPORT_LIMITS);
    const reader = new PcapReader(engine);
    expect(() => reader.push(pcap([ip(udp(1, 4_000, [1]), {}, 17)]))).toThrow("a bug");
  });
});

describe("order", () => {
  it("of flows follows their first packets, of equal files is equal", () => {
    const result = takeFrames([...HTTP, ...connection(502, MODBUS_READ, MODBUS_ANSWER, 50_001)]);
    expect([...result.flows].map((it) => it.position)).toEqual([1, 5]);
    const kinds = result.observations.map((it: Observation) => it.kind);
    expect(kinds).toEqual([...kinds].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
  });
  const ORDER = ["sighting", "binding", "identity", "service"];
});
