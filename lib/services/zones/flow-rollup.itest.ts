import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { sumMatrixCells } from "@/lib/db/conversation-query";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecision } from "../decisions/undo-decision";
import { deleteZone } from "./delete-zone";
import { matrixCells } from "./matrix-cells";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(40);
});
afterAll(closeDatabase);

const byPair = <Cell extends { from: string; to: string }>(cells: readonly Cell[]) =>
  [...cells].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));

async function expectSumsOfConversations() {
  const kept = byPair((await matrixCells()).map(({ traffic: _, ...cell }) => cell));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept).toEqual(byPair(await sumMatrixCells()));
  return kept;
}

it("keeps exactly what the conversations add up to, also when devices move and zones go", async () => {
  const before = await expectSumsOfConversations();
  const [talker] = await sql.query<{ id: string; zoneId: string | null }>(
    `select d.id, d.zone_id as "zoneId" from device d join conversation c on c.initiator_device_id = d.id
      group by d.id order by sum(c.bytes) desc, d.id limit 1`,
  );
  if (!talker) throw new Error("Nobody talks.");
  const zoneId = talker.zoneId === seeded.zoneIds.hall ? seeded.zoneIds.cell : seeded.zoneIds.hall;
  const { decisionIds } = await decideDevices(systemActor, {
    kind: "zone",
    deviceIds: [talker.id],
    zoneId,
    reason: "It was carried over.",
  });
  expect(await expectSumsOfConversations()).not.toEqual(before);
  await undoDecision(systemActor, decisionIds[0] as string);
  await expectSumsOfConversations();
  await deleteZone(systemActor, seeded.zoneIds.hall);
  const left = await expectSumsOfConversations();
  expect(left.some((cell) => cell.from === seeded.zoneIds.hall || cell.to === seeded.zoneIds.hall)).toBe(false);
});
