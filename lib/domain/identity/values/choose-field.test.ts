import { describe, expect, it } from "vitest";
import { decision, file, identity, macOf } from "@/lib/testing/builders";
import type { PinDecision } from "../../device/decision";
import type { IdentityField } from "../../observation";
import { buildFields } from "../assembly/build-fields";

const MAC = "00:1b:1b:00:00:10";
type Said = readonly [value: string, options?: Parameters<typeof identity>[3]];
const fieldOf = (field: IdentityField, said: readonly Said[], pin: PinDecision | null = null) =>
  buildFields(
    file(
      "a",
      said.map(([value, options]) => identity({ mac: MAC }, field, value, options)),
    ),
    new Map(pin ? [[field, pin]] : []),
  )[field];

describe("the value of a field", () => {
  it("is what the plant protocol states, before a banner, however late and often the banner came", () => {
    const firmware = fieldOf("firmware", [
      ["V3.2.6", { protocol: "s7comm", at: 0 }],
      ["2.0", { protocol: "http", at: 900, count: 50 }],
    ]);
    expect(firmware?.value).toBe("V3.2.6");
    expect(firmware?.dissenting.map((it) => it.value)).toEqual(["2.0"]);
    expect(firmware?.reason).toContain("s7comm is trusted more for the firmware");
  });

  it("is never changed by a scan against what the device itself states in the same protocol later", () => {
    const firmware = fieldOf("firmware", [
      ["V3.2.5", { protocol: "nmap s7-info", method: "active", at: 0 }],
      ["V3.2.6", { protocol: "s7comm", at: 500 }],
    ]);
    expect(firmware?.value).toBe("V3.2.6");
    expect(firmware?.reason).toContain("seen more recently");
  });

  it("is what a person's list says, before what is stated; a pin goes before both", () => {
    const said: Said[] = [
      ["PLC_1", { protocol: "profinet-dcp" }],
      ["Press 3", { protocol: "csv", method: "declared" }],
    ];
    expect(fieldOf("name", said)?.value).toBe("Press 3");
    const pin = decision({ kind: "pin", anchor: macOf(MAC), field: "name", value: "Press three" }) as PinDecision;
    expect(fieldOf("name", said, pin)).toMatchObject({
      value: "Press three",
      isPinned: true,
      reason: "pinned by anna: checked on site",
    });
  });

  it("is stated rather than concluded", () => {
    const vendor = fieldOf("vendor", [
      ["Intel", { protocol: "oui", inferred: true, at: 900 }],
      ["Siemens AG", { at: 0 }],
    ]);
    expect(vendor?.value).toBe("Siemens");
    expect(vendor?.claim.value).toBe("Siemens AG");
    expect(vendor?.reason).toContain("only concluded");
  });

  it("counts spellings of one thing as agreement", () => {
    const vendor = fieldOf("vendor", [
      ["Siemens AG", { protocol: "s7comm" }],
      ["Siemens", { protocol: "lldp" }],
      ["SIEMENS", { protocol: "snmp" }],
    ]);
    expect(vendor?.dissenting).toEqual([]);
    expect(vendor?.agreeing).toHaveLength(2);
    const firmware = fieldOf("firmware", [
      ["V3.2.6", { protocol: "s7comm" }],
      ["3.2.6", { protocol: "snmp" }],
    ]);
    expect(firmware?.dissenting).toEqual([]);
  });

  it("is unknown when all that is said says nothing", () => {
    expect(fieldOf("serial", [["unknown"], ["n/a"], ["-"]])).toBeUndefined();
  });
});
