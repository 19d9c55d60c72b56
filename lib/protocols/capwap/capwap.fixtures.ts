import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

function element(type: number, ...value: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...value);
  return wire(big(type, 2), big(body.length, 2), body);
}

const part = (enterprise: string, type: number, value: string | Uint8Array): Uint8Array => {
  const body = typeof value === "string" ? text(value) : value;
  return wire(enterprise, big(type, 2), big(body.length, 2), body);
};

/** RFC 5415 §4.3 and §4.5.1 around message elements. */
function message(type: number, ...elements: Uint8Array[]): Uint8Array {
  const body = wire(...elements);
  return wire("00 10 02 00 0000 0000", big(type, 4), "00", big(body.length + 3, 2), "00", body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a join request with board data and descriptor (§6.1)",
    carrier: "udp",
    port: 5246,
    bytes: message(
      3,
      element(28, text("Hall 3, pillar 7")),
      element(38, "00003703", element(0, text("AP-515")), element(1, text("CNXX0001")), element(2, text("7"))),
      element(
        39,
        "02 02 01 01 0000",
        part("00003703", 0, "rev B"),
        part("00003703", 1, "8.10.0.4"),
        part("00003703", 2, "1.2"),
      ),
      element(45, text("ap-hall3")),
    ),
    expect: {
      identities: [
        ["location", "Hall 3, pillar 7"],
        ["model", "AP-515"],
        ["serial", "CNXX0001"],
        ["hardware", "rev B"],
        ["firmware", "8.10.0.4"],
        ["name", "ap-hall3"],
        ["role", "access-point"],
      ],
    },
  },
  {
    name: "a discovery request whose descriptor is that of an early draft, as Cisco's access points send it",
    carrier: "udp",
    port: 5246,
    bytes: message(
      1,
      element(20, "00"),
      element(39, "02 02 0001", part("00409600", 0, wire("01000000")), part("00409600", 1, wire("08 05 a0 00"))),
    ),
    expect: {
      identities: [["role", "access-point"]],
    },
  },
  {
    name: "a discovery response of a controller whose version is four bytes (§5.2)",
    carrier: "udp",
    port: 5246,
    fromInitiator: false,
    bytes: message(
      2,
      element(
        1,
        "0001 0064 0001 0064 04 01 00 02",
        part("00409600", 5, wire("08 05 a0 00")),
        part("00409600", 4, "5520"),
      ),
      element(4, text("wlc-plant")),
    ),
    expect: {
      identities: [
        ["hardware", "5520"],
        ["role", "wireless-controller"],
      ],
    },
  },
];
