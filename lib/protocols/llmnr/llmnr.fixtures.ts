import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

const NAME = wire(counted(1, text("hmi4")), "00");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an answer about the sender's own address",
    carrier: "udp",
    port: 5355,
    fromInitiator: false,
    bytes: wire("0001 8000 0001 0001 0000 0000", NAME, "0001 0001", NAME, "0001 0001 0000001e 0004 0a00000b"),
    expect: { identities: [["name", "hmi4"]] },
  },
  {
    name: "an answer about another address, as poisoners send it",
    carrier: "udp",
    port: 5355,
    fromInitiator: false,
    bytes: wire("0001 8000 0001 0001 0000 0000", NAME, "0001 0001", NAME, "0001 0001 0000001e 0004 0a000063"),
    expect: {},
  },
];
