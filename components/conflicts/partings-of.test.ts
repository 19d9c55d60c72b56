import { expect, it } from "vitest";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { partingsOf } from "./partings-of";

type Join = DeviceDetail["joins"][number];
const join = (a: string, b: string, reason = "same serial"): Join => ({
  ...{ a, b, identifierA: a, identifierB: b, reason, citation: null },
});
const parties = (...keys: string[]) => keys.map((key) => ({ key }));

it("offers every join that holds an unapproved card, not only the first", () => {
  const joins = [join("card-1", "card-2"), join("card-1", "card-3"), join("card-1", "name")];
  const found = partingsOf(parties("card-1", "card-2", "card-3"), joins);
  expect(found.map(({ b }) => b)).toEqual(["card-2", "card-3"]);
});

it("offers a pair once, whoever says it and in whichever order", () => {
  const joins = [join("card-1", "card-2"), join("card-2", "card-1", "one frame names both")];
  expect(partingsOf(parties("card-1", "card-2"), joins)).toHaveLength(1);
});
