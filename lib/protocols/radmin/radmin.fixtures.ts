import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the first message of a viewer",
    carrier: "tcp",
    port: 4899,
    bytes: wire("01000000 01000000 0808"),
    expect: { product: "Radmin" },
  },
];
