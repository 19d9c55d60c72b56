import type { Fixture } from "../fixture";
import { little, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "MDT0 of phase 0, with the communication version",
    carrier: "ethernet",
    bytes: wire("00 00 5a5a5a5a", little(0x00010000, 4), zeros(36)),
    expect: {},
  },
  {
    name: "AT0 of phase 0 that has passed two slaves",
    carrier: "ethernet",
    bytes: wire("40 00 5a5a5a5a", little(3, 2), little(1, 2), little(0x8011, 2), new Uint8Array(34).fill(0xff)),
    expect: {
      identities: [
        ["instance", "1", "sercos device 1"],
        ["instance", "17", "sercos device 17"],
      ],
    },
  },
  {
    name: "MDT0 of phase 2: a parameter of the first slave is opened and written",
    carrier: "ethernet",
    question: wire("00 02 5a5a5a5a", zeros(1_280)),
    bytes: wire("00 02 5a5a5a5a", "0b00 e8030000", zeros(1_274)),
    expect: {},
  },
  {
    name: "AT0 of phase 4: process data of the connections",
    carrier: "ethernet",
    bytes: wire("60 24 5a5a5a5a", zeros(40)),
    expect: {},
  },
];
