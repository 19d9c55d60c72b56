import { expect, test } from "vitest";
import { ConversationFolder } from "./conversation-folder";
import type { Flow } from "./flow";
import type { LinkedFlow } from "./fold-conversations";

const [PLC, HMI, HISTORIAN] = ["a", "b", "c"].map((it) => `${it.repeat(8)}-0000-8000-8000-000000000000`);

function linked(more: Partial<Flow> & { from?: string | null; to?: string | null; realm?: string; flows?: number }) {
  const { from = HMI, to = PLC, realm = "hall", flows, ...flow } = more;
  return {
    flow: {
      ...{ initiator: { ip: "10.0.0.2", mac: null }, responder: { ip: "10.0.0.1", mac: "00:1b:1b:00:00:10" } },
      ...{ transport: "tcp", port: 502, protocol: "modbus", evidence: "payload", vlan: null },
      ...{ packets: 3, bytes: 180, packetsFromResponder: 1, bytesFromResponder: 60, position: 7 },
      ...{ firstSeenUs: 1_767_600_000_000_001, lastSeenUs: 1_767_600_000_000_009 },
      ...{ operations: { read: 2 }, operationPositions: { read: 7 }, peerName: null, peerNameFrom: null },
      ...flow,
    },
    citation: { realm, fileSha256: "aa", fileName: "a.pcap", format: "pcap", position: flow.position ?? 7 },
    initiatorDeviceId: from,
    responderDeviceId: to,
    ...(flows === undefined ? {} : { flows }),
  } as LinkedFlow;
}

function fold(...flows: readonly LinkedFlow[]) {
  const folder = new ConversationFolder();
  for (const flow of flows) folder.add(flow);
  return folder.finish();
}

test("a conversation of one flow says what the flow says", () => {
  const { flow, citation } = linked({});
  const { vlan: _v, position: _p, operationPositions: _o, bytesFromResponder: _b, ...said } = flow;
  const ends = { initiatorDeviceId: HMI, responderDeviceId: PLC };
  expect([...fold(linked({}))]).toEqual([
    { id: expect.any(String), realm: "hall", citation, flows: 1, ...ends, ...said },
  ]);
});

test("what is not known stays unknown, and zero is a number", () => {
  const bare = { firstSeenUs: null, lastSeenUs: null, port: null, operations: {}, from: null, to: null };
  expect([...fold(linked(bare))]).toMatchObject([
    {
      firstSeenUs: null,
      lastSeenUs: null,
      port: null,
      operations: {},
      initiatorDeviceId: null,
      responderDeviceId: null,
    },
  ]);
  expect([...fold(linked({ port: 0, firstSeenUs: 0 }))]).toMatchObject([{ port: 0, firstSeenUs: 0 }]);
});

test("everything that tells conversations apart makes one of its own, in the order of their ids", () => {
  const others = [
    linked({ realm: "yard" }),
    linked({ initiator: { ip: "10.0.0.3", mac: null } }),
    linked({ responder: { ip: null, mac: "00:1b:1b:00:00:10" } }),
    linked({ from: null }),
    linked({ to: HISTORIAN ?? null }),
    linked({ transport: "udp" }),
    linked({ port: 503 }),
    linked({ port: null }),
    linked({ protocol: "unknown" }),
    linked({ peerName: "plc.example", peerNameFrom: "sni" }),
  ];
  const all = fold(linked({}), ...others, linked({ responder: { ip: "10.0.0.1", mac: null }, flows: 4 }), ...others);
  expect(all.length).toBe(others.length + 1);
  const ids = Array.from(all, ({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(Array.from(all, ({ flows }) => flows).sort()).toEqual([...others.map(() => 2), 5]);
});

test("a device is asked for its conversations, and what it says to itself is left out", () => {
  const all = fold(
    linked({}),
    linked({ from: PLC ?? null, to: PLC ?? null, port: 9 }),
    linked({ to: null, port: 80 }),
    linked({ from: HISTORIAN ?? null, port: 102 }),
  );
  const portsOf = (id: string | undefined) =>
    all
      .ofDevice(id as string)
      .map(({ port }) => port)
      .sort();
  expect(portsOf(PLC)).toEqual([102, 502]);
  expect(portsOf(HMI)).toEqual([502, 80]);
  expect(portsOf(HISTORIAN)).toEqual([102]);
  expect(portsOf("dddddddd-0000-8000-8000-000000000000")).toEqual([]);
  const inOrder = [...all].filter((it) => it.responderDeviceId === PLC && it.initiatorDeviceId !== PLC);
  expect(all.ofDevice(PLC as string)).toEqual(inOrder);
});
