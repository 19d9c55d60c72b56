import { describe, expect, it } from "vitest";
import { liveHeapBytes } from "@/lib/testing/live-heap-bytes";
import { DEFAULT_IMPORT_LIMITS } from "../define-importer";
import { DiscoveryDraft, type Seen, type Source } from "./discovery-draft";

const SOURCE: Source = { protocol: "zeek conn", method: "passive" };
const at = (position: number, fromUs: number | null = position * 10): Seen => ({ position, fromUs, toUs: null });
const subject = (ip: string) => ({ mac: null, ip, child: null });
const ends = (n: number) => ({ initiator: { ip: `10.0.0.${n}`, mac: null }, responder: { ip: "10.0.1.1", mac: null } });
const FLOW = {
  transport: "tcp",
  port: 80,
  protocol: "unknown",
  evidence: "port-only",
  packets: 2,
  bytes: 9,
  packetsFromResponder: 1,
  bytesFromResponder: 4,
} as const;
const MORE = { format: "x", bytes: 1 };

describe("DiscoveryDraft", () => {
  it("folds what is said again: first position, whole interval, count", () => {
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    for (const seen of [at(3), at(1), at(7, null)])
      draft.identity(SOURCE, seen, subject("10.0.0.1"), { field: "name", value: "A" });
    expect(draft.finish(MORE).observations).toEqual([
      expect.objectContaining({ position: 3, firstSeenUs: 10, lastSeenUs: 30, count: 3, value: "A" }),
    ]);
  });

  it("sums sightings and flows, and lets the stronger evidence name the protocol", () => {
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    draft.sighting(SOURCE, at(1), subject("10.0.0.1"), { sent: 1, received: 0, conversed: false });
    draft.sighting(SOURCE, at(2), subject("10.0.0.1"), { sent: 4, received: 2, conversed: true });
    draft.flow(at(1), { ...ends(1), ...FLOW });
    draft.flow(at(2), {
      ...ends(1),
      ...FLOW,
      protocol: "http",
      evidence: "payload",
      operations: ["read"],
      peerName: "plc",
    });
    const { observations, flows } = draft.finish(MORE);
    expect(observations).toEqual([expect.objectContaining({ sent: 5, received: 2, conversed: true, count: 2 })]);
    expect([...flows]).toEqual([
      expect.objectContaining({
        protocol: "http",
        evidence: "payload",
        packets: 4,
        bytes: 18,
        operations: { read: 1 },
        peerName: "plc",
        position: 1,
      }),
    ]);
  });

  it("keeps flows apart by each of their parts", () => {
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    const base = { ...ends(1), ...FLOW };
    const variants = [
      base,
      { ...base, port: 81 },
      { ...base, transport: "udp" as const },
      { ...base, vlan: 7 },
      { ...base, initiator: base.responder, responder: base.initiator },
      { ...base, initiator: { ip: "10.0.0.1", mac: "00:1b:1b:00:00:01" } },
      { ...base, port: null },
    ];
    for (const part of [...variants, ...variants]) draft.flow(at(1), part);
    expect(draft.finish(MORE).flows).toHaveLength(variants.length);
  });

  it("cleans text once, at this door", () => {
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    draft.identity(SOURCE, at(1), subject("10.0.0.1"), { field: "name", value: "a\u202eb" });
    draft.identity(SOURCE, at(1), subject("10.0.0.1"), { field: "name", value: " \u0000 " });
    draft.service(SOURCE, at(1), subject("10.0.0.1"), {
      transport: "tcp",
      port: 1,
      service: "x",
      evidence: "scan",
      product: "p\u0000q",
      flags: ["b", "a", "b"],
    });
    expect(draft.finish(MORE).observations).toEqual([
      expect.objectContaining({ value: "a\\u{202e}b" }),
      expect.objectContaining({ product: "p\\u{0}q", flags: ["a", "b"] }),
    ]);
  });

  it("a flood is counted, not kept, and the result says so", () => {
    const draft = new DiscoveryDraft({ maxEndpoints: 10, maxObservations: 15, maxObservationsOfKind: 15, maxFlows: 5 });
    for (let i = 0; i < 100; i += 1) {
      draft.sighting(SOURCE, at(i + 1), subject(`10.0.0.${i}`), { sent: 1, received: 0, conversed: false });
      draft.flow(at(i + 1), { ...ends(i), ...FLOW });
    }
    for (let i = 0; i < 10; i += 1)
      draft.identity(SOURCE, at(200), subject(`10.0.0.${i}`), { field: "name", value: `n${i}` });
    const { observations, flows, warnings } = draft.finish(MORE);
    expect(observations).toHaveLength(15);
    expect(flows).toHaveLength(5);
    expect(warnings).toEqual([
      "The file names more than 10 endpoints; at least 10 further ones (90 mentions) were counted, not kept.",
      "The file says more than 15 things; 5 further statements were counted, not kept.",
      "The file holds more than 5 flows; 95 records of further ones were counted, not kept.",
    ]);
  });

  it("a flood of one kind is counted, and keeps none of the others out", () => {
    const draft = new DiscoveryDraft({ maxEndpoints: 10, maxObservations: 15, maxObservationsOfKind: 5, maxFlows: 5 });
    const service = { transport: "tcp", service: "modbus", evidence: "payload" } as const;
    for (let port = 1; port <= 100; port += 1)
      draft.service(SOURCE, at(port), subject("10.0.0.1"), { ...service, port });
    for (let i = 0; i < 8; i += 1) draft.binding(SOURCE, at(101), "00:1b:1b:00:00:01", `10.0.0.${i}`, "arp");
    draft.identity(SOURCE, at(102), subject("10.0.0.1"), { field: "name", value: "a" });
    draft.service(SOURCE, at(103), subject("10.0.0.1"), { ...service, port: 5 });
    const { observations, warnings } = draft.finish(MORE);
    expect(observations.map(({ kind, count }) => [kind, count])).toEqual([
      ...[1, 1, 1, 1, 2].map((count) => ["service", count]),
      ...Array.from({ length: 5 }, () => ["binding", 1]),
      ["identity", 1],
    ]);
    expect(warnings).toEqual([
      "The file holds more than 5 services; 95 further ones were counted, not kept.",
      "The file holds more than 5 bindings of addresses to cards; 3 further ones were counted, not kept.",
    ]);
  });

  it("tells apart what differs in one part only, and takes a text in any part for itself", () => {
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    const say = () => {
      for (const ip of ["10.0.0.1", "10.0.0.2"]) {
        draft.identity(SOURCE, at(1), subject(ip), { field: "name", value: "a" });
        draft.identity(SOURCE, at(1), subject(ip), { field: "model", value: "a" });
        draft.identity(SOURCE, at(1), subject(ip), { field: "name", value: "b", inferred: true });
        draft.identity(SOURCE, at(1), subject(ip), { field: "name", value: "b" });
        draft.identity({ ...SOURCE, protocol: "zeek dns" }, at(1), subject(ip), { field: "name", value: "a" });
        draft.identity(SOURCE, at(1), { ...subject(ip), child: "unit 1" }, { field: "name", value: "a" });
        const service = { transport: "tcp", port: 1, service: "http", evidence: "scan" } as const;
        draft.service(SOURCE, at(1), subject(ip), service);
        draft.service(SOURCE, at(1), subject(ip), { ...service, port: null });
        draft.service(SOURCE, at(1), subject(ip), { ...service, product: "a" });
        draft.service(SOURCE, at(1), subject(ip), { ...service, version: "a" });
      }
    };
    say();
    say();
    const { observations } = draft.finish(MORE);
    expect(observations).toHaveLength(20);
    expect(observations.every(({ count }) => count === 2)).toBe(true);
  });

  it("what is kept of a flood is small", () => {
    const STATEMENTS = 20_000;
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    const before = liveHeapBytes();
    for (let i = 0; i < STATEMENTS; i += 1) {
      const part = { transport: "tcp", port: i, service: "modbus", evidence: "payload" } as const;
      draft.service(SOURCE, at(i + 1, 1.7e15 + i), subject("10.0.0.1"), part);
    }
    const grown = liveHeapBytes() - before;
    expect(draft.finish(MORE).observations).toHaveLength(STATEMENTS);
    // 1,400 where each had a key of text and a hidden class of its own.
    expect(grown / STATEMENTS).toBeLessThan(500);
  });

  it("an address and a source stand in memory once, whatever is said of them and by whom", () => {
    const [ADDRESSES, SOURCES, TEXT_BYTES] = [100, 20, 2_000];
    // As a parser has them: each time a text of its own.
    const text = (word: string) => Buffer.from(word.padEnd(TEXT_BYTES, "x")).toString();
    const draft = new DiscoveryDraft(DEFAULT_IMPORT_LIMITS);
    const before = liveHeapBytes();
    for (let i = 0; i < ADDRESSES * SOURCES; i += 1) {
      const source = { protocol: text(`source ${i % SOURCES}`), method: "passive" } as const;
      const about = subject(text(`address ${Math.floor(i / SOURCES)}`));
      draft.sighting(source, at(i + 1), about, { sent: 1, received: 0, conversed: false });
    }
    const grown = liveHeapBytes() - before;
    expect(draft.finish(MORE).observations).toHaveLength(ADDRESSES * SOURCES);
    expect(grown / TEXT_BYTES).toBeLessThan(10 * ADDRESSES);
  });

  it("flows among more addresses than are kept are counted, and the result says so", () => {
    const draft = new DiscoveryDraft({ maxEndpoints: 5, maxObservations: 15, maxObservationsOfKind: 15, maxFlows: 50 });
    for (let i = 0; i < 20; i += 1) draft.flow(at(i + 1), { ...ends(i), ...FLOW });
    const { flows, warnings } = draft.finish(MORE);
    const addresses = new Set([...flows].flatMap(({ initiator, responder }) => [initiator.ip, responder.ip]));
    expect(addresses.size).toBe(5);
    expect(warnings).toEqual([
      `The flows of the file have more than 5 ends; ${20 - flows.length} records of flows with further ones were counted, not kept.`,
    ]);
  });
});
