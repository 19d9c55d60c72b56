import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

/** First-level encoding (RFC 1001 §14.1): half a byte per letter, A being 0. */
function name(value: string, suffix: number, padding = 0x20): Uint8Array {
  const letters = Array.from(wire(text(value, 15, padding), Uint8Array.of(suffix)), (byte) => [
    0x41 + (byte >> 4),
    0x41 + (byte & 15),
  ]);
  return wire("20", Uint8Array.from(letters.flat()), "00");
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a registration of the sender's own name (RFC 1002 §4.2.2)",
    carrier: "udp",
    port: 137,
    bytes: wire(
      "0001 2910 0001 0000 0000 0001",
      name("HMI4", 0),
      "0020 0001",
      "c00c 0020 0001 000493e0 0006 0000 0a00000a",
    ),
    expect: { identities: [["name", "HMI4"]] },
  },
  {
    name: "the answer to a node status request (§4.2.18)",
    carrier: "udp",
    port: 137,
    fromInitiator: false,
    bytes: wire(
      "0002 8400 0000 0001 0000 0000",
      name("*", 0, 0),
      "0021 0001 00000000",
      counted(
        2,
        "02",
        text("SCADA1", 15, 0x20),
        "00 0400",
        text("PLANT", 15, 0x20),
        "00 8400",
        "020000000023",
        zeros(40),
      ),
    ),
    expect: { identities: [["name", "SCADA1"]], bindings: ["10.0.0.11 02:00:00:00:00:23 stated"] },
  },
];
