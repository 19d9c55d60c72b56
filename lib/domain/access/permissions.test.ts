import { describe, expect, it } from "vitest";
import { isAllowed, leastRoleFor, PERMISSIONS, type Permission, permissionsOf, type Role } from "./permissions";

describe("permissions", () => {
  it("lets the owner do everything", () => {
    expect(permissionsOf("owner")).toEqual(Object.keys(PERMISSIONS));
  });

  it("lets a viewer change nothing", () => {
    expect(permissionsOf("viewer").every((permission) => permission.endsWith(".read"))).toBe(true);
    expect(isAllowed("viewer", "exports.read")).toBe(false);
  });

  it("keeps users and settings with the owner", () => {
    for (const role of ["engineer", "analyst", "viewer"] as const) {
      expect(isAllowed(role, "users.manage")).toBe(false);
      expect(isAllowed(role, "settings.edit")).toBe(false);
    }
  });

  it("refuses what stands in no row, names of object prototypes included", () => {
    for (const name of ["constructor", "__proto__", "devices.purge", ""]) {
      expect(isAllowed("owner", name as Permission)).toBe(false);
    }
    expect(isAllowed("constructor" as Role, "devices.read")).toBe(false);
  });

  it("knows the least of the roles that may do something", () => {
    expect(leastRoleFor("imports.create")).toBe("analyst");
    expect(leastRoleFor("zones.edit")).toBe("engineer");
    expect(leastRoleFor("users.manage")).toBe("owner");
    for (const permission of permissionsOf("owner")) expect(isAllowed(leastRoleFor(permission), permission)).toBe(true);
  });

  it("describes every permission in words for people", () => {
    for (const row of Object.values(PERMISSIONS)) expect(row.description).toMatch(/^[A-Z].{8,}/);
  });
});
