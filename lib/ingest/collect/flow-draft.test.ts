import { describe, expect, it } from "vitest";
import { cleanText } from "@/lib/domain/clean-text";
import { liveHeapBytes } from "@/lib/testing/live-heap-bytes";
import { FlowDraft, type FlowPart } from "./flow-draft";

const part = (from: number, more: Partial<FlowPart> = {}): FlowPart => ({
  initiator: { ip: `10.0.${from >> 8}.${from & 255}`, mac: null },
  responder: { ip: "10.1.0.1", mac: null },
  transport: "tcp",
  port: 502,
  protocol: "modbus",
  evidence: "payload",
  packets: 1,
  bytes: 60,
  packetsFromResponder: 0,
  bytesFromResponder: 0,
  ...more,
});
const at = (position: number) => ({ position, fromUs: position, toUs: position });

function drafted(maxFlows: number, parts: readonly FlowPart[], maxEnds = 10_000) {
  const draft = new FlowDraft(maxFlows, maxEnds);
  parts.forEach((one, index) => {
    draft.add(at(index + 1), one);
  });
  return { draft, flows: [...draft.finish()] };
}

describe("flows of a log", () => {
  it("come in the order of their first records, whatever is known of their ends", () => {
    const mac = "00:00:5e:00:53:01";
    const { flows } = drafted(10, [
      part(1),
      part(1, { initiator: { ip: "10.0.0.1", mac } }),
      part(2),
      part(1, { vlan: 7 }),
      part(1, { transport: "udp" }),
      part(1, { port: null }),
      part(1),
      part(1, { initiator: { ip: "10.0.0.1", mac } }),
    ]);
    expect(flows.map(({ position, packets }) => [position, packets])).toEqual([
      [1, 2],
      [2, 2],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 1],
    ]);
  });

  it("each have their own operations", () => {
    const { flows } = drafted(10, [
      part(1),
      part(2, { operations: ["read"] }),
      part(3, { operations: ["write", "read"] }),
    ]);
    expect(flows.map(({ operations }) => operations)).toEqual([{}, { read: 1 }, { write: 1, read: 1 }]);
    expect(flows.map(({ operationPositions }) => operationPositions)).toEqual([{}, { read: 2 }, { write: 3, read: 3 }]);
  });

  it("beyond the limit are counted, while known ones go on", () => {
    const flood = Array.from({ length: 1_000 }, (_, index) => part(index));
    const { draft, flows } = drafted(3, [...flood, part(1), part(2, { vlan: 9 })]);
    expect(flows.map(({ packets }) => packets)).toEqual([1, 2, 1]);
    expect(draft.dropped).toBe(998);
  });

  it("with an end beyond the limit of ends are counted, while those between known ends go on", () => {
    const parts = Array.from({ length: 100 }, (_, index) => part(index));
    const mac = "00:00:5e:00:53:01";
    const { draft, flows } = drafted(
      1_000,
      [...parts, part(0), part(3, { port: 80 }), part(0, { initiator: { ip: "10.0.0.0", mac } })],
      5,
    );
    expect(flows.map(({ initiator, port, packets }) => [initiator.ip, port, packets])).toEqual([
      ["10.0.0.0", 502, 2],
      ["10.0.0.1", 502, 1],
      ["10.0.0.2", 502, 1],
      ["10.0.0.3", 502, 1],
      ["10.0.0.3", 80, 1],
    ]);
    expect([draft.dropped, draft.droppedEnds]).toEqual([0, 97]);
  });

  it("beyond the limit leave no address behind, so that a flood of them cannot fill the memory", () => {
    const flood = Array.from({ length: 1_000 }, (_, index) => part(index));
    const draft = new FlowDraft(3, 10_000);
    flood.forEach((one, index) => {
      draft.add(at(index + 1), one);
    });
    expect(draft.heldEnds).toBe(4);
  });

  it("say what their records said, also what is zero, missing, long or not in English", () => {
    const plain = { ip: "10.0.0.1", mac: null };
    const card = { ip: null, mac: "00:00:5e:00:53:01" };
    const parts: FlowPart[] = [
      part(1, { port: 0, vlan: 0, packets: 0, bytes: 2 ** 40, bytesFromResponder: 2 ** 33 }),
      part(2, { initiator: card, responder: plain, transport: "ethernet", port: null, vlan: 4_094, evidence: "scan" }),
      part(3, { port: 443, peerName: "werk-süd.example", peerNameFrom: "sni" }),
      part(4, { port: 443, peerName: `\ufeff${"名".repeat(300)}`, peerNameFrom: null }),
    ];
    const draft = new FlowDraft(10, 10);
    draft.add({ position: 7, fromUs: null, toUs: null }, parts[0] as FlowPart);
    draft.add({ position: 8, fromUs: 0, toUs: null }, parts[1] as FlowPart);
    draft.add({ position: 9, fromUs: 1_767_571_200_000_001, toUs: 1_767_571_200_000_002 }, parts[2] as FlowPart);
    draft.add({ position: 10, fromUs: 5, toUs: 6 }, parts[3] as FlowPart);
    draft.add({ position: 11, fromUs: 3, toUs: 9 }, { ...(parts[2] as FlowPart), peerName: "b.example" });
    const flows = [...draft.finish()];
    expect(flows[0]).toEqual({
      ...{ initiator: { ip: "10.0.0.1", mac: null }, responder: { ip: "10.1.0.1", mac: null } },
      ...{ transport: "tcp", port: 0, protocol: "modbus", evidence: "payload", vlan: 0 },
      ...{ packets: 0, bytes: 2 ** 40, packetsFromResponder: 0, bytesFromResponder: 2 ** 33 },
      ...{ firstSeenUs: null, lastSeenUs: null, position: 7, operations: {}, operationPositions: {} },
      ...{ peerName: null, peerNameFrom: null },
    });
    expect(flows[1]).toMatchObject({
      initiator: card,
      responder: plain,
      transport: "ethernet",
      port: null,
      vlan: 4_094,
    });
    expect(flows[1]).toMatchObject({ evidence: "scan", firstSeenUs: 0, lastSeenUs: 0 });
    expect(flows[2]).toMatchObject({ firstSeenUs: 3, lastSeenUs: 1_767_571_200_000_002, packets: 2 });
    expect(flows[2]).toMatchObject({ peerName: "werk-süd.example", peerNameFrom: "sni" });
    expect(flows[3]?.peerName).toBe(cleanText(parts[3]?.peerName as string, 255));
    expect(flows[3]?.peerNameFrom).toBeNull();
  });

  it("can be cut into pieces and left out one by one", () => {
    const draft = new FlowDraft(5_000, 10_000);
    for (let i = 0; i < 3_000; i += 1) draft.add(at(i), part(i, { peerName: `n${i}.example`, peerNameFrom: "dns" }));
    const flows = draft.finish();
    const all = [...flows];
    expect(all.map((it) => it.peerName)).toEqual(Array.from({ length: 3_000 }, (_, i) => `n${i}.example`));
    expect([...flows.slice(0, 1_025), ...flows.slice(1_025, 9_000)]).toEqual(all);
    const odd = flows.filter(({ position }) => position % 2 === 1);
    expect([odd.length, ...odd.slice(1_499, 1_501)]).toEqual([1_500, all[2_999]]);
    expect([...odd.filter(({ position }) => position > 2_990)]).toEqual(
      all.filter(({ position }) => position % 2 === 1 && position > 2_990),
    );
    expect(JSON.stringify(odd)).toBe(JSON.stringify([...odd]));
  });

  it("take no object each, which half a million of would be 130 MB", () => {
    const rows = 20_000;
    const before = liveHeapBytes();
    const draft = new FlowDraft(rows, rows);
    for (let i = 0; i < rows; i += 1) draft.add(at(i), part(i & 255, { port: i, peerName: `n${i}.plant.example` }));
    const flows = draft.finish();
    const held = liveHeapBytes() - before;
    expect(flows.length).toBe(rows);
    expect(held / rows).toBeLessThan(24);
  });
});
