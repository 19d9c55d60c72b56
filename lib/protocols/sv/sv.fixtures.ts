import type { Fixture } from "../fixture";
import { ber, big, text, wire, zeros } from "../fixture-bytes";

const SAMPLES = ber(
  "60",
  "80 01 01",
  ber("a2", ber("30", ber("80", text("MU01")), "82 02 0001", "83 04 00000001", "85 01 02", ber("87", zeros(64)))),
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "one ASDU (clause 8.5)",
    carrier: "ethernet",
    bytes: wire("4000", big(SAMPLES.length + 8, 2), "00000000", SAMPLES),
    expect: { identities: [["description", "publishes sampled values MU01"]] },
  },
];
