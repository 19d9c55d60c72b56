import type { Fixture } from "../fixture";
import { counted, text, tpkt, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection to the HMI root",
    carrier: "tcp",
    port: 102,
    bytes: wire(
      "03 00 00 24",
      "1f e0 0000 0001 00",
      "c1 02 0600",
      "c2",
      counted(1, text("SIMATIC-ROOT-HMI")),
      "c0 01 0a",
    ),
    expect: {},
  },
  {
    name: "the session object that names the controller",
    carrier: "tcp",
    port: 102,
    fromInitiator: false,
    bytes: tpkt(
      "72 01",
      counted(2, "32 0000 04ca 0000 0001 36", "a3823f00 15", counted(1, text("1;6ES7 214-1AG40-0XB0 ;V4.2"))),
      "72 01 0000",
    ),
    expect: {
      identities: [
        ["orderNumber", "6ES7 214-1AG40-0XB0"],
        ["firmware", "V4.2"],
      ],
    },
  },
  {
    name: "SetMultiVariables behind a digest (version 3)",
    carrier: "tcp",
    port: 102,
    bytes: tpkt("72 03", counted(2, "20", zeros(32), "31 0000 0542 0000 0002"), "72 03 0000"),
    expect: { operations: ["write"] },
  },
];
