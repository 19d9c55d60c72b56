import { describe, expect, test } from "vitest";
import { readForm, type ZoneForm } from "./zone-form";

const FORM: ZoneForm = {
  name: " Cell 3 ",
  description: "",
  siteId: "00000000-0000-4000-8000-000000000000",
  purdueLevel: "3.5",
  criticality: "4",
  owner: "",
  rules: "",
};

describe("readForm", () => {
  test("reads subnets and VLANs, also of realms with spaces in their names", () => {
    const read = readForm({ ...FORM, rules: "plant 10.1.20.0/24\n\nMachine cell A vlan 120\n" });
    expect(read).toMatchObject({
      ok: true,
      zone: {
        name: "Cell 3",
        purdueLevel: 3.5,
        owner: null,
        cidrs: [{ realm: "plant", cidr: "10.1.20.0/24" }],
        vlans: [{ realm: "Machine cell A", vlan: 120 }],
      },
    });
  });

  test("names the line that is no rule", () => {
    expect(readForm({ ...FORM, rules: "plant 10.1.20.0/24\n10.1.21.0" })).toMatchObject({ ok: false, line: 2 });
  });

  test("keeps a zone without a Purdue level without one", () => {
    expect(readForm({ ...FORM, purdueLevel: "" })).toMatchObject({ zone: { purdueLevel: null } });
  });
});
