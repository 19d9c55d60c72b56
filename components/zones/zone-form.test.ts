import { describe, expect, test } from "vitest";
import { EMPTY_FORM, formOf, readForm, type ZoneForm } from "./zone-form";

const FORM: ZoneForm = {
  ...EMPTY_FORM,
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

  test("keeps the zone that it lies in, and none where none is chosen", () => {
    const parentId = "00000000-0000-4000-8000-000000000001";
    expect(readForm({ ...FORM, parentId })).toMatchObject({ zone: { parentId } });
    expect(readForm({ ...FORM, parentId: "" })).toMatchObject({ zone: { parentId: null } });
  });

  test("keeps a zone without a Purdue level without one", () => {
    expect(readForm({ ...FORM, purdueLevel: "" })).toMatchObject({ zone: { purdueLevel: null } });
  });

  test("reads every kind of rule, and shows it again as it was written", () => {
    const rules = [
      "plant 10.1.20.0/24",
      "plant vlan 120",
      "role 3 mac 00:1b:1b",
      "role safety plc",
      "query vendor:siemens (port:102 or ip:10.0.0.0/8)",
    ].join("\n");
    const read = readForm({ ...FORM, rules });
    if (!read.ok) throw new Error(read.error);
    expect(read.zone).toMatchObject({
      macs: [{ realm: "role 3", prefix: "00:1b:1b" }],
      roles: ["safety plc"],
      queries: ["vendor:siemens (port:102 or ip:10.0.0.0/8)"],
    });
    expect(formOf(read.zone).rules).toBe(rules);
  });

  test("tells a security level of 0 from none at all", () => {
    expect(readForm(FORM)).toMatchObject({ zone: { securityLevelTarget: null } });
    const read = readForm({ ...FORM, levels: { ...FORM.levels, IAC: "2", RA: "0" } });
    if (!read.ok) throw new Error(read.error);
    expect(read.zone.securityLevelTarget).toEqual({ IAC: 2, UC: 0, SI: 0, DC: 0, RDF: 0, TRE: 0, RA: 0 });
    expect(formOf(read.zone).levels).toMatchObject({ IAC: "2", UC: "0" });
  });
});
