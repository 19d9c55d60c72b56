import type { Fixture } from "../fixture";
import { big, text, wire, zeros } from "../fixture-bytes";

/** RFC 6733 §4.1: code, flags, length, value, zeros to a multiple of four. */
function attribute(code: number, ...value: readonly (string | Uint8Array)[]): Uint8Array {
  const body = wire(...value);
  return wire(big(code, 4), "40", big(body.length + 8, 3), body, zeros((4 - (body.length % 4)) % 4));
}

/** §3 */
function message(flags: string, command: number, ...attributes: readonly Uint8Array[]): Uint8Array {
  const body = wire(...attributes);
  return wire("01", big(body.length + 20, 3), flags, big(command, 3), "00000000 00000001 00000002", body);
}

const HOST = attribute(264, text("pgw1.plant.test"));
const REALM = attribute(296, text("plant.test"));
const ADDRESS = attribute(257, "0001 0a00000a");
/** Of a vendor's own: the same number means something else there. */
const VENDORS_OWN = wire("0000010d c0 00000f 00002a01", text("x-3"), "00");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "exchange of capabilities (RFC 6733 §5.3.1)",
    carrier: "tcp",
    port: 3868,
    bytes: message(
      "80",
      257,
      HOST,
      REALM,
      ADDRESS,
      attribute(266, "00000009"),
      attribute(269, text("Gateway 5")),
      VENDORS_OWN,
      attribute(267, "0000006e"),
    ),
    expect: {
      identities: [["name", "pgw1.plant.test"]],
      concluded: [
        ["vendor", "Cisco"],
        ["model", "Gateway 5"],
        ["firmware", "110"],
      ],
    },
  },
  {
    name: "answer of a watchdog (§5.5.2)",
    carrier: "tcp",
    port: 3868,
    fromInitiator: false,
    bytes: message("00", 280, attribute(268, "000007d1"), HOST, REALM),
    expect: { identities: [["name", "pgw1.plant.test"]], concluded: [] },
  },
  {
    name: "request that was handed on: its origin is not the sender",
    carrier: "tcp",
    port: 3868,
    bytes: message("c0", 272, attribute(263, text("gw;1;2")), HOST, REALM, attribute(282, text("relay.plant.test"))),
    expect: { identities: [], concluded: [] },
  },
  {
    name: "request that nobody has handed on (§6.1.9)",
    carrier: "tcp",
    port: 3868,
    bytes: message("c0", 272, attribute(263, text("gw;1;2")), HOST, REALM),
    expect: { identities: [["name", "pgw1.plant.test"]], concluded: [] },
  },
  {
    name: "answer whose origin may stand behind the sender",
    carrier: "tcp",
    port: 3868,
    fromInitiator: false,
    bytes: message("40", 272, attribute(263, text("gw;1;2")), HOST, REALM),
    expect: { identities: [], concluded: [] },
  },
  {
    name: "answer of a watchdog over SCTP (§2.1)",
    carrier: "sctp",
    port: 3868,
    fromInitiator: false,
    bytes: message("00", 280, attribute(268, "000007d1"), HOST, REALM),
    expect: { identities: [["name", "pgw1.plant.test"]], concluded: [] },
  },
];
