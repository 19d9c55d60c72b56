import { describe, expect, it } from "vitest";
import { asksWhatPeopleSay, readZoneQuery } from "./zone-query";

describe("readZoneQuery", () => {
  it("refuses what follows from the zone or passes with time, wherever in the query it stands", () => {
    for (const text of ["zone:cell", "vendor:siemens (port:102 or -level:1)", "risk>50", "risk:high", "exposed:yes"]) {
      expect(readZoneQuery(text).error).toContain("cannot be a rule");
    }
    for (const text of ["last<30d", "first:2026-03", "presence:gone", "zone:unknown"]) {
      expect(readZoneQuery(text).error).toContain("cannot be a rule");
    }
  });

  it("reads what a device is, and says where a query cannot be read", () => {
    expect(readZoneQuery("vendor:siemens (port:102 or role:plc) ip:10.0.0.0/8").error).toBeNull();
    expect(readZoneQuery("vendor:(").error).toMatch(/at character \d+/);
    expect(readZoneQuery("  ").error).not.toBeNull();
  });
});

it("knows which queries people can answer differently without new evidence", () => {
  const asks = (text: string) => {
    const { query } = readZoneQuery(text);
    return query !== null && asksWhatPeopleSay(query);
  };
  expect(
    ["owner:anna", "-tag:press", "custom.cabinet:A3", "pump", "state:ignored", "role:plc or criticality>3"].map(asks),
  ).toEqual(Array(6).fill(true));
  expect(["vendor:siemens", "port:102", "ip:10.0.0.0/8", "role:plc"].map(asks)).toEqual(Array(4).fill(false));
});
