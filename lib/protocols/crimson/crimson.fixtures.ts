import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the question for the maker",
    carrier: "tcp",
    port: 789,
    bytes: wire("0004 012b 1b00"),
    expect: {},
  },
  {
    name: "the maker",
    carrier: "tcp",
    port: 789,
    fromInitiator: false,
    bytes: counted(2, "012b 1b00", text("Red Lion Controls\0")),
    expect: { identities: [["vendor", "Red Lion Controls"]] },
  },
  {
    name: "the model",
    carrier: "tcp",
    port: 789,
    fromInitiator: false,
    bytes: counted(2, "012a 1a00", text("G306 HMI\0")),
    expect: { identities: [["model", "G306 HMI"]] },
  },
];
