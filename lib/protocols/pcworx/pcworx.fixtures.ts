import type { Fixture } from "../fixture";
import { big, text, wire, zeros } from "../fixture-bytes";

const IDENTITY = wire(zeros(26), text("ILC 330 ETH", 36), text("3.95T", 86), text("2737193", 12));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the greeting of an engineering tool",
    carrier: "tcp",
    port: 1962,
    bytes: wire("01 01 001a 00000000 7880 0003 00 0c", text("IBETH01N0_M\0")),
    expect: {},
  },
  {
    name: "the identity of a controller",
    carrier: "tcp",
    port: 1962,
    fromInitiator: false,
    bytes: wire("81 06", big(IDENTITY.length + 4, 2), IDENTITY),
    expect: {
      identities: [
        ["model", "ILC 330 ETH"],
        ["firmware", "3.95T"],
        ["orderNumber", "2737193"],
      ],
    },
  },
];
