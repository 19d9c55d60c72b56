import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a driver asks",
    carrier: "tcp",
    port: 9100,
    bytes: wire("1b", text("%-12345X@PJL INFO ID\r\n@PJL INQUIRE SERIALNUMBER\r\n")),
    expect: {},
  },
  {
    name: "a printer answers",
    carrier: "tcp",
    port: 9100,
    fromInitiator: false,
    bytes: text('@PJL INFO ID\r\n"Acme LaserJet 0000"\r\n\f@PJL INQUIRE SERIALNUMBER\r\n"ACME000001"\r\n\f'),
    expect: {
      identities: [
        ["model", "Acme LaserJet 0000"],
        ["serial", "ACME000001"],
      ],
      concluded: [
        ["role", "printer"],
        ["role", "printer"],
      ],
    },
  },
];
