/** What is read from bytes that no standard describes, or may be shared, is a conclusion and no statement. */
import { expect, it } from "vitest";
import { decodeFixture } from "../decode-fixture";
import type { Fixture } from "../fixture";
import { capwap } from "./capwap";
import { FIXTURES } from "./capwap.fixtures";

const concluded = (name: string) => {
  const fixture = FIXTURES.find((it) => it.name.startsWith(name)) as Fixture;
  const { identities } = decodeFixture(capwap, fixture);
  return identities.filter(({ options }) => options.inferred).map(({ field, value }) => [field, value]);
};

it("concludes an access point's versions from the bytes of a draft", () => {
  expect(concluded("a discovery request")).toEqual([
    ["hardware", "1.0.0.0"],
    ["firmware", "8.5.160.0"],
  ]);
});

it("concludes a controller's name, which a pair of controllers shares", () => {
  expect(concluded("a discovery response")).toEqual([
    ["firmware", "8.5.160.0"],
    ["name", "wlc-plant"],
  ]);
});
