import { expect, test } from "vitest";
import { resolve } from "@/lib/domain/identity/resolve";
import { readSource } from "@/lib/ingest/read-source";
import { macVendor } from "@/lib/reference/mac-vendor";
import { pcapFile, type TimedFrame } from "@/lib/simulator/capture-files";
import { drawFrom } from "@/lib/simulator/draw";
import { arp, BROADCAST_MAC, TCP_ACK, TCP_SYN, tcp } from "@/lib/simulator/frames";
import { answerDcp, answerS7, lease, s7Identity, sayMdns, sayNetbios } from "@/lib/simulator/hard-cases/speak";
import { type Host, Wire } from "@/lib/simulator/hard-cases/wire";
import { dnsAnswer, dnsQuery } from "@/lib/simulator/messages/names";

/**
 * A flood of made-up cards costs a counted summary and bounded rows, and neither hides nor drives out a device: whether
 * it comes before, between or after the devices' own traffic, through the real importer. 100,000 made-up cards are more
 * than its tables hold.
 */

const START_US = Date.UTC(2026, 2, 2, 6) * 1_000;
const MINUTE_US = 60_000_000;
const hex = (value: number) => (value & 255).toString(16).padStart(2, "0");
const real = (prefix: string, last: number, ttl = 128): Host => ({
  mac: `${prefix}:00:10:${hex(last)}`,
  ip: `10.1.1.${last}`,
  ttl,
});
const SERVER = real("00:14:22", 2);

/** Twelve devices: some converse at length, some are answered once, some only announce themselves. */
function sayReal(wire: Wire, atUs: number): Host[] {
  const [client, asker, panel, laptop, name, persistent] = [10, 11, 13, 18, 17, 21].map((last) =>
    real("00:1b:21", last),
  ) as [Host, Host, Host, Host, Host, Host];
  const [plc, station, engineer] = [12, 15, 16].map((last) => real("00:1b:1b", last, 64)) as [Host, Host, Host];
  const [first, second] = [19, 20].map((last) => real("00:90:e8", last)) as [Host, Host];
  wire.tcp(atUs, client, SERVER, 445);
  wire.udp(atUs + 1e6, asker, SERVER, 53, [
    { ask: dnsQuery(1, "a.invalid"), answer: dnsAnswer(1, "a.invalid", SERVER.ip) },
  ]);
  answerS7(wire, atUs + 2e6, panel, plc, s7Identity("S C-X4U412302", "line"));
  answerDcp(wire, atUs + 4e6, engineer, station, "et200-io-1", "ET200SP");
  wire.arp(atUs + 4.1e6, engineer, station);
  sayMdns(wire, atUs + 5e6, name, "printer-7");
  lease(wire, atUs + 6e6, laptop, SERVER, "laptop-9");
  wire.arp(atUs + 7e6, first, second);
  for (let again = 0; again < 4; again++) sayNetbios(wire, atUs + 8e6 + again * 40e6, persistent, "HIST-1");
  return [SERVER, client, asker, panel, plc, station, engineer, name, laptop, first, second, persistent];
}

const FLOODS = {
  "ARP for an address": (wire: Wire, atUs: number, it: Host) =>
    wire.frame(atUs, arp(1, it, { mac: BROADCAST_MAC, ip: SERVER.ip })),
  "SYN that the server answers": (wire: Wire, atUs: number, it: Host, index: number) => {
    const [from, to] = [
      { ...it, port: 1024 + (index % 60_000) },
      { ...SERVER, port: 80 },
    ];
    wire.frame(atUs, tcp(from, to, 64, index, { seq: 1, ack: 0, flags: TCP_SYN }));
    wire.frame(atUs + 40, tcp(to, from, 128, index, { seq: 9, ack: 2, flags: TCP_SYN | TCP_ACK }));
  },
};

/** One capture, piece by piece: it is more than arguments of one call can hold. */
async function* captureOf(frames: readonly TimedFrame[]) {
  const FRAMES = 20_000;
  const HEADER_BYTES = 24;
  yield pcapFile([]);
  for (let at = 0; at < frames.length; at += FRAMES)
    yield pcapFile(frames.slice(at, at + FRAMES)).subarray(HEADER_BYTES);
}

/** Minutes from the beginning of the flood, which lasts five, to the devices. */
const ORDERS = { before: 12, between: 2, after: -10 } as const;

for (const [flood, order, madeUp] of [
  ["ARP for an address", "before", 100_000],
  ["ARP for an address", "between", 100_000],
  ["ARP for an address", "after", 100_000],
  ["SYN that the server answers", "between", 60_000],
] as const) {
  test(`${flood}: ${order} the devices`, async () => {
    const [send, minutes] = [FLOODS[flood], ORDERS[order]];
    const wire = new Wire(drawFrom(7));
    const floodUs = START_US + 20 * MINUTE_US;
    for (let index = 0; index < madeUp; index++) {
      const mac = `06:0a:0b:${hex(index >> 16)}:${hex(index >> 8)}:${hex(index)}`;
      const ip = `10.${100 + (index >> 16)}.${(index >> 8) & 255}.${index & 255 || 1}`;
      send(wire, floodUs + index * 3000, { mac, ip, ttl: 64 }, index);
    }
    const devices = sayReal(wire, floodUs + minutes * MINUTE_US);
    wire.frames.sort((a, b) => a.timeUs - b.timeUs);
    const { result, fileSha256 } = await readSource(captureOf(wire.frames), { fileName: "flood.pcap" });

    expect(result.flood?.addresses).toBeGreaterThanOrEqual(madeUp - 100);
    expect(result.flood?.addresses).toBeLessThan(madeUp * 1.1);
    expect(result.observations.length).toBeLessThan(4_000);
    expect(result.flows.length).toBeLessThan(4_000);
    const origin = { realm: "plant", fileSha256, fileName: "flood.pcap", format: result.format };
    const inventory = resolve(
      result.observations.map((observation) => ({ observation, origin })),
      [],
      { nowUs: START_US + 1e12, macVendor },
    );
    const cards = inventory.devices.flatMap(({ interfaces }) => interfaces.map(({ mac }) => mac));
    expect(cards.sort()).toEqual(devices.map(({ mac }) => mac).sort());
  });
}

test("addresses that a scanner asks for in vain are no flood of senders, and are counted in words", async () => {
  const wire = new Wire(drawFrom(7));
  const [scanner, router] = [real("00:1b:21", 9), real("00:00:0c", 1)];
  for (let index = 0; index < 60_000; index++) {
    const from = { ...scanner, port: 1024 + (index % 60_000) };
    const to = { mac: router.mac, ip: `10.2.${index >> 8}.${index & 255}`, port: 502 };
    wire.frame(START_US + index * 3000, tcp(from, to, 64, index, { seq: 1, ack: 0, flags: TCP_SYN }));
  }
  const { result } = await readSource(captureOf(wire.frames), { fileName: "scan.pcap" });

  expect(result.flood).toBeNull();
  expect(result.warnings.join("\n")).toMatch(/asked for and never sent anything/);
  expect(result.observations.some(({ kind, subject }) => kind === "sighting" && subject.ip === scanner.ip)).toBe(true);
});
