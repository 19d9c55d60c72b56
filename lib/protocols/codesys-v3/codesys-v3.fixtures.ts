import type { Fixture } from "../fixture";
import { little, text, wideText, wire, zeros } from "../fixture-bytes";

const ENDED = (value: string) => wire(wideText(value), "0000");
const IDENTITY = wire(
  "80c2 0004 01020304",
  "0400 01 00 0000",
  little("PFC-1A2B3C".length, 2),
  little("ACME 750 CONTROLLER".length, 2),
  little("ACME".length, 2),
  "00100000 04120610 00040f05 00000000",
);
/** Hops and a header of three words, priority, service, message, lengths of both addresses (receiver two words, sender one). */
const TO_NODE = wire("c5 6b 40 04 00 12", "0001 0002 0003");
const SERVICE_LAYER = (group: string, service: string) =>
  wire("55cd 0c00", group, service, "01000000", "00000000", "00000000");
const BLOCK = (flags: string, ...parts: readonly Uint8Array[]) => {
  const body = wire("01", flags, "0500 01000000 00000000 10000000 00000000", ...parts);
  const datagram = wire("c5 6b 40 40 00 11", "0001 0002", "0000", body);
  return wire("e8170100", little(datagram.length + 8, 4), datagram);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "who is there, by broadcast",
    carrier: "udp",
    port: 1740,
    bytes: wire("c5 7c 40 03 00 10 1234 000a 0000", "02c2 0004 69692004"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a node names itself",
    carrier: "udp",
    port: 1740,
    fromInitiator: false,
    bytes: wire(
      TO_NODE,
      IDENTITY,
      "06 00 01 00",
      zeros(8),
      ...["PFC-1A2B3C", "ACME 750 CONTROLLER", "ACME"].map(ENDED),
      text("S00042"),
      "00",
    ),
    expect: {
      identities: [
        ["name", "PFC-1A2B3C"],
        ["model", "ACME 750 CONTROLLER"],
        ["vendor", "ACME"],
        ["serial", "S00042"],
        ["instance", "0x10061204"],
      ],
      concluded: [["firmware", "5.15.4.0"]],
    },
  },
  {
    name: "an older node, which puts nothing between numbers and texts",
    carrier: "udp",
    port: 1740,
    fromInitiator: false,
    bytes: wire(TO_NODE, IDENTITY, ...["PFC-1A2B3C", "ACME 750 CONTROLLER", "ACME"].map(ENDED)),
    expect: {
      identities: [
        ["name", "PFC-1A2B3C"],
        ["model", "ACME 750 CONTROLLER"],
        ["vendor", "ACME"],
        ["instance", "0x10061204"],
      ],
    },
  },
  {
    name: "stop of an application (group 2, service 17) in a channel over TCP",
    carrier: "tcp",
    port: 11_740,
    bytes: BLOCK("81", SERVICE_LAYER("0200", "1100")),
    expect: { operations: ["control"] },
  },
  {
    name: "its answer",
    carrier: "tcp",
    port: 11_740,
    fromInitiator: false,
    bytes: BLOCK("01", SERVICE_LAYER("8200", "1100")),
    expect: {},
  },
  {
    name: "an online change (group 2, service 6)",
    carrier: "tcp",
    port: 11_740,
    bytes: BLOCK("81", SERVICE_LAYER("0200", "0600")),
    expect: { operations: ["program"] },
  },
];
