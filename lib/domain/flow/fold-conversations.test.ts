import fc from "fast-check";
import { expect, test } from "vitest";
import { liveHeapBytes } from "@/lib/testing/live-heap-bytes";
import { ConversationFolder } from "./conversation-folder";
import type { Flow } from "./flow";
import { type Conversation, growConversation, type LinkedFlow } from "./fold-conversations";

const ips = ["10.0.0.1", "10.0.0.2", null];
const linkedFlow: fc.Arbitrary<LinkedFlow> = fc
  .record({
    a: fc.constantFrom(...ips),
    b: fc.constantFrom(...ips),
    mac: fc.constantFrom("02:00:00:00:00:01", "02:00:00:00:00:02"),
    time: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
    file: fc.constantFrom("aa", "bb"),
    position: fc.integer({ min: 1, max: 9 }),
    evidence: fc.constantFrom("payload" as const, "port-only" as const),
    write: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ a, b, mac, time, file, position, evidence, write }) => ({
    flow: {
      initiator: { ip: a, mac },
      responder: { ip: b, mac },
      transport: "tcp",
      port: 502,
      protocol: "modbus",
      evidence,
      vlan: null,
      packets: 2,
      bytes: 120,
      packetsFromResponder: 1,
      bytesFromResponder: 60,
      firstSeenUs: time,
      lastSeenUs: time,
      position,
      operations: write > 0 ? { write } : {},
      operationPositions: write > 0 ? { write: position } : {},
      peerName: null,
      peerNameFrom: null,
    } satisfies Flow,
    citation: { realm: "r", fileSha256: file, fileName: file, format: "pcap", position },
    initiatorDeviceId: null,
    responderDeviceId: null,
  }));

function fold(flows: readonly LinkedFlow[]) {
  const folder = new ConversationFolder();
  for (const flow of flows) folder.add(flow);
  return [...folder.finish()];
}

test("the order of flows does not show in what they add up to", () => {
  fc.assert(
    fc.property(
      fc
        // Two flows of one file never stand at the same packet.
        .uniqueArray(linkedFlow, {
          maxLength: 12,
          selector: (it) => `${it.citation.fileSha256}${it.citation.position}`,
        })
        .chain((flows) => fc.tuple(fc.constant(flows), fc.shuffledSubarray(flows, { minLength: flows.length }))),
      ([flows, shuffled]) => {
        expect(fold(shuffled)).toEqual(fold(flows));
      },
    ),
  );
});

test("many conversations take hardly any of the heap, and their ends stand in it once", () => {
  const copy = (text: string) => JSON.parse(JSON.stringify(text)) as string;
  const rows = 20_000;
  const folder = new ConversationFolder();
  const before = liveHeapBytes();
  for (let port = 0; port < rows; port += 1) {
    const mac = copy("02:00:00:00:00:01");
    folder.add({
      flow: {
        ...{ initiator: { ip: copy("10.100.200.101"), mac }, responder: { ip: copy("10.100.200.102"), mac } },
        ...{ transport: "tcp", port, protocol: copy("some-long-protocol"), evidence: "handshake", vlan: null },
        ...{ packets: 2, bytes: 120, packetsFromResponder: 1, bytesFromResponder: 60, position: port },
        ...{ firstSeenUs: 1, lastSeenUs: 2, operations: {}, operationPositions: {} },
        ...{ peerName: null, peerNameFrom: null },
      },
      citation: { realm: "r", fileSha256: "aa", fileName: "a", format: "pcap", position: port },
      initiatorDeviceId: null,
      responderDeviceId: null,
    });
  }
  const conversations = folder.finish();
  const held = liveHeapBytes() - before;
  const all = [...conversations];
  expect(new Set(all.map((it) => it.initiator)).size).toBe(1);
  expect(new Set(all.map((it) => it.responder)).size).toBe(1);
  expect(held / rows).toBeLessThan(50);
});

test("nothing is lost: packets and operations of all flows stand in the sums", () => {
  fc.assert(
    fc.property(fc.array(linkedFlow, { maxLength: 12 }), (flows) => {
      const sums = fold(flows);
      expect(sums.reduce((sum, it) => sum + it.packets, 0)).toBe(flows.length * 2);
      const writes = (list: readonly { operations: Flow["operations"] }[]) =>
        list.reduce((sum, it) => sum + (it.operations.write ?? 0), 0);
      expect(writes(sums)).toBe(writes(flows.map((it) => it.flow)));
    }),
  );
});

test("a conversation of which some flows grew is what all of them add up to now", () => {
  let told = 0;
  const growth = fc.record({ earlier: fc.nat(2), later: fc.nat(3), write: fc.nat(2), isProven: fc.boolean() });
  fc.assert(
    fc.property(
      fc.uniqueArray(linkedFlow, {
        minLength: 1,
        maxLength: 8,
        selector: (it) => `${it.citation.fileSha256}${it.citation.position}`,
      }),
      fc.array(fc.option(growth, { nil: null }), { minLength: 8, maxLength: 8 }),
      (flows, growths) => {
        const grown = flows.map((it, at) => {
          const more = growths[at];
          return more ? { ...it, flow: growFlow(it.flow, more) } : it;
        });
        const isGrown = (_: LinkedFlow, at: number) => Boolean(growths[at]);
        const before = new Map(fold(flows.filter(isGrown)).map((it) => [it.id, it]));
        const after = new Map(fold(grown.filter(isGrown)).map((it) => [it.id, it]));
        const now = new Map(fold(grown).map((it) => [it.id, it]));
        for (const known of fold(flows)) {
          const [was, is] = [before.get(known.id), after.get(known.id)];
          if (!was || !is) continue;
          told++;
          expect(growConversation(known, was, is)).toEqual(now.get(known.id));
        }
      },
    ),
  );
  expect(told).toBeGreaterThan(50);
});

test("what a conversation was without a flow that left is not guessed", () => {
  const linked = fc.sample(linkedFlow, { numRuns: 1, seed: 1 })[0] as LinkedFlow;
  const timed = (firstSeenUs: number, lastSeenUs: number) =>
    fold([{ ...linked, flow: { ...linked.flow, firstSeenUs, lastSeenUs } }])[0] as Conversation;
  expect(growConversation(timed(1, 9), timed(1, 9), timed(2, 9))).toBeNull();
  expect(growConversation(timed(1, 9), timed(1, 9), timed(1, 8))).toBeNull();
  expect(growConversation(timed(1, 9), timed(1, 9), timed(1, 9))).not.toBeNull();
});

function growFlow(
  flow: Flow,
  more: { readonly earlier: number; readonly later: number; readonly write: number; readonly isProven: boolean },
): Flow {
  const write = (flow.operations.write ?? 0) + more.write;
  return {
    ...flow,
    packets: flow.packets + 3,
    bytes: flow.bytes + 99,
    firstSeenUs: flow.firstSeenUs === null ? null : flow.firstSeenUs - more.earlier,
    lastSeenUs: flow.lastSeenUs === null ? more.later + 1 : flow.lastSeenUs + more.later,
    operations: write > 0 ? { write } : {},
    evidence: more.isProven ? "payload" : flow.evidence,
  };
}
