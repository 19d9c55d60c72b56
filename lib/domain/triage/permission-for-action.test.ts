import { expect, it } from "vitest";
import { isAllowed } from "../access/permissions";
import { permissionForAction } from "./permission-for-action";

it("asks of who switches a rule what its action asks by hand, so an analyst cannot place devices through one", () => {
  const zone = permissionForAction({ kind: "zone", zoneId: "00000000-0000-4000-8000-000000000001" });
  expect([isAllowed("engineer", zone), isAllowed("analyst", zone)]).toEqual([true, false]);
  const tag = permissionForAction({ kind: "tag", tag: "spare" });
  const state = permissionForAction({ kind: "state", state: "sanctioned" });
  for (const permission of [tag, state]) {
    expect([isAllowed("analyst", permission), isAllowed("viewer", permission)]).toEqual([true, false]);
  }
});
