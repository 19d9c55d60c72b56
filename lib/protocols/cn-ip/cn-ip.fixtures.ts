import type { Fixture } from "../fixture";
import { big, wire } from "../fixture-bytes";

const message = (kind: string, body: string) => {
  const rest = wire("01", kind, "00 00 0000 00000001 00000007 00001000", body);
  return wire(big(rest.length + 2, 2), rest);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the service pin of a node was pressed",
    carrier: "udp",
    port: 1628,
    bytes: message("01", "00 31 01 0c 00 2a 7f 050000000042 9000010203040506"),
    expect: {
      identities: [
        ["instance", "1/12", "lon 1/12"],
        ["serial", "050000000042", "lon 1/12"],
        ["description", "LonWorks program 90:00:01:02:03:04:05:06", "lon 1/12"],
      ],
    },
  },
  {
    name: "a node's memory is written",
    carrier: "udp",
    port: 1628,
    bytes: message("01", "00 19 01 81 01 8c 2a 01 6e 00 0100 01 00 ff"),
    expect: { identities: [["instance", "1/1", "lon 1/1"]], operations: ["program"] },
  },
  {
    name: "the configuration server asks for statistics",
    carrier: "udp",
    port: 1629,
    bytes: message("60", "0000"),
    expect: { operations: ["diagnose"] },
  },
];
