import { describe, expect, it } from "vitest";
import { parseQuery } from "../query/parse-query";
import { firmwareTerms } from "./device-terms";
import { productIdOf, productNameOf } from "./product";

describe("productIdOf", () => {
  it("tells apart what only looks alike when it is written in one line", () => {
    const ids = [
      productIdOf({ vendor: "a|b", model: "c", orderNumber: null }),
      productIdOf({ vendor: "a", model: "b|c", orderNumber: null }),
      productIdOf({ vendor: "a", model: "b", orderNumber: "c" }),
      productIdOf({ vendor: null, model: "a", orderNumber: "" }),
      productIdOf({ vendor: "", model: "a", orderNumber: null }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is none without model and order number: a maker alone is no product", () => {
    expect(productIdOf({ vendor: "Siemens", model: null, orderNumber: null })).toBeNull();
  });
});

describe("productNameOf", () => {
  it("leaves out what another part says already", () => {
    expect(productNameOf({ vendor: "Axis", model: "AXIS P3245", orderNumber: null })).toBe("Axis AXIS P3245");
    expect(productNameOf({ vendor: "Rockwell", model: "1756-L83E/B", orderNumber: "1756-L83E" })).toBe(
      "Rockwell 1756-L83E/B",
    );
  });
});

describe("firmwareTerms", () => {
  it("looks for a version that reads like nothing known as the text that it is", () => {
    const make = { vendor: "Axis", model: "P1", orderNumber: null };
    expect(firmwareTerms(make, "unknown")).toContain('firmware:"unknown"');
    expect(firmwareTerms(make, null)).toMatch(/firmware:unknown$/);
  });

  it("writes a query that can be read, whatever a device calls itself", () => {
    for (const hostile of ['a"b', "back\\slash", "x or y", "-not", "*", "unknown", "(", ""]) {
      const terms = firmwareTerms({ vendor: hostile, model: hostile, orderNumber: null }, hostile);
      expect(parseQuery(terms).error, terms).toBeNull();
    }
  });
});
