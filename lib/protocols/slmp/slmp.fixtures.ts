import type { Fixture } from "../fixture";
import { countedLittle, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Read Type Name in a 3E frame (§5.6)",
    carrier: "tcp",
    port: 5007,
    bytes: wire("5000 00 ff ff03 00", countedLittle(2, "1000 0101 0000")),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "its answer",
    carrier: "tcp",
    port: 5007,
    fromInitiator: false,
    question: wire("5000 00 ff ff03 00", countedLittle(2, "1000 0101 0000")),
    bytes: wire("d000 00 ff ff03 00", countedLittle(2, "0000", text("Q03UDVCPU", 16, 0x20), "6603")),
    expect: { identities: [["model", "Q03UDVCPU"]] },
  },
  {
    name: "Remote Stop in a 4E frame",
    carrier: "udp",
    port: 5006,
    bytes: wire("5400 0100 0000 00 ff ff03 00", countedLittle(2, "1000 0210 0000 0100")),
    expect: { operations: ["control"] },
  },
  {
    name: "Read Type Name in a 3E frame in ASCII code",
    carrier: "tcp",
    port: 5007,
    bytes: text("500000FF03FF00000C001001010000"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "its answer in ASCII code",
    carrier: "tcp",
    port: 5007,
    fromInitiator: false,
    question: text("500000FF03FF00000C001001010000"),
    bytes: text("D00000FF03FF0000180000Q03UDVCPU       0366"),
    expect: { identities: [["model", "Q03UDVCPU"]] },
  },
  {
    name: "Batch Write in a 4E frame in ASCII code",
    carrier: "udp",
    port: 5006,
    bytes: text("54000001000000FF03FF00001C001014010000D*00010000011234"),
    expect: { operations: ["write"] },
  },
  {
    name: "Node Search by broadcast (BAP-C2006ENG-003 §8.3.11)",
    carrier: "udp",
    port: 61_451,
    bytes: wire("5400 0700 0000 00 ff ff03 00", countedLittle(2, "0000 300e 0000 0a0000000002 04 0a00000a")),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a node answers it from its own address",
    carrier: "udp",
    port: 61_451,
    fromInitiator: false,
    bytes: wire(
      "d400 0700 0000 00 ff ff03 00",
      countedLittle(
        2,
        "0000 0a0000000002 04 0a00000a",
        "0b0000000002 04 0b00000a 00ffffff ffffffff 00",
        "9a12 04030201 0200 04 ffffffff ffff 0000 0bf0 01",
      ),
    ),
    expect: {
      identities: [
        ["instance", "0x129a"],
        ["instance", "0x01020304"],
      ],
      bindings: ["10.0.0.11 02:00:00:00:00:0b stated"],
    },
  },
];
