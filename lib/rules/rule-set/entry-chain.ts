import { everyAddress, type Family } from "../address/address-set";
import { closeMatch, narrowFamily, openMatch } from "./build-match";
import type { Chain } from "./rule-set";

/** A rule that no text holds: it only leads to the chain of a family. */
export const NO_LINE = 0;

/** Where packets come in: each family into its own chain, families without one pass. */
export function entryChain(name: string, ways: readonly { readonly family: Family; readonly chain: string }[]): Chain {
  return {
    name,
    rules: ways.map(({ family, chain }) => {
      const match = openMatch();
      narrowFamily(match, family);
      match.sources = [everyAddress(family)];
      return { line: NO_LINE, text: "", match: closeMatch(match), action: { kind: "goto", chain } };
    }),
    otherwise: "allow",
    order: "first-match",
  };
}
