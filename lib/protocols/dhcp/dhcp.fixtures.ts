import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

/** RFC 2131 figure 1 up to the magic cookie, of the client 02:00:00:00:00:21. */
function bootp(op: string, yourIp: string): Uint8Array {
  return wire(op, "01 06 00 12345678 0000 0000 00000000", yourIp, zeros(8), "020000000021", zeros(202), "63825363");
}

/** Longer than one option can hold. */
const LONG_CLASS = `udhcp 1.30.1 ${"hall ".repeat(50)}end`;

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request that names its sender",
    carrier: "udp",
    port: 67,
    initiatorPort: 68,
    bytes: wire(
      bootp("01", "00000000"),
      "35 01 03",
      "0c",
      counted(1, text("HMI-LINE2")),
      "3c",
      counted(1, text("MSFT 5.0")),
      "ff",
    ),
    expect: {
      identities: [
        ["name", "HMI-LINE2"],
        ["description", "MSFT 5.0"],
      ],
    },
  },
  {
    name: "a request whose options go on in another field and in a second part (RFC 3396 §5, RFC 2132 §9.3)",
    carrier: "udp",
    port: 67,
    initiatorPort: 68,
    bytes: wire(
      "01 01 06 00 12345678 0000 0000 00000000 00000000",
      zeros(8),
      "020000000021",
      zeros(10 + 64),
      wire("0c", counted(1, text("PRESS-HALL2")), "ff", zeros(114)),
      "63825363 35 01 03 34 01 01",
      "3c",
      counted(1, text(LONG_CLASS.slice(0, 255))),
      "3c",
      counted(1, text(LONG_CLASS.slice(255))),
      "ff",
    ),
    expect: {
      identities: [
        ["name", "PRESS-HALL2"],
        ["description", LONG_CLASS],
      ],
    },
  },
  {
    name: "a thing that says where its maker describes its traffic (RFC 8520 §10.1)",
    carrier: "udp",
    port: 67,
    initiatorPort: 68,
    bytes: wire(bootp("01", "00000000"), "35 01 01", "a1", counted(1, text("https://acme.test/mud/lamp7")), "ff"),
    expect: { identities: [["description", "MUD https://acme.test/mud/lamp7"]] },
  },
  {
    name: "the acknowledgement, which proves the lease",
    carrier: "udp",
    port: 67,
    initiatorPort: 68,
    fromInitiator: false,
    bytes: wire(bootp("02", "0a000021"), "35 01 05", "36 04 0a00000b", "03 04 0a000001", "ff"),
    expect: { identities: [["role", "dhcp-server"]], bindings: ["10.0.0.33 02:00:00:00:00:21 dhcp"] },
  },
];
