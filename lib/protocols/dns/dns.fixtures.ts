import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

const NAME = wire(counted(1, text("cloud")), counted(1, text("test")), "00");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an answer that gives an outside peer its name",
    carrier: "udp",
    port: 53,
    fromInitiator: false,
    bytes: wire("1234 8180 0001 0001 0000 0000", NAME, "0001 0001", "c00c 0001 0001 0000003c 0004 c6336407"),
    expect: {},
  },
  {
    name: "a query over TCP",
    carrier: "tcp",
    port: 53,
    bytes: wire("001c", "1234 0100 0001 0000 0000 0000", NAME, "0001 0001"),
    expect: {},
  },
];
