import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { putZone } from "@/lib/db/zones/zone";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { IP_B, MAC_B } from "@/lib/testing/frames";
import { SSH_CAPTURE } from "@/lib/testing/ssh-capture";
import { emptyDatabase, inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecision } from "../decisions/undo-decision";
import { applyRules } from "../triage/apply-rules";
import { createRule } from "../triage/create-rule";

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const listOf = (zone: string) => Buffer.from(`name,ip,mac,zone\nserver of ${zone},${IP_B},${MAC_B},${zone}\n`);
const FILES = {
  capture: { name: "seen.pcap", bytes: SSH_CAPTURE },
  north: { name: "north.csv", bytes: listOf("North") },
  south: { name: "south.csv", bytes: listOf("South") },
} as const;
type Step = keyof typeof FILES | "decide";
const ZONES = {
  north: "0a000000-0000-4000-8000-00000000000a",
  south: "0b000000-0000-4000-8000-00000000000b",
  own: "0c000000-0000-4000-8000-00000000000c",
};
const reason = "stood in front of it";

function ordersOf(steps: readonly Step[]): Step[][] {
  if (steps.length < 2) return [[...steps]];
  return steps.flatMap((step) => ordersOf(steps.filter((it) => it !== step)).map((rest) => [step, ...rest]));
}

async function serverId(): Promise<string> {
  const [row] = await sql.query<{ id: string }>("select id from device where $1 = any(macs)", [MAC_B]);
  return row?.id as string;
}

async function makeZones(): Promise<void> {
  // The place is there from the first import on; its files bring nothing of the server.
  await takeIn([{ name: "before.csv", bytes: Buffer.from("name,ip,mac\nother,10.99.0.1,02:00:00:00:00:77\n") }]);
  const [site] = await sql.query<{ id: string }>("select id from site");
  const zone = { siteId: site?.id as string, description: "", purdueLevel: 1 as const, criticality: 4 as const };
  await withTransaction(async (tx) => {
    for (const [name, id] of Object.entries(ZONES)) {
      await putZone(tx, { ...zone, owner: null, ...NO_RULES, ...UNKNOWN_NATURE, id, name, cidrs: [] });
    }
  });
}

/** What the inventory says, without the random ids of decisions. */
async function inventory(): Promise<string> {
  const decisions = await sql.query<{ id: string }>("select id from decision order by reason, kind");
  let said = JSON.stringify(await inventorySnapshot());
  for (const [at, { id }] of decisions.entries()) said = said.replaceAll(id, `decision ${at}`);
  return said.replaceAll(/"fingerprint":"[0-9a-f]+"/g, "");
}

it("people's words hold and lists agree, in whatever order lists came before and after them", async () => {
  const seen = new Set<string>();
  // The device has to be there before somebody decides on it.
  const orders = ordersOf(["capture", "north", "south", "decide"]).filter((it) => it.indexOf("decide") > 0);
  expect(orders.length).toBe(18);
  for (const order of orders) {
    await emptyDatabase();
    await makeZones();
    for (const step of order) {
      if (step === "decide") {
        const deviceIds = [await serverId()];
        await decideDevices(systemActor, { kind: "state", deviceIds, state: "retired", expiresAt: null, reason });
        await decideDevices(systemActor, { kind: "zone", deviceIds, zoneId: ZONES.own, reason });
      } else await takeIn([FILES[step]]);
    }
    const [row] = await sql.query("select state, zone_id as zone from device where id = $1", [await serverId()]);
    expect([order, row]).toEqual([order, { state: "retired", zone: ZONES.own }]);
    seen.add(await inventory());
  }
  expect(seen.size).toBe(1);
});

it("what a person took back leaves the lists' word, the same in both orders", async () => {
  const seen = new Set<string>();
  for (const order of [
    ["north", "south"],
    ["south", "north"],
  ] as const) {
    await emptyDatabase();
    await makeZones();
    await takeIn([FILES[order[0]]]);
    const deviceIds = [await serverId()];
    const { decisionIds } = await decideDevices(systemActor, {
      ...{ kind: "state", deviceIds, state: "ignored", expiresAt: null, reason },
    });
    await takeIn([FILES[order[1]]]);
    await undoDecision(systemActor, decisionIds[0] as string);
    const [row] = await sql.query("select state from device where id = $1", deviceIds);
    expect(row).toEqual({ state: "sanctioned" });
    seen.add((await inventory()).replaceAll(/decision \d/g, ""));
  }
  expect(seen.size).toBe(1);
});

it("a list wins over a rule that met the device before the list came, as over one that never met it", async () => {
  const states = [];
  for (const order of [
    ["capture", "north"],
    ["north", "capture"],
  ] as const) {
    await emptyDatabase();
    await sql.run("truncate triage_rule cascade");
    await makeZones();
    const action = { kind: "state", state: "ignored", days: 30 } as const;
    await createRule(systemActor, { name: "SSH", query: "port:22", reason, action });
    for (const step of order) {
      await takeIn([FILES[step]]);
      await applyRules();
    }
    states.push(await sql.query("select state, state_reason from device where id = $1", [await serverId()]));
  }
  expect(states[0]).toMatchObject([{ state: "sanctioned" }]);
  expect(states[1]).toEqual(states[0]);
});
