import { expect, it } from "vitest";
import type { DeviceFacet } from "@/lib/client/device-search";
import { DEVICE_FACETS, type DeviceFacets } from "@/lib/contracts/devices";
import { suggestFilters } from "./suggest";

const NOTHING = Object.fromEntries(DEVICE_FACETS.map((it) => [it, []])) as unknown as Record<DeviceFacet, string[]>;
const FACETS: DeviceFacets = {
  facets: [
    {
      facet: "vendor",
      values: [
        { value: "Siemens", label: "Siemens", count: 3 },
        { value: "Ab Siemens", label: "Ab Siemens", count: 9 },
      ],
    },
    {
      facet: "zone",
      values: [
        { value: "id-1", label: "Siebanlage", count: 1 },
        { value: "id-2", label: "Empty sieve", count: 0 },
      ],
    },
  ],
};
const labels = (text: string, search = NOTHING) => suggestFilters(text, FACETS, search).map((it) => it.label);

it("offers what begins with the words first, then the larger", () => {
  expect(labels("SIE")).toEqual(["Siemens", "Siebanlage", "Ab Siemens"]);
});

it("offers nothing that is chosen, empty, or not asked for yet", () => {
  expect(labels("siem", { ...NOTHING, vendor: ["Siemens"] })).toEqual(["Ab Siemens"]);
  expect(labels("empty")).toEqual([]);
  expect(labels("s")).toEqual([]);
  expect(suggestFilters("siemens", undefined, NOTHING)).toEqual([]);
});
