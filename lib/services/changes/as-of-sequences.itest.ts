import { afterAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { compareText } from "@/lib/domain/compare-text";
import { decideDevices } from "@/lib/services/decisions/decide-devices";
import { undoDecisionGroup } from "@/lib/services/decisions/undo-decision";
import { exportDevices } from "@/lib/services/devices/export-devices";
import { exportDevicesAsOf } from "@/lib/services/devices/export-devices-as-of";
import { getDevice } from "@/lib/services/devices/get-device";
import { checkInventory } from "@/lib/services/inventory/check-inventory";
import { drawFrom } from "@/lib/simulator/draw";
import { simulateOtherPlant } from "@/lib/simulator/other-plants/simulate-other-plants";
import { takeIn } from "@/lib/testing/take-in";
import { listChanges } from "./list-changes";

const STEPS = 26;
const SEED = 7;

afterAll(closeDatabase);

async function csvOf(pieces: AsyncIterable<string>): Promise<Map<string, string>> {
  let text = "";
  for await (const piece of pieces) text += piece;
  const [titles = "", ...lines] = text.split("\r\n").filter((line) => line !== "");
  // What was seen last moves on without a version of its own (docs/decisions/0010).
  const last = titles.split(",").indexOf("Last seen (UTC)");
  return new Map(
    lines.map((line) => [
      line.slice(0, 36),
      cellsOf(line)
        .filter((_, index) => index !== last)
        .join(" | "),
    ]),
  );
}

/** RFC 4180, without line breaks in cells. */
const cellsOf = (line: string) => [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = ""]) => cell);

const current = () => csvOf(exportDevices(systemActor, { format: "csv" }));
const past = (at: string) => csvOf(exportDevicesAsOf(systemActor, at, { format: "csv" }));
const now = async () =>
  (await sql.query<{ at: Date }>("select clock_timestamp() as at"))[0]?.at.toISOString() as string;

describe("the past after imports and decisions in any order", () => {
  it("is at each time what the export said then, and the difference of two times that of their exports", async () => {
    const draw = drawFrom(SEED);
    const { files } = simulateOtherPlant(SEED);
    const waiting = files.filter(({ path }) => !path.endsWith(".csv"));
    const made: string[] = [];
    const moments: { at: string; was: string; devices: Map<string, string> }[] = [];
    const note = async (was: string) => {
      // A version begins within the transaction that makes it: the next millisecond is behind it.
      await new Promise((done) => setTimeout(done, 3));
      moments.push({ at: await now(), was, devices: await current() });
      await new Promise((done) => setTimeout(done, 3));
    };
    await note("nothing");
    for (let step = 0; step < STEPS; step++) {
      const ids = [...(moments.at(-1)?.devices.keys() ?? [])];
      const pick = () => ids[draw(ids.length)] as string;
      const turn = ids.length < 30 ? 0 : draw(7);
      if (turn <= 1 && waiting.length > 0) {
        const batch = waiting.splice(draw(waiting.length), 1 + draw(3));
        for (const { path, bytes, realm } of batch) await takeIn([{ name: path, bytes }], { realm });
        await note(`import of ${batch.map(({ path }) => path).join(", ")}`);
        continue;
      }
      if (turn === 2 && made.length > 0) {
        await undoDecisionGroup(systemActor, made.splice(draw(made.length), 1)[0] as string);
        await note("undo");
        continue;
      }
      const decide = await drawDecision(draw, pick);
      made.push((await decideDevices(systemActor, decide)).groupId);
      await note(decide.kind);
    }

    expect(new Set(moments.map(({ was }) => was.split(" ")[0])).size).toBeGreaterThan(4);
    for (const [index, { at, was, devices }] of moments.entries()) {
      const then = await past(at);
      expect(differenceOf(devices, then), `${index}: after ${was}`).toEqual([]);
    }
    for (let pair = 0; pair < 25; pair++) {
      const [a, b] = [draw(moments.length), draw(moments.length)].sort((x, y) => x - y);
      const [from, to] = [moments[a as number], moments[b as number]];
      if (!from || !to || a === b) continue;
      const { items, isCut } = await listChanges(systemActor, { from: from.at, to: to.at });
      expect(isCut).toBe(false);
      const idsOf = (...kinds: string[]) =>
        [...new Set(items.filter(({ kind }) => kinds.includes(kind)).map(({ deviceId }) => deviceId))].sort(
          compareText,
        );
      const label = `${a} to ${b}`;
      expect(idsOf("new"), `new, ${label}`).toEqual(missingIn(to.devices, from.devices));
      expect(idsOf("gone", "merged"), `gone, ${label}`).toEqual(missingIn(from.devices, to.devices));
    }

    // Parts were computed at each step: together they are what the whole gives, with the decisions and without.
    expect(await wholeDiffers(), "with decisions").toEqual([0, 0, 0]);
    for (const group of made.reverse()) await undoDecisionGroup(systemActor, group);
    expect(await wholeDiffers(), "without").toEqual([0, 0, 0]);
  });
});

async function wholeDiffers(): Promise<number[]> {
  const { devicesNew, devicesChanged, devicesGone } = await checkInventory();
  return [devicesNew, devicesChanged, devicesGone];
}

async function drawDecision(draw: (below: number) => number, pick: () => string): Promise<Decide> {
  const reason = "as drawn by lot";
  const deviceIds = [pick()];
  switch (draw(5)) {
    case 0: {
      const other = pick();
      if (other !== deviceIds[0]) return { kind: "merge", deviceIds: [...deviceIds, other], reason };
      break;
    }
    case 1: {
      const { joins } = await getDevice(systemActor, deviceIds[0] as string);
      const join = joins[0];
      if (join)
        return {
          kind: "forbid-merge",
          deviceIds,
          identifierA: join.identifierA,
          identifierB: join.identifierB,
          reason,
        };
      break;
    }
    case 2:
      return { kind: "pin", deviceIds, field: "model", value: `Model ${draw(1000)}`, reason };
    case 3:
      return { kind: "tag", deviceIds, add: [`tag-${draw(5)}`], remove: [], reason };
  }
  return { kind: "state", deviceIds, state: draw(2) === 0 ? "sanctioned" : "retired", reason, expiresAt: null };
}

const missingIn = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  [...a.keys()].filter((id) => !b.has(id)).sort(compareText);

function differenceOf(wanted: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): string[] {
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((id) =>
    wanted.get(id) === found.get(id) ? [] : [`${wanted.get(id)} <> ${found.get(id)}`],
  );
}
