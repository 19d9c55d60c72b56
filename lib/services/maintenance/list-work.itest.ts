/** Work and the times of windows go out in pages that lose nothing and say nothing twice, whatever happens meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import {
  newWindow,
  newWork,
  occurrencePage,
  occurrenceQuery,
  type WorkPageDto,
  workPage,
  workQuery,
} from "@/lib/contracts/maintenance";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { openWindow } from "./change-windows";
import { addWork, changeWork } from "./change-work";
import { exportWork } from "./export-work";
import { listOccurrences } from "./list-occurrences";
import { listWork } from "./list-work";
import { suggestWork } from "./suggest-work";

const TOMORROW = new Date(Math.ceil(Date.now() / 86_400_000 + 1) * 86_400_000).toISOString();

const work = async (query: object) => workPage.parse(await listWork(systemActor, workQuery.parse(query)));
const occurrences = async (query: object = {}) =>
  occurrencePage.parse(await listOccurrences(systemActor, occurrenceQuery.parse(query)));

/** Walks all pages; `between` happens after the first. */
async function walk<Item>(
  ask: (cursor: object) => Promise<{ readonly items: readonly Item[]; readonly next: string | null }>,
  between: (first: readonly Item[]) => Promise<unknown> = async () => {},
): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | null = null;
  do {
    const page = await ask(cursor === null ? {} : { cursor });
    found.push(...page.items);
    if (cursor === null) await between(page.items);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

const idsOf = (items: WorkPageDto["items"]) => items.map(({ id }) => id);

let seeded: SeededInventory;
let windowIds: string[];

beforeAll(async () => {
  seeded = await seedInventory(6);
  const window = { durationMinutes: 60, startsAt: TOMORROW, repeats: "weeks", outage: "device" };
  windowIds = [];
  // Three that begin at the same moments, in a zone, in another one and in the whole plant.
  for (const [title, zoneId] of [
    ["Cell stop", seeded.zoneIds.cell],
    ["Hall stop", seeded.zoneIds.hall],
    ["Plant stop", null],
  ])
    windowIds.push((await openWindow(systemActor, newWindow.parse({ ...window, title, zoneId }))).id);
  for (let n = 0; n < 23; n++) {
    // Every second the same as the one before but for its id; a network device among them goes last.
    const input = { title: `Update ${Math.floor(n / 2)}`, kind: "patch", outage: "device", minutes: 5, owner: "Anna" };
    await addWork(systemActor, newWork.parse({ ...input, riskRemoved: n % 3 === 0 ? null : (n % 5) + 0.25 }));
  }
});
afterAll(closeDatabase);

describe("pages of work", () => {
  it("hold every item once, in the order of the whole, at any size of a page", async () => {
    const whole = idsOf((await work({ place: "unplanned", limit: 200 })).items);
    expect(new Set(whole).size).toBe(23);
    for (const limit of [1, 2, 7, 22, 23]) {
      const walked = await walk((cursor) => work({ place: "unplanned", limit, ...cursor }));
      expect(idsOf(walked)).toEqual(whole);
    }
  });

  it("lose nothing when what ended the last page is put into a window before the next", async () => {
    const { items: before, total } = await work({ place: "unplanned", limit: 200 });
    expect(total).toBe(23);
    const [windowId] = windowIds;
    const walked = await walk(
      (cursor) => work({ place: "unplanned", limit: 5, ...cursor }),
      (first) => changeWork(systemActor, first.at(-1)?.id ?? "", { windowId: windowId ?? "", occurrenceAt: TOMORROW }),
    );
    expect(idsOf(walked)).toEqual(idsOf(before));
    expect((await work({ place: "unplanned" })).total).toBe(22);
    expect(await work({ place: "window", windowId, occurrenceAt: TOMORROW })).toMatchObject({ total: 1 });
  });

  it("hold what is settled once, also when all of it was settled at the same moment", async () => {
    const open = idsOf((await work({ place: "unplanned", limit: 200 })).items).slice(0, 9);
    for (const id of open) await changeWork(systemActor, id, { state: "done" });
    await sql.run("update work_item set changed_at = '2026-11-01T08:00:00.123456Z' where state = 'done'");
    const whole = idsOf((await work({ place: "settled", limit: 200 })).items);
    expect([...whole].sort()).toEqual([...open].sort());
    const walked = await walk((cursor) => work({ place: "settled", limit: 2, ...cursor }));
    expect(idsOf(walked)).toEqual(whole);
  });

  it("go out as one list whatever fits on a page", async () => {
    let text = "";
    for await (const piece of exportWork(systemActor)) text += piece;
    expect(text.trim().split("\n")).toHaveLength(1 + 14);
  });

  it("name a window and when it begins, or are refused, and have a cursor of their own", async () => {
    expect(workQuery.safeParse({ place: "window" }).success).toBe(false);
    await expect(work({ place: "unplanned", cursor: "bm90IG91cnM" })).rejects.toMatchObject({ code: "bad-request" });
    expect(await work({ place: "window", windowId: seeded.zoneIds.cell, occurrenceAt: TOMORROW })).toEqual({
      items: [],
      next: null,
      total: 0,
    });
  });
});

describe("pages of occurrences", () => {
  const keysOf = (items: readonly { readonly windowId: string; readonly startsAt: string }[]) =>
    items.map((it) => `${it.startsAt} ${it.windowId}`);

  it("hold every time of every window once, the earliest first, also those that begin together", async () => {
    const whole = keysOf((await occurrences()).items);
    expect(whole).toHaveLength(12);
    expect(whole).toEqual([...whole].sort());
    for (const limit of [1, 2, 5])
      expect(keysOf(await walk((cursor) => occurrences({ limit, ...cursor })))).toEqual(whole);
  });

  it("are those that a zone's work may be put into, found by words", async () => {
    const fits = await occurrences({ zone: seeded.zoneIds.cell });
    expect(new Set(fits.items.map(({ title }) => title))).toEqual(new Set(["Cell stop", "Plant stop"]));
    expect(await occurrences({ q: "plant whole" })).toMatchObject({ total: 4 });
    expect(await occurrences({ q: "nothing like it" })).toMatchObject({ total: 0 });
  });
});

it("suggests nothing that is on the list already", async () => {
  const [step] = (await suggestWork(systemActor)).steps;
  if (step === undefined) throw new Error("the seeded inventory has nothing worth planning");
  await addWork(
    systemActor,
    newWork.parse({ title: step.title, kind: "other", outage: "none", minutes: 5, owner: "Anna" }),
  );
  expect((await suggestWork(systemActor)).steps.map(({ title }) => title)).not.toContain(step.title);
});
