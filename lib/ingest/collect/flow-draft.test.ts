import { describe, expect, it } from "vitest";
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
  return { draft, flows: draft.finish() };
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
});
