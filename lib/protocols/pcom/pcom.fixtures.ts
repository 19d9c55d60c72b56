import type { Fixture } from "../fixture";
import { countedLittle, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the question for the identity of unit 1",
    carrier: "tcp",
    port: 20_256,
    bytes: wire("0001 65 00", countedLittle(2, text("/01IDED\r"))),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the identity of unit 1",
    carrier: "tcp",
    port: 20_256,
    fromInitiator: false,
    bytes: wire("0001 65 00", countedLittle(2, text("/A01ID35B   A003009000B2\r"))),
    expect: { identities: [["description", "PCOM identity 35B   A003009000"]] },
  },
  {
    name: "a stop",
    carrier: "tcp",
    port: 20_256,
    bytes: wire("0002 65 00", countedLittle(2, text("/01CCSFA\r"))),
    expect: { operations: ["control"] },
  },
];
