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
];
