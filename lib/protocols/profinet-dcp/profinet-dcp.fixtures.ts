import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Identify for one station name, which names nobody",
    carrier: "ethernet",
    bytes: wire("fefe 05 00 00000001 0001 000e", "0202", counted(2, text("pump-io-12"))),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the answer to Identify",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: wire(
      "feff 05 01 00000001 0000 0044",
      "0202 000c 0000",
      text("pump-io-12"),
      "0201 000b 0000",
      text("ET200SP", 9),
      "00",
      "0203 0006 0000 002a 0313",
      "0204 0004 0000 01 00",
      "0102 000e 0001 0a000005 ffffff00 0a000001",
    ),
    expect: {
      identities: [
        ["name", "pump-io-12"],
        ["model", "ET200SP"],
        ["instance", "0x002a"],
        ["instance", "0x0313"],
        ["role", "io-device"],
      ],
      bindings: ["10.0.0.5 02:00:00:00:00:0b stated"],
    },
  },
  {
    name: "Set of a name",
    carrier: "ethernet",
    bytes: wire("fefd 04 00 00000002 0000 0010", "0202 000b 0001", text("mixer-io1"), "00"),
    expect: { operations: ["write"] },
  },
  {
    name: "the answer to a Set that succeeded",
    carrier: "ethernet",
    fromInitiator: false,
    question: wire("fefd 04 00 00000003 0000 0010", "0202 000b 0001", text("mixer-io1"), "00"),
    bytes: wire("fefd 04 01 00000003 0000 0008", "0504 0003 0202 00 00"),
    expect: { identities: [["name", "mixer-io1"]] },
  },
  {
    name: "the answer to a Set that was refused",
    carrier: "ethernet",
    fromInitiator: false,
    question: wire("fefd 04 00 00000004 0000 0010", "0202 000b 0001", text("mixer-io1"), "00"),
    bytes: wire("fefd 04 01 00000004 0000 0008", "0504 0003 0202 03 00"),
    expect: {},
  },
];
