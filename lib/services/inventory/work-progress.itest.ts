import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { loadDevices } from "@/lib/db/devices/device";
import { withTransaction } from "@/lib/db/transaction";
import { findWork, noteWork } from "@/lib/db/work-progress";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { rebuildInventory } from "./rebuild-inventory";
import type { DeviceDecision, LightDecision } from "./redecide";
import { rejudgeDevices } from "./rejudge-devices";

// As many rows as a large plant has, of which the steps are told.
vi.mock("./news", async (original) => {
  const real = await original<typeof import("./news")>();
  return { ...real, countNews: (...args: Parameters<typeof real.countNews>) => real.countNews(...args) + 1_000_000 };
});
vi.mock("@/lib/db/work-progress", async (original) => {
  const real = await original<typeof import("@/lib/db/work-progress")>();
  return { ...real, noteWork: vi.fn(real.noteWork) };
});

let made: DeviceDecision<LightDecision>[];
beforeAll(async () => {
  await seedInventory(60);
  const ids = await sql.query<{ id: string }>("select id from device order by id");
  const devices = await withTransaction((tx) =>
    loadDevices(
      tx,
      ids.map(({ id }) => id),
    ),
  );
  made = devices.map(({ device }) => ({
    decision: { kind: "tag", tag: "t", id: randomUUID(), actor: "A", atUs: 1, reason: "r", anchor: device.anchor },
    deviceId: device.id,
  }));
});
afterAll(closeDatabase);
beforeEach(() => {
  vi.mocked(noteWork).mockClear();
});

const judged = (atOnce: number) => withTransaction((tx) => rejudgeDevices(tx, { made, atOnce }));
const said = () => vi.mocked(noteWork).mock.calls.map(([, work]) => work);

it("tells after each part how many devices are judged, and nothing any more at the end", async () => {
  const total = made.length;
  expect(total).toBeGreaterThan(40);
  expect(await judged(20)).toBe(true);
  const parts = Array.from({ length: Math.ceil(total / 20) }, (_, at) => ({ what: "judging", done: at * 20, total }));
  expect(said()).toEqual([...parts, { what: "judging", done: total, total }, null]);
  expect(await findWork()).toBeNull();
});

it("tells nothing of what is judged at once", async () => {
  expect(await judged(made.length)).toBe(true);
  expect(said()).toEqual([null]);
});

it("tells nothing any more when it failed", async () => {
  const failing = withTransaction(async (tx) => {
    const broken = { ...tx, copyIn: () => Promise.reject(new Error("the connection broke")) };
    await rejudgeDevices(broken, {
      made: made.map((it) => ({ ...it, decision: { ...it.decision, tag: "other" } as LightDecision })),
      atOnce: 20,
    });
  });
  await expect(failing).rejects.toThrow();
  expect(said()).toContainEqual({ what: "judging", done: 0, total: made.length });
  expect(await findWork()).toBeNull();
});

it("tells the steps in which the whole inventory is computed, and nothing any more at the end", async () => {
  await withTransaction((tx) => rebuildInventory(tx, { whole: true }));
  const steps = said().filter((work) => work?.what === "computing");
  expect(steps.map((work) => work?.done)).toEqual(Array.from({ length: steps.length }, (_, at) => at));
  expect(steps.at(-1)).toMatchObject({ done: steps.length - 1, total: steps.length - 1 });
  expect(said().at(-1)).toBeNull();
});
