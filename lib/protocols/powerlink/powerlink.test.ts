import { expect, it } from "vitest";
import { decodeFixture } from "../decode-fixture";
import { powerlink } from "./powerlink";
import { FIXTURES } from "./powerlink.fixtures";

const ident = FIXTURES.find((it) => it.name.startsWith("IdentResponse"));
const ADDRESS_AT = 70;

function bindingsWith(octets: readonly number[]): readonly string[] {
  if (!ident) throw new Error("the fixture is gone");
  const bytes = Uint8Array.from(ident.bytes);
  bytes.set(octets, ADDRESS_AT);
  return decodeFixture(powerlink, { ...ident, bytes }).bindings;
}

it("takes an address in either order, by the node id that ends it", () => {
  const bound = ["192.168.100.1 02:00:00:00:00:0b stated"];
  expect(bindingsWith([1, 100, 168, 192])).toEqual(bound);
  expect(bindingsWith([192, 168, 100, 1])).toEqual(bound);
});

it("binds no address that does not end in the node id, or does so both ways", () => {
  expect(bindingsWith([0, 0, 0, 0])).toEqual([]);
  expect(bindingsWith([192, 168, 100, 7])).toEqual([]);
  expect(bindingsWith([1, 0, 0, 1])).toEqual([]);
});
