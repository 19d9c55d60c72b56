import type { Fixture } from "../fixture";
import { big, counted, text, wire } from "../fixture-bytes";

const message = (type: string, body: Uint8Array) =>
  wire("ffffffffffffffffffffffffffffffff", big(body.length + 19, 2), type, body);
const open = (parameters: Uint8Array) => message("01", wire("04 fde8 00b4 0a090001", counted(1, parameters)));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an open message with a host name among its capabilities (RFC 5492 §4)",
    carrier: "tcp",
    port: 179,
    bytes: open(
      wire(
        "02",
        counted(1, "41 04 0000fde8", "49", counted(1, counted(1, text("edge1")), counted(1, text("plant.test")))),
      ),
    ),
    expect: {
      identities: [
        ["name", "edge1"],
        ["description", "BGP router id 10.9.0.1"],
      ],
      concluded: [["role", "router"]],
    },
  },
  {
    name: "an open message without capabilities, and a keepalive",
    carrier: "tcp",
    port: 179,
    bytes: wire(open(wire("")), message("04", wire(""))),
    expect: { identities: [["description", "BGP router id 10.9.0.1"]] },
  },
];
