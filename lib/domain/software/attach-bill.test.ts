import { describe, expect, it } from "vitest";
import { attachBill, type DeviceMake } from "./attach-bill";

const BILL = { vendor: "Acme Automation", product: "GX-200 firmware", version: "4.2.0" };
const make = (rest: Partial<DeviceMake> = {}): DeviceMake => ({
  ...{ vendor: "Acme Automation", model: "GX-200", orderNumber: null, firmware: "V4.2" },
  ...rest,
});

describe("attachBill", () => {
  it("attaches by product and firmware, however they are written", () => {
    expect(attachBill(BILL, make())).toEqual({ kind: "runs", why: "it is a GX-200 with firmware V4.2" });
    expect(attachBill(BILL, make({ model: null, orderNumber: "gx 200" })).kind).toBe("runs");
  });

  it("says so when it cannot tell", () => {
    expect(attachBill(BILL, make({ firmware: null })).kind).toBe("cannot-tell");
    expect(attachBill(BILL, make({ firmware: "nightly" })).kind).toBe("cannot-tell");
    expect(attachBill(BILL, make({ vendor: null })).why).toContain("its maker was not seen");
  });

  it("attaches to no other version, product or maker, not by a shared word either", () => {
    expect(attachBill(BILL, make({ firmware: "4.2.1" })).kind).toBe("other-version");
    expect(attachBill(BILL, make({ model: "GX-2000" })).kind).toBe("other-product");
    expect(attachBill(BILL, make({ model: null })).kind).toBe("other-product");
    expect(attachBill(BILL, make({ vendor: "Siemens" })).kind).toBe("other-product");
  });
});
