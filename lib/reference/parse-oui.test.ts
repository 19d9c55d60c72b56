import { expect, it } from "vitest";
import { parseOui } from "./parse-oui";
import { vendorLookup } from "./vendor-lookup";

const LIST = `Registry,Assignment,Organization Name,Organization Address
MA-L,A0B1C2,"Example Controls ""EC"", Inc.","1 Street
Town, 12345"
MA-M,A0B1C3D,Small Works,somewhere
MA-S,A0B1C4E5F,Smaller Works,somewhere
MA-L,nonsense,Nobody,x
MA-L,A0B1C5,,x
__proto__,A0B1C6,Evil,x
`;

it("reads IEEE's lists, with names in quotes, and leaves out what is no line of them", () => {
  expect({ ...parseOui(LIST) }).toEqual({
    A0B1C2: 'Example Controls "EC", Inc.',
    A0B1C3D: "Small Works",
    A0B1C4E5F: "Smaller Works",
  });
});

it("names the holder of the longest prefix", () => {
  const brought = parseOui(LIST);
  const lookup = vendorLookup((prefix) => brought[prefix]);
  expect(lookup("a0:b1:c3:d0:00:01")).toBe("Small Works");
  expect(lookup("a0:b1:c4:e5:f0:01")).toBe("Smaller Works");
  expect(lookup("a0:b1:c9:00:00:01")).toBeNull();
});
