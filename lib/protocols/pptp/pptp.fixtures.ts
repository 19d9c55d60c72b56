import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a start reply (§2.2)",
    carrier: "tcp",
    port: 1723,
    fromInitiator: false,
    bytes: wire("009c 0001 1a2b3c4d 0002 0000 0100 01 00", zeros(8), "0000 0001", text("gate7", 64), text("Acme", 64)),
    expect: {
      identities: [
        ["name", "gate7"],
        ["description", "Acme"],
      ],
    },
  },
  {
    name: "an echo request",
    carrier: "tcp",
    port: 1723,
    bytes: wire("0010 0001 1a2b3c4d 0005 0000 00000001"),
    expect: {},
  },
];
