import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import { closeDatabase } from "@/lib/db/client";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { applyDeviceEdits, previewDeviceEdits } from "./edit-devices";
import { exportDevices } from "./export-devices";

beforeAll(async () => {
  await seedInventory(20);
});
afterAll(closeDatabase);

async function exported(): Promise<string> {
  let text = "";
  for await (const piece of exportDevices(systemActor, { format: "csv" })) text += piece;
  return text;
}
const bytes = (text: string) => new TextEncoder().encode(text);

it("the export comes back as it went, and changes nothing", async () => {
  expect(await previewDeviceEdits(systemActor, bytes(await exported()))).toMatchObject({
    changeCount: 0,
    problemCount: 0,
  });
});

it("what people changed in it is previewed, applied as one group, and taken back as one", async () => {
  const before = await exported();
  const ids = before.match(/^[0-9a-f]{8}-[0-9a-f-]{27}/gm) ?? [];
  const file = bytes(
    `Id;Owner;Location;Tags\n${ids
      .slice(0, 3)
      .map((id) => `${id};Team B;;spare; tested\n`)
      .join("")}`,
  );
  const preview = await previewDeviceEdits(systemActor, file);
  expect(preview).toMatchObject({ deviceCount: 3, groupId: null });
  expect(await exported()).toBe(before);
  const { groupId, changeCount } = await applyDeviceEdits(systemActor, file, "list of the team");
  expect(changeCount).toBe(preview.changeCount);
  const after = await exported();
  expect(after.match(/Team B/g)).toHaveLength(3);
  expect((await previewDeviceEdits(systemActor, file)).changeCount).toBe(0);
  await undoDecisionGroup(systemActor, groupId as string);
  expect(await exported()).toBe(before);
});

it("a file of more rows than are read is refused, one of as many is read to its end", async () => {
  const rows = (count: number) =>
    bytes(`Id,Owner\n${Array.from({ length: count }, (_, at) => `${at},"an owner; ${at}"\n`).join("")}`);
  expect(await previewDeviceEdits(systemActor, rows(100_000))).toMatchObject({ changeCount: 0, problemCount: 100_000 });
  await expect(previewDeviceEdits(systemActor, rows(100_001))).rejects.toThrow("more than 100,000 rows");
  // A quote that never ends.
  await expect(previewDeviceEdits(systemActor, bytes('Id,Owner\n1,"anna\n'))).rejects.toThrow("The file is no CSV");
});

it("a file of something else is refused with a sentence, and a role that may not decide changes nothing", async () => {
  await expect(previewDeviceEdits(systemActor, bytes("name,ip\na,1.2.3.4\n"))).rejects.toThrow(/no column Id/);
  const ids = (await exported()).match(/^[0-9a-f]{8}-[0-9a-f-]{27}/gm) ?? [];
  const analyst: Actor = { ...systemActor, role: "analyst" };
  const file = bytes(`Id,Zone\n${ids[0]},Hall\n`);
  await expect(applyDeviceEdits(analyst, file, "not mine to say")).rejects.toMatchObject({ code: "not-allowed" });
});
