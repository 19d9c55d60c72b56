import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import {
  be16,
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
import { CaptureSession } from "./capture-session";
import { pcapImporter } from "./pcap-importer";

const toB = (payload: Uint8Array, protocol = 6) => ethernet(0x0800, ipv4(protocol, payload));
const toA = (payload: Uint8Array, protocol = 6) =>
  ethernet(0x0800, ipv4(protocol, payload, { from: IP_B, to: IP_A }), { from: MAC_B, to: MAC_A });

const modbus = (transaction: number, pdu: readonly number[]) =>
  bytesOf(be16(transaction), be16(0), be16(pdu.length + 1), [1], pdu);

/** A handshake, then reads and writes with their answers. */
function polling(rounds: number): Captured[] {
  const frames = [
    toB(tcp(50_000, 502, [], { sequence: 100, flags: "S" })),
    toA(tcp(502, 50_000, [], { sequence: 900, acknowledgement: 101, flags: "SA" })),
  ];
  let [client, server] = [101, 901];
  for (let round = 0; round < rounds; round += 1) {
    const isWrite = round % 3 === 0;
    const request = modbus(round, isWrite ? [6, 0, 1, 0, 7] : [3, 0, 0, 0, 1]);
    const response = modbus(round, isWrite ? [6, 0, 1, 0, 7] : [3, 2, 0, 9]);
    frames.push(toB(tcp(50_000, 502, request, { sequence: client, acknowledgement: server })));
    client += request.length;
    frames.push(toA(tcp(502, 50_000, response, { sequence: server, acknowledgement: client })));
    server += response.length;
    frames.push(toA(udp(3_001, 40_000, new Uint8Array([1, 2, 3])), 17));
  }
  return frames.map((bytes, i) => ({ bytes, timeUs: START_US + i * 1_000_000 }));
}

const HEADER_BYTES = 24;

/** The file's bytes in pieces of any size; a result is taken behind each. */
function takeInPieces(file: Uint8Array, cuts: readonly number[]): DiscoveryResult[] {
  const session = new CaptureSession();
  const results: DiscoveryResult[] = [];
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut <= at || cut >= file.length) continue;
    session.push(file.slice(at, cut));
    results.push(session.take());
    at = cut;
  }
  session.push(file.slice(at));
  results.push(session.finish());
  return results;
}

function totals(results: readonly DiscoveryResult[]) {
  const flows = new Map<string, Record<string, number>>();
  for (const { initiator, responder, transport, port, protocol, packets, bytes, operations } of results.flatMap(
    (it) => [...it.flows],
  )) {
    const key = `${initiator.ip} ${responder.ip} ${transport} ${port} ${protocol}`;
    const sum = flows.get(key) ?? {};
    for (const [name, count] of Object.entries({ packets, bytes, ...operations })) sum[name] = (sum[name] ?? 0) + count;
    flows.set(key, sum);
  }
  const sightings = new Map<string, number[]>();
  for (const it of results.flatMap(({ observations }) => observations)) {
    if (it.kind !== "sighting") continue;
    const key = `${it.subject.mac} ${it.subject.ip}`;
    const [sent, received, conversed] = sightings.get(key) ?? [0, 0, 0];
    sightings.set(key, [sent + it.sent, received + it.received, it.conversed ? 1 : conversed]);
  }
  const sum = (count: (result: DiscoveryResult) => number) => results.reduce((all, it) => all + count(it), 0);
  return {
    flows: Object.fromEntries([...flows].sort()),
    sightings: Object.fromEntries([...sightings].sort()),
    records: sum((it) => it.records),
    parsed: sum((it) => it.ledger.parsed),
    bytes: sum((it) => it.bytes),
  };
}

describe("CaptureSession", () => {
  const file = pcap(polling(40));
  const parser = pcapImporter.open({ fileName: "whole.pcap", limits: DEFAULT_IMPORT_LIMITS });
  parser.push(file);
  const whole = parser.finish();

  it("gives results that add up to the file's, wherever the stream is cut", () => {
    const expected = totals([whole]);
    expect(expected.flows[`${IP_A} ${IP_B} tcp 502 modbus`]).toEqual({
      packets: 82,
      bytes: expect.any(Number),
      read: 26,
      write: 14,
    });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: file.length }), { maxLength: 6 }), (cuts) => {
        const results = takeInPieces(file, cuts);
        for (const { ledger, records } of results) {
          expect(ledgerReconciles(ledger)).toBe(true);
          expect(ledger.records).toBe(records);
        }
        expect(totals(results)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it("knows a conversation's protocol and direction long after its handshake", () => {
    const results = takeInPieces(file, [HEADER_BYTES + 2_000, file.length - 400]);
    const last = [...(results.at(-1)?.flows ?? [])].find((it) => it.port === 502);
    expect(last).toMatchObject({ initiator: { ip: IP_A }, protocol: "modbus", evidence: "payload" });
  });

  it("says nothing of an interval in which nothing was seen", () => {
    const session = new CaptureSession();
    session.push(file);
    session.take();
    expect(session.take()).toMatchObject({ records: 0, bytes: 0, flows: [], observations: [], firstSeenUs: null });
  });

  it("refuses a stream that is no capture with a sentence", () => {
    expect(() => new CaptureSession().push(new TextEncoder().encode("not a capture at all"))).toThrow(
      "no packet capture",
    );
  });
});
