import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import { requestAccess as requestShape, supplierInput } from "@/lib/contracts/suppliers";
import { closeDatabase, sql } from "@/lib/db/client";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { decideGrant } from "./decide-grant";
import { getGrant } from "./get-grant";
import { requestAccess } from "./request-access";
import { saveSupplier } from "./save-supplier";

const DAY_MS = 86_400_000;
const other: Actor = { ...systemActor, name: "approver", userId: "00000000-0000-4000-8000-00000000000a" };

let seeded: SeededInventory;
let supplierId: string;

beforeAll(async () => {
  seeded = await seedInventory(4);
  ({ id: supplierId } = await saveSupplier(systemActor, null, supplierInput.parse({ name: "Dosing Ltd" })));
});
afterAll(closeDatabase);

const ask = async (untilMs = Date.now() + DAY_MS) => {
  const { id } = await requestAccess(
    systemActor,
    requestShape.parse({
      supplierId,
      tool: "TeamViewer",
      zoneIds: [seeded.zoneIds.hall],
      reason: "yearly maintenance",
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: new Date(untilMs).toISOString(),
    }),
  );
  return id;
};
const standingOf = async (id: string) => (await getGrant(systemActor, id)).standing;
const auditOf = (id: string) =>
  sql.query<{ action: string; actor: string; summary: string; reason: string }>(
    "select action, actor, summary, reason from audit_entry where detail->>'grantId' = $1 and action <> 'access.requested' order by id",
    [id],
  );

describe("a request for access", () => {
  it.each([
    ["approve", "approved", "Approved"],
    ["refuse", "refused", "Refused"],
  ] as const)("is decided by somebody else: %s", async (decision, standing, past) => {
    const id = await ask();
    expect(await standingOf(id)).toBe("requested");
    await decideGrant(other, id, { decision, reason: "as the contract says" });
    expect(await standingOf(id)).toBe(standing);
    expect(await auditOf(id)).toEqual([
      {
        action: `access.${standing}`,
        actor: "approver",
        summary: `${past} access of Dosing Ltd by TeamViewer, asked for by ${systemActor.name}.`,
        reason: "as the contract says",
      },
    ]);
    for (const again of ["approve", "refuse"] as const)
      await expect(decideGrant(other, id, { decision: again, reason: "again" })).rejects.toMatchObject({
        code: "conflict",
        message: "approver has decided on it already.",
      });
    expect(await standingOf(id)).toBe(standing);
  });

  it("is not approved by whoever asked, who may take it back by refusing it", async () => {
    const id = await ask();
    await expect(decideGrant(systemActor, id, { decision: "approve", reason: "mine" })).rejects.toMatchObject({
      code: "not-allowed",
    });
    expect(await standingOf(id)).toBe("requested");
    await decideGrant(systemActor, id, { decision: "refuse", reason: "not needed any more" });
    expect(await standingOf(id)).toBe("refused");
  });

  it("cannot be approved when its time is over, and can be refused", async () => {
    const id = await ask(Date.parse("2026-01-02T00:00:00Z"));
    await expect(decideGrant(other, id, { decision: "approve", reason: "late" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is over"),
    });
    await decideGrant(other, id, { decision: "refuse", reason: "late" });
    expect(await standingOf(id)).toBe("refused");
  });

  it("cannot be revoked before it was approved, and leaves no audit row when it is refused to", async () => {
    const id = await ask();
    await expect(decideGrant(other, id, { decision: "revoke", reason: "no" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await auditOf(id)).toEqual([]);
    await decideGrant(other, id, { decision: "approve", reason: "yes" });
    await decideGrant(systemActor, id, { decision: "revoke", reason: "done early" });
    expect(await standingOf(id)).toBe("revoked");
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(["access.approved", "access.revoked"]);
  });

  it("is not decided on by who may not, nor when it is not there", async () => {
    const id = await ask();
    const viewer: Actor = { ...other, role: "viewer" };
    await expect(decideGrant(viewer, id, { decision: "refuse", reason: "no" })).rejects.toMatchObject({
      code: "not-allowed",
    });
    expect(await standingOf(id)).toBe("requested");
    const nobody = "00000000-0000-4000-8000-0000000000ff";
    await expect(decideGrant(other, nobody, { decision: "refuse", reason: "no" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
