import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

const attribute = (type: number, value: Uint8Array) =>
  wire(big(0x8000 + 6 + value.length, 2), "0000", big(type, 2), value);
const body = wire(attribute(0, big(1, 2)), attribute(7, text("branch-4")), attribute(8, text("Acme")));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a start of a control connection (§6.1)",
    carrier: "udp",
    port: 1701,
    bytes: wire("c802", big(12 + body.length, 2), "0000 0000 0000 0000", body),
    expect: {
      identities: [
        ["name", "branch-4"],
        ["description", "Acme"],
      ],
    },
  },
  {
    name: "the same in version 3, over IP (RFC 3931 §4.1.1.2)",
    carrier: "ip",
    bytes: wire("00000000 c803", big(12 + body.length, 2), "00000000 0000 0000", body),
    expect: {
      identities: [
        ["name", "branch-4"],
        ["description", "Acme"],
      ],
    },
  },
];
