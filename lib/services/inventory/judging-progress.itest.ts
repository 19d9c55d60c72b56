import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { loadDevices } from "@/lib/db/devices/device";
import { withTransaction } from "@/lib/db/transaction";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { judgingProgress, noteJudging } from "./judging-progress";
import type { DeviceDecision, LightDecision } from "./redecide";
import { rejudgeDevices } from "./rejudge-devices";

vi.mock("./judging-progress", async (original) => {
  const real = await original<typeof import("./judging-progress")>();
  return { ...real, noteJudging: vi.fn(real.noteJudging) };
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
beforeEach(() => vi.mocked(noteJudging).mockClear());

const judged = (atOnce: number) => withTransaction((tx) => rejudgeDevices(tx, { made, atOnce }));
const said = () => vi.mocked(noteJudging).mock.calls.map(([progress]) => progress);

it("tells after each part how many devices are judged, and nothing any more at the end", async () => {
  const total = made.length;
  expect(total).toBeGreaterThan(40);
  expect(await judged(20)).toBe(true);
  const parts = Array.from({ length: Math.ceil(total / 20) }, (_, at) => ({ judged: at * 20, total }));
  expect(said()).toEqual([...parts, { judged: total, total }, null]);
  expect(judgingProgress()).toBeNull();
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
  expect(said()).toContainEqual({ judged: 0, total: made.length });
  expect(judgingProgress()).toBeNull();
});
