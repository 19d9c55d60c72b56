import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import type { Conflict, Device } from "@/lib/domain/device/device";
import { identifierKey } from "@/lib/domain/device/identifier";
import { pcapFile } from "@/lib/simulator/capture-files";
import { drawFrom } from "@/lib/simulator/draw";
import { answerS7, s7Identity } from "@/lib/simulator/hard-cases/speak";
import { type Host, Wire } from "@/lib/simulator/hard-cases/wire";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { readShadowDesk } from "@/lib/testing/read-shadow-desk";
import { emptyDatabase, inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { listConflicts } from "../conflicts/list-conflicts";
import { getShadowQueue } from "../shadow/get-shadow-queue";
import { applyRules } from "../triage/apply-rules";
import { createRule } from "../triage/create-rule";
import { decideDevices } from "./decide-devices";
import { undoDecision } from "./undo-decision";

const [FIRST, LATER] = ["00:1b:1b:00:00:10", "00:1b:1b:55:00:20"] as const;
const START_US = Date.UTC(2026, 2, 2, 8) * 1000;
const reason = "stood in front of it";

/** A controller answers in a network of its own; all of them state one serial. */
function capture(mac: string, network: number, atUs: number): { name: string; bytes: Uint8Array } {
  const wire = new Wire(drawFrom(network));
  const server: Host = { mac: `00:a0:45:00:00:0${network}`, ip: `10.0.${network}.2`, ttl: 64 };
  const plc: Host = { mac, ip: `10.0.${network}.5`, ttl: 64 };
  wire.arp(atUs, server, plc);
  answerS7(wire, atUs + 1_000_000, server, plc, s7Identity("S C-X4U421302009", "press"));
  return { name: `network-${network}.pcap`, bytes: pcapFile(wire.frames) };
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly riskScore: number;
  readonly detail: Device;
}
async function controller(): Promise<Row> {
  const rows = await sql.query<Row>(
    `select id, state, risk_score as "riskScore", detail from device where macs && $1::text[]`,
    [[FIRST, LATER]],
  );
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
}
const asksIn = ({ detail }: Row): Conflict[] => detail.conflicts.filter(({ kind }) => kind === "unapproved-card");
const sanction = async () => {
  const { id } = await controller();
  const said = { kind: "state", state: "sanctioned", expiresAt: null, reason } as const;
  const { decisionIds } = await decideDevices(systemActor, { ...said, deviceIds: [id] });
  return decisionIds[0] as string;
};

afterAll(closeDatabase);
beforeEach(async () => {
  await emptyDatabase();
  await takeIn([capture(FIRST, 1, START_US)]);
});

it("a card that joins an approved device asks again until it is approved, undone and done again", async () => {
  const first = await sanction();
  const calm = await controller();
  // Older by its frames, and unknown when the device was approved.
  await takeIn([capture(LATER, 2, START_US - 86_400_000_000)]);
  await expectWhole();
  const asking = await controller();
  expect(asking.state).toBe("sanctioned");
  expect(asksIn(asking)).toMatchObject([{ accepted: null, citations: [{ fileName: "network-2.pcap" }] }]);
  expect(asking.riskScore).toBeGreaterThanOrEqual(calm.riskScore);
  const { items } = await listConflicts(systemActor, { limit: 10 });
  expect(items.map(({ kind }) => kind)).toEqual(["unapproved-card"]);
  const queue = await readShadowDesk();
  expect(queue.askingAgain).toBe(1);
  expect(queue.groups[0]?.devices.map(({ id, decidingFacts }) => [id, decidingFacts[0]?.text])).toEqual([
    [asking.id, expect.stringContaining("joined after the device was approved")],
  ]);
  const before = await inventorySnapshot();

  const again = await sanction();
  expect(asksIn(await controller())).toEqual([]);
  expect((await getShadowQueue(systemActor)).askingAgain).toBe(0);
  await expectWhole();

  await undoDecision(systemActor, again);
  expect(await inventorySnapshot()).toEqual(before);
  await expectWhole();

  await undoDecision(systemActor, first);
  expect(await controller()).toMatchObject({ state: "unsanctioned", detail: { conflicts: [] } });
  await expectWhole();
});

it("the card can be split off, and is no part of the approval then", async () => {
  await sanction();
  await takeIn([capture(LATER, 2, START_US + 3_600_000_000)]);
  const { id, detail } = await controller();
  const [a, b] = asksIn({ id, detail } as Row)[0]?.parties.map(identifierKey) ?? [];
  const split = { kind: "forbid-merge", identifierA: a as string, identifierB: b as string, reason } as const;
  await decideDevices(systemActor, { ...split, deviceIds: [id] });
  const rows = await sql.query(`select macs[1] as mac, state from device where macs && $1::text[] order by 1`, [
    [FIRST, LATER],
  ]);
  expect(rows).toEqual([
    { mac: FIRST, state: "sanctioned" },
    { mac: LATER, state: "unsanctioned" },
  ]);
  expect((await listConflicts(systemActor, { limit: 10 })).items).toEqual([]);
  await expectWhole();
});

it("is not accepted as a contradiction: whoever accepts the card approves the device with it", async () => {
  await sanction();
  await takeIn([capture(LATER, 2, START_US + 3_600_000_000)]);
  const row = await controller();
  const accept = { kind: "accept-conflict", conflict: asksIn(row)[0]?.key as string, reason } as const;
  await expect(decideDevices(systemActor, { ...accept, deviceIds: [row.id] })).rejects.toMatchObject({
    code: "bad-request",
  });
});

it("a rule approves the cards that it finds, and none that comes later", async () => {
  await createRule(systemActor, {
    name: "controllers",
    query: "name:press",
    action: { kind: "state", state: "sanctioned" },
    reason,
  });
  await applyRules();
  expect(await controller()).toMatchObject({ state: "sanctioned", detail: { conflicts: [] } });
  await takeIn([capture(LATER, 2, START_US + 3_600_000_000)]);
  expect(asksIn(await controller())).toHaveLength(1);
  await expectWhole();
});

it("a list approves the cards that it names, whichever came in first", async () => {
  const list = (macs: readonly string[]) => ({
    name: `list-of-${macs.length}.csv`,
    bytes: Buffer.from(`name,mac\n${macs.map((mac) => `press,${mac}\n`).join("")}`),
  });
  await takeIn([list([FIRST])]);
  await takeIn([capture(LATER, 2, START_US + 3_600_000_000)]);
  expect(asksIn(await controller())).toMatchObject([{ summary: expect.stringContaining("no approved list names it") }]);
  await expectWhole();
  const person = await sanction();
  expect(asksIn(await controller())).toEqual([]);
  await undoDecision(systemActor, person);
  expect(asksIn(await controller())).toHaveLength(1);
  await expectWhole();
  await takeIn([list([FIRST, LATER])]);
  expect(asksIn(await controller())).toEqual([]);
  await expectWhole();
});

it("a list of devices finds those that ask again", async () => {
  await sanction();
  await takeIn([capture(LATER, 2, START_US + 3_600_000_000)]);
  const { id } = await controller();
  const found = await sql.query("select id from device where conflict_kinds && '{unapproved-card}'");
  expect(found).toEqual([{ id }]);
});
