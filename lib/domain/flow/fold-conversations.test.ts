import fc from "fast-check";
import { expect, test } from "vitest";
import type { Flow } from "./flow";
import { ConversationFolder, type LinkedFlow } from "./fold-conversations";

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
  return folder.finish();
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
