import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import {
  maintenancePlan,
  newWindow,
  newWork,
  occurrencePage,
  occurrenceQuery,
  workPage,
  workQuery,
} from "@/lib/contracts/maintenance";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { closeWindow, openWindow } from "./change-windows";
import { addWork, changeWork } from "./change-work";
import { exportWork } from "./export-work";
import { getMaintenancePlan } from "./get-maintenance-plan";
import { listOccurrences } from "./list-occurrences";
import { listWork } from "./list-work";

/** The first page of every list, with the counts. */
async function look() {
  const work = async (query: object) => workPage.parse(await listWork(systemActor, workQuery.parse(query))).items;
  const page = occurrencePage.parse(await listOccurrences(systemActor, occurrenceQuery.parse({})));
  const occurrences = [];
  for (const it of page.items)
    occurrences.push({
      ...it,
      work: await work({ place: "window", windowId: it.windowId, occurrenceAt: it.startsAt }),
    });
  return {
    counts: maintenancePlan.parse(await getMaintenancePlan(systemActor)),
    occurrences,
    anytime: await work({ place: "anytime" }),
    unplanned: await work({ place: "unplanned" }),
    settled: await work({ place: "settled" }),
  };
}
const TOMORROW = new Date(Math.ceil(Date.now() / 86_400_000 + 1) * 86_400_000).toISOString();

let seeded: SeededInventory;
let windowId: string;
let patch: string;

beforeAll(async () => {
  seeded = await seedInventory(6);
});
afterAll(closeDatabase);

describe("the maintenance plan", () => {
  it("parts what needs an outage from what does not, and takes the zone that all devices share", async () => {
    const devices = await sql.query<{ id: string }>("select id from device where zone_id = $1", [seeded.zoneIds.hall]);
    const shared = { owner: "Anna", minutes: 60 };
    const deviceIds = devices.map(({ id }) => id);
    const work = newWork.parse({
      ...shared,
      title: "Install the fix of EX-1",
      kind: "patch",
      outage: "device",
      deviceIds,
      riskRemoved: 12.5,
    });
    patch = (await addWork(systemActor, work)).id;
    await addWork(
      systemActor,
      newWork.parse({
        ...shared,
        title: '=cmd|"x"',
        kind: "virtual-patch",
        outage: "none",
        zoneId: seeded.zoneIds.cell,
      }),
    );
    const { anytime, unplanned, occurrences } = await look();
    expect(occurrences).toEqual([]);
    expect(anytime.map(({ title }) => title)).toEqual(['=cmd|"x"']);
    expect(unplanned).toMatchObject([{ id: patch, zoneName: "Hall", deviceCount: deviceIds.length }]);
  });

  it("puts work into an occurrence of a window, and says what does not fit", async () => {
    const input = { title: "Cell shutdown", zoneId: seeded.zoneIds.cell, startsAt: TOMORROW, durationMinutes: 30 };
    windowId = (
      await openWindow(systemActor, newWindow.parse({ ...input, repeats: "weeks", every: 2, outage: "device" }))
    ).id;
    await expect(
      changeWork(systemActor, patch, { windowId, occurrenceAt: new Date().toISOString() }),
    ).rejects.toMatchObject({ code: "bad-request" });
    await changeWork(systemActor, patch, { windowId, occurrenceAt: TOMORROW });
    const { counts, occurrences, unplanned } = await look();
    expect(counts).toEqual({ occurrences: 4, inWindows: 1, anytime: 1, unplanned: 0, settled: 0 });
    expect(unplanned).toEqual([]);
    expect(occurrences).toHaveLength(4);
    expect(occurrences[0]).toMatchObject({ startsAt: TOMORROW, objection: "60 minutes of work in 30" });
    expect(occurrences[0]?.work).toMatchObject([{ id: patch, objection: "is in another zone than the window" }]);
  });

  it("goes out as a list in which no cell is a formula", async () => {
    let text = "";
    for await (const piece of exportWork(systemActor)) text += piece;
    const lines = text.trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain("Cell shutdown");
    expect(lines[1]).toContain("Install the fix of EX-1");
    expect(lines[2]).toContain("any time");
    expect(lines[2]).not.toMatch(/(^|,)"?=/);
  });

  it("gives work back when its window is taken away, keeps what is done, and writes all of it down", async () => {
    await closeWindow(systemActor, windowId);
    expect((await look()).unplanned.map(({ id }) => id)).toEqual([patch]);
    await changeWork(systemActor, patch, { state: "done" });
    const { unplanned, settled } = await look();
    expect(unplanned).toEqual([]);
    expect(settled).toMatchObject([{ id: patch, state: "done" }]);
    const [row] = await sql.query<{ count: number }>(
      "select count(*) from audit_entry where action like 'maintenance.%'",
    );
    expect(row?.count).toBe(6);
    await expect(closeWindow({ ...systemActor, role: "viewer" }, windowId)).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});
