import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { decideDevices } from "@/lib/services/decisions/decide-devices";
import { undoDecision } from "@/lib/services/decisions/undo-decision";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { requireListedParts } from "@/lib/testing/take-in";
import { closeDatabase, sql } from "../client";

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(40);
});
afterAll(closeDatabase);

describe("what lists show of a device is what its detail says", () => {
  const reason = "seen on the last walk through the plant";
  const vendorMarkOf = async (id: string) => {
    const [row] = await sql.query<{ mark: unknown }>(
      "select listed#>'{marks,vendor}' as mark from device where id = $1",
      [id],
    );
    return row?.mark;
  };
  const idOfDevice = async (condition: string) => {
    const [row] = await sql.query<{ id: string }>(`select id from device where ${condition} order by id limit 1`);
    return (row as { id: string }).id;
  };

  it("once devices were written for the first time", async () => {
    const shown = await sql.query<{ services: number; unmarked: number }>(
      `select count(*) filter (where listed->'services' <> '[]') as services,
              count(*) filter (where listed#>'{marks,model}' = 'null') as unmarked from device`,
    );
    expect(shown[0]?.services).toBeGreaterThan(10);
    expect(shown[0]?.unmarked).toBeGreaterThan(0);
    await requireListedParts();
  });

  it("when a value is pinned against what was seen, and when that is taken back", async () => {
    const id = await idOfDevice("listed#>>'{marks,vendor,hasConflict}' = 'false'");
    const before = await vendorMarkOf(id);
    expect(before).toMatchObject({ isPinned: false, hasConflict: false });
    const { decisionIds } = await decideDevices(systemActor, {
      kind: "pin",
      deviceIds: [id],
      field: "vendor",
      value: "Newmaker",
      reason,
    });
    expect(await vendorMarkOf(id)).toMatchObject({ isPinned: true, hasConflict: true });
    await requireListedParts();
    await undoDecision(systemActor, decisionIds[0] as string);
    expect(await vendorMarkOf(id)).toEqual(before);
    await requireListedParts();
  });

  it("when a state, a zone or a tag is decided, or how it stands to its golden version", async () => {
    const id = await idOfDevice("state = 'unsanctioned'");
    await decideDevices(systemActor, { kind: "state", deviceIds: [id], state: "sanctioned", reason, expiresAt: null });
    await decideDevices(systemActor, { kind: "zone", deviceIds: [id], zoneId: seeded.zoneIds.hall, reason });
    await decideDevices(systemActor, { kind: "tag", deviceIds: [id], add: ["spare"], remove: [], reason });
    await sql.run("update device set golden = 'approved' where id = $1", [id]);
    await requireListedParts();
  });

  it("and no device is without", async () => {
    await expect(sql.run("update device set listed = null")).rejects.toThrow(/null value in column "listed"/);
  });

  it("which is noticed when it is not so", async () => {
    await sql.run(`update device set listed = jsonb_set(listed, '{marks,vendor}', 'null') where vendor is not null`);
    await expect(requireListedParts()).rejects.toThrow(/not what its detail says/);
  });
});
