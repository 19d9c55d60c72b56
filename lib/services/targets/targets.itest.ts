import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import {
  nextTargetStep,
  type TargetDesignInput,
  targetDetail,
  targetDistance,
  targetSteps,
  targetWhatIf,
} from "@/lib/contracts/targets";
import { closeDatabase, sql } from "@/lib/db/client";
import { readFlows } from "@/lib/db/flows/flow";
import { loadContents } from "@/lib/db/imports/source-content";
import { withTransaction } from "@/lib/db/transaction";
import { predictCuts } from "@/lib/domain/target/predict-cuts";
import type { RecordedFlow } from "@/lib/domain/target/recorded-flow";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import type { TargetPlace } from "@/lib/domain/target/target-places";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { listZones } from "../zones/list-zones";
import { applyStep } from "./apply-step";
import { approveTarget } from "./approve-target";
import { commentOnTarget } from "./comment-on-target";
import { compareTarget } from "./compare-target";
import { deleteTarget } from "./delete-target";
import { findDesign } from "./find-design";
import { getDistance } from "./get-distance";
import { getNextStep } from "./get-next-step";
import { getSteps } from "./get-steps";
import { getTarget } from "./get-target";
import { getWhatIf } from "./get-what-if";
import { listTargets } from "./list-targets";
import { makeTarget } from "./make-target";
import { markStep } from "./mark-step";
import { measureTargets } from "./measure-target";
import { predictOverRecorded, recordedWhatIf } from "./recorded-what-if";
import { saveTargetVersion } from "./save-target-version";
import { todaysDesign } from "./todays-design";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(24);
});
beforeEach(() => sql.run("truncate target cascade"));
afterAll(closeDatabase);

const make = async (from: "today" | "empty" = "today") =>
  (await makeTarget(systemActor, { name: "Plant 2030", from })).id;
const get = async (id: string, version?: number) => targetDetail.parse(await getTarget(systemActor, id, version));
const whatIf = async (id: string) => targetWhatIf.parse(await getWhatIf(systemActor, id));
const inputOf = (design: TargetDesignInput): TargetDesignInput => ({
  ...design,
  acceptedCuts: design.acceptedCuts.map(({ key, reason, pairs }) => ({ key, reason, pairs })),
});
async function change(
  id: string,
  edit: (design: TargetDesignInput) => Partial<TargetDesignInput>,
  comment = "a change",
) {
  const { design, latestVersion } = await get(id);
  const input = inputOf(design);
  return saveTargetVersion(systemActor, id, {
    ...{ baseVersion: latestVersion, comment },
    design: { ...input, ...edit(input) },
  });
}

