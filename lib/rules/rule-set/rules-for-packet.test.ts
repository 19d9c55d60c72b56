import { expect, it } from "vitest";
import { type AddressSet, ANY_ADDRESS, hasAddress } from "../address/address-set";
import { ANY_SERVICE } from "./build-match";
import type { Rule } from "./rule-set";
import { rulesForPacket } from "./rules-for-packet";

const host = (at: number): AddressSet => [{ family: 4, first: BigInt(at), last: BigInt(at) }];
const rule = (line: number, sources: AddressSet, destinations: AddressSet): Rule => ({
  line,
  text: "",
  match: {
    ...{ sources, destinations, services: [ANY_SERVICE], states: null },
    ...{ inputInterface: null, outputInterface: null },
  },
  action: { kind: "allow" },
});
/** From each of 100 hosts to the next, to each of them from anywhere, and one for everything at either end. */
const RULES = [
  rule(1, ANY_ADDRESS, ANY_ADDRESS),
  ...Array.from({ length: 100 }, (_, at) => rule(at + 2, host(at * 2), host(at * 2 + 2))),
  ...Array.from({ length: 100 }, (_, at) => rule(at + 102, ANY_ADDRESS, host(at * 2))),
  rule(202, ANY_ADDRESS, ANY_ADDRESS),
];

it("gives every rule whose addresses a packet fulfils, in the order of the chain, and hardly another", () => {
  for (let from = 0; from <= 202; from += 1) {
    for (const to of [from, from + 1, from + 2, 0, 100]) {
      const [source, destination] = [
        { family: 4 as const, value: BigInt(from) },
        { family: 4 as const, value: BigInt(to) },
      ];
      const found = rulesForPacket(RULES, source, destination);
      const isMet = ({ match }: Rule) =>
        hasAddress(match.sources, source) && hasAddress(match.destinations, destination);
      expect(found.filter(isMet)).toEqual(RULES.filter(isMet));
      expect(found.map((it) => it.line)).toEqual(found.map((it) => it.line).sort((a, b) => a - b));
      expect(found.length).toBeLessThan(5);
    }
  }
});
