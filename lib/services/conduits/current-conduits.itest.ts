import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { conduitInput } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { currentConduits } from "./current-conduits";
import { deleteConduit } from "./delete-conduit";
import { listConduits } from "./list-conduits";
import { saveConduit } from "./save-conduit";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(6);
});
afterAll(closeDatabase);

it("is the same list until a conduit or the name of a zone changes, and then what it is now", async () => {
  const { cell, hall } = seeded.zoneIds;
  const input = conduitInput.parse({ fromZoneId: cell, toZoneId: hall, protocols: ["modbus"], reason: "reads" });
  const before = await currentConduits();
  const { id } = await saveConduit(systemActor, null, input);
  const first = await currentConduits();
  expect(first).toHaveLength(before.length + 1);
  expect(await currentConduits()).toBe(first);
  expect(await listConduits(systemActor)).toBe(await listConduits(systemActor));

  await saveConduit(systemActor, id, { ...input, reason: "reads and writes" });
  const reasonOf = async () => (await listConduits(systemActor)).items.find((it) => it.id === id)?.reason;
  expect(await reasonOf()).toBe("reads and writes");
  await sql.run("update zone set name = 'Cell renamed' where id = $1", [cell]);
  expect((await currentConduits()).find((it) => it.id === id)?.fromName).toBe("Cell renamed");
  await deleteConduit(systemActor, id);
  expect(await currentConduits()).toHaveLength(before.length);
});