describe("a target", () => {
  it("begins with today's zones under their own ids, and leaves today alone", async () => {
    const before = await listZones(systemActor);
    const id = await make();
    const target = await get(id);
    expect(target.design.zones.map((zone) => zone.id).sort()).toEqual(before.items.map((zone) => zone.id).sort());
    expect(target.design.zones[0]?.cidrs[0]?.realm).toBe("core");
    await change(id, (design) => ({ zones: design.zones.slice(1) }));
    expect(await listZones(systemActor)).toEqual(before);
    await expect(makeTarget(systemActor, { name: "PLANT 2030", from: "empty" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("keeps every version with its author and comment, and says what differs", async () => {
    const id = await make();
    await change(id, () => ({ riskTolerance: 20 }), "we put up with less");
    const target = await get(id);
    expect(target.versions.map(({ version, comment, actor }) => [version, comment, actor])).toEqual([
      [2, "we put up with less", "command line"],
      [1, "Today's zones and conduits", "command line"],
    ]);
    expect((await get(id, 1)).design.riskTolerance).toBe(49);
    expect((await compareTarget(systemActor, id, { from: 1, to: 2 })).items).toEqual([
      {
        what: "setting",
        change: "changed",
        name: "Risk tolerance",
        fields: [{ field: "value", before: "49", after: "20" }],
      },
    ]);
    expect((await compareTarget(systemActor, id, { from: 0, to: 2 })).items).toEqual([]);
  });

  it("refuses a save over somebody else's, one that changes nothing, and what no design can be", async () => {
    const id = await make();
    const { design } = await get(id);
    await change(id, () => ({ riskTolerance: 20 }));
    const stale = { baseVersion: 1, comment: "late", design: inputOf(design) };
    await expect(saveTargetVersion(systemActor, id, stale)).rejects.toMatchObject({ code: "conflict" });
    await expect(change(id, () => ({}))).rejects.toMatchObject({ code: "bad-request" });
    const [zone] = design.zones;
    const twin = { ...(zone as (typeof design.zones)[number]), id: randomUUID() };
    await expect(change(id, ({ zones }) => ({ zones: [...zones, twin] }))).rejects.toMatchObject({ code: "conflict" });
    const nowhere = { ...conduit(randomUUID(), INTERNET), id: randomUUID() };
    await expect(change(id, () => ({ conduits: [nowhere] }))).rejects.toMatchObject({ code: "bad-request" });
    expect((await get(id)).latestVersion).toBe(2);
  });

  it("is approved once per version by whom the audit names; an approved one cannot be thrown away", async () => {
    const id = await make();
    await approveTarget(systemActor, id, 1);
    await expect(approveTarget(systemActor, id, 1)).rejects.toMatchObject({ code: "conflict" });
    await expect(approveTarget(systemActor, id, 2), "nobody made it").rejects.toMatchObject({ code: "not-found" });
    await expect(approveTarget({ ...systemActor, role: "engineer" }, id, 1)).rejects.toMatchObject({
      code: "not-allowed",
    });
    await change(id, () => ({ riskTolerance: 20 }));
    const { versions, approvedVersion } = await get(id);
    expect(approvedVersion).toBe(1);
    expect(versions.map((it) => it.approvedBy)).toEqual([null, "command line"]);
    await expect(deleteTarget(systemActor, id)).rejects.toMatchObject({ code: "conflict" });
    const draft = await makeTarget(systemActor, { name: "Later", from: "empty" });
    expect((await listTargets(systemActor)).items.map((it) => it.id)).toEqual([id, draft.id]);
    await deleteTarget(systemActor, draft.id);
    expect((await listTargets(systemActor)).items).toHaveLength(1);
    const [audit] = await sql.query<{ action: string }>("select action from audit_entry order by id desc limit 1");
    expect(audit?.action).toBe("target.deleted");
  });

  it("is commented on, with hostile text as text", async () => {
    const id = await make();
    await commentOnTarget(systemActor, id, { version: 1, text: "\u202egnp<script>" });
    expect((await get(id)).comments).toMatchObject([
      { version: 1, actor: "command line", text: "\\u{202e}gnp<script>" },
    ]);
    await expect(commentOnTarget(systemActor, id, { version: 9, text: "x" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("its what-if", () => {
  it("adds up to all recorded flows, and a cut turns into a conduit or is accepted in place", async () => {
    const id = await make();
    const [counted] = await sql.query<{ flows: number; bytes: number }>(
      "select count(*) as flows, sum(bytes)::bigint as bytes from flow",
    );
    const before = await whatIf(id);
    expect(before.all).toMatchObject({ flows: counted?.flows, bytes: counted?.bytes });
    const sum = (found: typeof before) => Object.values(found.outcomes).reduce((total, it) => total + it.flows, 0);
    expect(sum(before)).toBe(counted?.flows);
    const writes = before.cuts[0];
    expect(writes).toMatchObject({ fromName: "Cell 3", toName: "Hall", protocol: "modbus", why: "no-conduit" });
    expect(writes?.operations.write).toBeGreaterThan(0);
    expect(writes?.pairs[0]?.initiator.name).not.toBe("");

    const internet = before.cuts.find((cut) => cut.to === INTERNET);
    await change(id, (design) => ({
      conduits: [...design.conduits, conduit(seeded.zoneIds.cell, seeded.zoneIds.hall)],
      acceptedCuts: [{ key: internet?.key as string, reason: "nobody needs it", pairs: internet?.pairCount as number }],
    }));
    const after = await whatIf(id);
    expect(sum(after)).toBe(counted?.flows);
    expect(after.outcomes.allowed.flows).toBe(writes?.tally.flows);
    expect(after.conduits.map((it) => it.tally.flows)).toEqual([writes?.tally.flows]);
    expect(after.cuts.some((cut) => cut.key === writes?.key)).toBe(false);
    expect(after.cuts.at(-1)).toMatchObject({
      key: internet?.key,
      accepted: { actor: "command line", reason: "nobody needs it" },
    });
    expect(after.evidence).toMatchObject({ days: 1 });
    expect(after.evidence.sentence).toContain("1 day of evidence");
  });

  it("asks for the permission to see flows", async () => {
    const id = await make();
    await expect(getWhatIf({ ...systemActor, role: "nobody" as never }, id)).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});

describe("its distance", () => {
  it("counts what violates, stands wrong, is undecided or too risky, and keeps one measure a day", async () => {
    const id = await make();
    const measure = async () => targetDistance.parse(await getDistance(systemActor, id));
    const first = await measure();
    const { cuts } = await whatIf(id);
    expect(first.now.misplacedDevices).toBe(0);
    expect(first.now.violatingFlows).toBe(cuts.reduce((sum, cut) => sum + cut.pairCount, 0));
    expect(first.now.undecidedCells).toBe(new Set(cuts.map((cut) => `${cut.from} ${cut.to}`)).size);
    const [risky] = await sql.query<{ count: number }>(
      "select count(*) as count from device where state <> 'retired' and risk_score > 49",
    );
    expect(first.now.aboveTolerance).toBe(risky?.count);

    await change(id, (design) => ({ zones: design.zones.filter((zone) => zone.id !== seeded.zoneIds.hall) }));
    await measureTargets();
    const second = await measure();
    const [moved] = await sql.query<{ count: number }>("select count(*) as count from device where zone_id = $1", [
      seeded.zoneIds.hall,
    ]);
    expect(second.now.misplacedDevices).toBe(moved?.count);
    expect(second.days).toEqual([{ day: expect.any(String), version: 2, ...second.now }]);
  });
});

describe("its order of steps", () => {
  const steps = async (id: string) => targetSteps.parse(await getSteps(systemActor, id));

  it("has every cut path in one step, and the best one stands on the overview", async () => {
    const id = await make();
    const { items } = await steps(id);
    const { cuts } = await whatIf(id);
    const pairs = new Set(cuts.map((cut) => `conduit ${cut.from} ${cut.to}`));
    expect(new Set(items.filter((it) => it.kind === "conduit").map((it) => it.key))).toEqual(pairs);
    expect(items[0]?.riskRemoved).toBeGreaterThan(0);
    const { next } = nextTargetStep.parse(await getNextStep(systemActor));
    expect(next).toMatchObject({
      targetName: "Plant 2030",
      isApproved: false,
      step: items[0],
      remaining: items.length,
    });
  });

  it("leaves out what is done, and takes it back", async () => {
    const id = await make();
    const before = await steps(id);
    const [first] = before.items;
    const key = first?.key as string;
    const after = targetSteps.parse(await markStep(systemActor, id, { key, isDone: true, note: "rule 12 on FW-1" }));
    expect(after.items.map((it) => it.key)).not.toContain(key);
    expect(after.done).toMatchObject([{ key, note: "rule 12 on FW-1", actor: "command line" }]);
    await expect(markStep(systemActor, id, { key: "conduit x y", isDone: true, note: "" })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await markStep(systemActor, id, { key, isDone: false, note: "" })).toEqual(before);
  });

  it("draws a zone first that only the target has", async () => {
    const id = await make();
    await change(id, (design) => ({
      zones: design.zones.map((zone) =>
        zone.id === seeded.zoneIds.hall ? { ...zone, id: randomUUID(), name: "New hall" } : zone,
      ),
    }));
    const { items } = await steps(id);
    const drawn = items.findIndex((it) => it.title.startsWith("Draw the zone New hall"));
    expect(items[drawn]?.deviceCount).toBeGreaterThan(0);
    const needing = items.findIndex((it) => it.needs.includes("Draw the zone New hall"));
    expect(needing).toBeGreaterThan(drawn);
  });

  it("turns a step into today's zones and conduits, and gives back exactly what was there", async () => {
    const id = await make();
    const { hall, cell } = seeded.zoneIds;
    const newHall = randomUUID();
    await change(id, ({ zones, conduits }) => ({
      zones: zones
        .map((zone) => (zone.id === hall ? { ...zone, cidrs: [], vlans: [], macs: [] } : zone))
        .concat(
          zones
            .filter((zone) => zone.id === hall)
            .map((zone) => ({ ...zone, id: newHall, name: "New hall", roles: [], queries: [] })),
        ),
      conduits: [...conduits, conduit(cell, newHall)],
    }));
    const before = await todaysDesign();
    const path = `conduit ${cell} ${newHall}`;
    const { items } = await steps(id);
    expect(items.find((it) => it.key === path)?.today.because).toContain("New hall is not drawn yet");
    const drawn = items.find((it) => it.key === `zone ${newHall}`);
    expect(drawn?.today.changes.map((it) => [it.what, it.change, it.name])).toEqual([
      ["zone", "changed", "Hall"],
      ["zone", "added", "New hall"],
    ]);
    const apply = (key: string) => applyStep(systemActor, id, { key, note: "as agreed" });
    await expect(apply(path)).rejects.toMatchObject({ code: "conflict" });
    const zone = targetSteps.parse(await apply(`zone ${newHall}`));
    const [inside] = await sql.query<{ count: number }>("select count(*) as count from device where zone_id = $1", [
      newHall,
    ]);
    expect(inside?.count).toBe(drawn?.deviceCount);
    expect(zone.items.some((it) => it.key === drawn?.key)).toBe(false);
    expect(zone.done).toMatchObject([{ key: drawn?.key, isApplied: true, note: "as agreed" }]);
    const held = targetSteps.parse(await apply(path));
    expect((await todaysDesign()).conduits).toMatchObject([{ fromZoneId: cell, toZoneId: newHall }]);
    expect(held.done).toHaveLength(2);
    const audit = await sql.query<{ action: string }>("select action from audit_entry order by id desc limit 5");
    expect(audit.map((it) => it.action).sort()).toEqual(
      ["conduit.created", "target.step-applied", "target.step-applied", "zone.changed", "zone.created"].sort(),
    );

    const back = (key: string) => markStep(systemActor, id, { key, isDone: false, note: "" });
    await expect(back(drawn?.key as string), "a conduit leads there").rejects.toMatchObject({ code: "conflict" });
    await sql.run("update zone set owner = 'somebody else' where id = $1", [newHall]);
    await back(path);
    await expect(back(drawn?.key as string), "changed since").rejects.toMatchObject({ code: "conflict" });
    await sql.run("update zone set owner = $2 where id = $1", [newHall, drawn ? null : ""]);
    await back(drawn?.key as string);
    expect(await todaysDesign()).toEqual(before);
    expect((await steps(id)).done).toEqual([]);
  });

  it("says that it is being made where that takes long, then shows the earlier one without what is done", async () => {
    const id = await make();
    const during = <Answer>(ask: () => Promise<Answer>) =>
      withTransaction(async (tx) => {
        // What is made anew waits for the table.
        await tx.run("lock table conversation in access exclusive mode");
        return ask();
      });
    await expect(during(() => getNextStep(systemActor))).rejects.toMatchObject({
      code: "being-made",
      message: expect.stringContaining("The order of steps is being worked out"),
    });
    const before = await steps(id);
    expect(before.isEarlier).toBe(false);
    const key = before.items[0]?.key as string;
    const marked = await during(async () => {
      const said = await markStep(systemActor, id, { key, isDone: true, note: "" });
      await expect(getNextStep(systemActor), "that is done").rejects.toMatchObject({ code: "being-made" });
      return said;
    });
    expect(marked).toMatchObject({ isEarlier: true, items: before.items.slice(1), done: [{ key }] });
    expect((await getNextStep(systemActor)).next).toMatchObject({ isEarlier: false, done: 1 });
    expect((await steps(id)).isEarlier).toBe(false);
  });

  it("says that there is no target, instead of a step", async () => {
    expect(await getNextStep(systemActor)).toEqual({ next: null });
  });
});

function conduit(fromZoneId: string, toZoneId: string) {
  const limits = { initiator: "from" as const, operations: [], ports: [] };
  const said = { reason: "needed", owner: null, reviewOn: null, enforcementPoint: null };
  return { id: randomUUID(), fromZoneId, toZoneId, protocols: ["modbus"], ...limits, ...said };
}

describe("its what-if and distance, kept for a state of the inventory", () => {
  it("follow the version, where devices are put, and which files count", async () => {
    const id = await make();
    const distance = async () => (await getDistance(systemActor, id)).now;
    const [first, near] = [await whatIf(id), await distance()];
    expect([await whatIf(id), await distance()]).toEqual([first, near]);

    const [cut] = first.cuts;
    const deviceIds = (cut?.pairs ?? []).flatMap(({ initiator }) => initiator.deviceId ?? []);
    expect(deviceIds.length).toBeGreaterThan(0);
    await decideDevices(systemActor, { kind: "zone", deviceIds, zoneId: cut?.to as string, reason: "stand there" });
    const pinned = await whatIf(id);
    expect(pinned.outcomes.within.flows).toBeGreaterThan(first.outcomes.within.flows);
    expect(await distance()).not.toEqual(near);

    await change(id, () => ({ conduits: [], zones: [] }));
    expect((await whatIf(id)).outcomes.within.flows).not.toBe(pinned.outcomes.within.flows);

    await withTransaction(async (tx) => {
      await tx.run("update source_content set is_complete = false");
      await rebuildInventory(tx);
    });
    expect((await whatIf(id)).all.flows).toBe(0);
    await withTransaction(async (tx) => {
      await tx.run("update source_content set is_complete = true");
      await rebuildInventory(tx);
    });
    expect((await whatIf(id)).all.flows).toBe(pinned.all.flows);
  });

  it("are worked out anew for a device that is put elsewhere, and not for one that only changed", async () => {
    const id = await make();
    const { design } = await findDesign(id);
    const worked = () => recordedWhatIf(id, 1, design);
    const first = await worked();
    const [cut] = first.whatIf.cuts;
    const deviceId = cut?.deviceIds[0] as string;
    await sql.run("update device set risk_score = 99 where id = $1", [deviceId]);
    const changed = await worked();
    expect(changed.whatIf).toBe(first.whatIf);
    expect(changed.places.placeOf(deviceId)?.riskScore).toBe(99);
    const { zoneId } = changed.places.placeOf(deviceId) as TargetPlace;
    const elsewhere = zoneId === seeded.zoneIds.hall ? seeded.zoneIds.cell : seeded.zoneIds.hall;
    await decideDevices(systemActor, {
      kind: "zone",
      deviceIds: [deviceId],
      zoneId: elsewhere,
      reason: "stands there",
    });
    const moved = await worked();
    expect(moved.whatIf).not.toBe(first.whatIf);
    expect(moved.places.get(deviceId)).toBe(elsewhere);
  });
});

describe("its what-if, from conversations", () => {
  const everyFlow = async (design: TargetDesign) => {
    const { places, watched } = await recordedWhatIf(randomUUID(), 1, design);
    const flows: RecordedFlow[] = [];
    for await (const page of readFlows(sql, await loadContents(sql, null))) {
      for (const { flow, flows: count, initiatorDeviceId, responderDeviceId } of page.flows) {
        const initiator = { ...flow.initiator, deviceId: initiatorDeviceId };
        const responder = { ...flow.responder, deviceId: responderDeviceId };
        flows.push({ ...flow, initiator, responder, realm: page.content.origin.realm, flows: count });
      }
    }
    return {
      told: await predictOverRecorded(design, places, watched),
      flows: predictCuts(design, {
        flows,
        placements: places,
        evidenceDays: watched.days,
        timeZoneOf: watched.timeZoneOf,
      }),
    };
  };

  it("says the same as all single flows, also where flows of one conversation fare differently", async () => {
    await sql.run(
      `insert into flow (content_id, seq, initiator_ip, initiator_device_id, responder_ip, responder_device_id, transport, port, protocol, evidence,
                         packets, bytes, packets_from_responder, bytes_from_responder, first_seen_us, last_seen_us, position, operations, flows)
       select content_id, 100000 + seq, initiator_ip, initiator_device_id, responder_ip, responder_device_id, transport, port, protocol, evidence,
              7, 700, 0, 0, first_seen_us, last_seen_us, position, '{"read": 3}', 5 from flow where protocol = 'modbus'`,
    );
    await sql.run("update source_content set committed_flows = 200000");
    await withTransaction((tx) => rebuildInventory(tx));
    const today = await todaysDesign();
    const { cell, hall } = seeded.zoneIds;
    const reading = { ...conduit(cell, hall), initiator: "either" as const, operations: ["read" as const] };
    const designs: TargetDesign[] = [
      today,
      { ...today, isDefaultDeny: false },
      { ...today, conduits: [reading] },
      { ...today, conduits: [conduit(cell, hall)], isDefaultDeny: false },
      { ...today, zones: today.zones.slice(1) },
      { ...today, zones: [] },
    ];
    for (const design of designs) {
      const { told, flows } = await everyFlow(design);
      expect(told).toEqual(flows);
    }
    const { told } = await everyFlow({ ...today, conduits: [reading] });
    expect(told.outcomes.allowed.flows).toBeGreaterThan(0);
    expect(told.cuts.some(({ protocol }) => protocol === "modbus")).toBe(true);
  });
});
