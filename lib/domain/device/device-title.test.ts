import { describe, expect, it } from "vitest";
import { labelOf, productName, titleOf } from "./device-title";

const DEVICE = { name: null, vendor: null, model: null, ips: ["10.1.20.11"], macs: ["001b1b000001"] };

describe("what a device is called", () => {
  it("is its name, wherever it is spoken of", () => {
    const named = { ...DEVICE, name: "PLC-1", vendor: "Siemens", model: "CPU 1511" };
    expect([titleOf(named), labelOf(named)]).toEqual(["PLC-1", "PLC-1"]);
  });

  it("is its product without a name, told from its like by the address", () => {
    const nameless = { ...DEVICE, vendor: "Siemens", model: "CPU 1511" };
    expect([titleOf(nameless), labelOf(nameless)]).toEqual(["Siemens CPU 1511", "Siemens CPU 1511 (10.1.20.11)"]);
    expect(labelOf({ ...nameless, ips: [] })).toBe("Siemens CPU 1511 (001b1b000001)");
    expect(labelOf({ ...nameless, ips: [], macs: [] })).toBe("Siemens CPU 1511");
  });

  it("is its address when nothing else is known, and never empty", () => {
    expect([titleOf(DEVICE), labelOf(DEVICE)]).toEqual(["10.1.20.11", "10.1.20.11"]);
    expect(titleOf({ ...DEVICE, ips: [] })).toBe("001b1b000001");
    expect(labelOf({ ...DEVICE, ips: [], macs: [] })).toBe("Unnamed device");
  });

  it("names a vendor once that the model begins with", () => {
    expect(productName({ vendor: "WAGO", model: "Wago 750-8212" })).toBe("Wago 750-8212");
    expect(productName({ vendor: "WAGO", model: null })).toBe("WAGO");
    expect(productName({ vendor: null, model: null })).toBeNull();
  });
});
