import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an Information-request with the client's name (RFC 4704)",
    carrier: "udp",
    port: 547,
    initiatorPort: 546,
    bytes: wire(
      "0b 010203",
      "0001 000a 0003 0001 020000000021",
      "0027 000a 00",
      counted(1, text("eng-pc12")),
      "0010 000e 00000137 0008",
      text("MSFT 5.0"),
    ),
    expect: {
      identities: [
        ["name", "eng-pc12"],
        ["description", "MSFT 5.0"],
      ],
    },
  },
  {
    name: "a thing that says where its maker describes its traffic (RFC 8520 §10.2)",
    carrier: "udp",
    port: 547,
    initiatorPort: 546,
    bytes: wire(
      "01 010203",
      "0001 000a 0003 0001 020000000021",
      "0070",
      counted(2, text("https://acme.test/mud/lamp7")),
    ),
    expect: { identities: [["description", "MUD https://acme.test/mud/lamp7"]] },
  },
];
