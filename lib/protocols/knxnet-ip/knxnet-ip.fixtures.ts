import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "SEARCH_REQUEST",
    carrier: "udp",
    port: 3671,
    bytes: wire("06 10 0201 000e", "08 01 0a00000a 0e57"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "SEARCH_RESPONSE (03/08/02 clause 7.6.2)",
    carrier: "udp",
    port: 3671,
    fromInitiator: false,
    bytes: wire(
      "06 10 0202 004c",
      "08 01 0a000014 0e57",
      "36 01 02 00 1105 0000 00c501020304 e000170c 02000000 0014",
      text("KNX IP Router 752", 30),
      "08 02 02 01 03 01 04 01",
    ),
    expect: {
      identities: [
        ["name", "KNX IP Router 752"],
        ["serial", "00c501020304"],
        ["instance", "1.1.5"],
      ],
      bindings: ["10.0.0.20 02:00:00:00:00:14 stated"],
    },
  },
  {
    name: "a group write in ROUTING_INDICATION",
    carrier: "udp",
    port: 3671,
    bytes: wire("06 10 0530 0011", "29 00 bc e0 1105 0901 01 0081"),
    expect: { operations: ["write"] },
  },
  {
    name: "a property is written by local device management (03/08/03)",
    carrier: "udp",
    port: 3671,
    bytes: wire("06 10 0310 0012", "04 01 00 00", "f6 0000 01 33 1001 01"),
    expect: { operations: ["write"] },
  },
  {
    name: "the answer with the device's serial number",
    carrier: "udp",
    port: 3671,
    fromInitiator: false,
    bytes: wire("06 10 0310 0017", "04 01 00 00", "fb 0000 01 0b 1001 00c501020304"),
    expect: { identities: [["serial", "00c501020304"]], concluded: [["vendor", "Weinzierl"]] },
  },
];
