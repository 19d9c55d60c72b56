import type { Fixture } from "../fixture";
import { counted, little, text, wire } from "../fixture-bytes";
import { crcDnp } from "./link";

/** A link frame with its checksums (IEEE 1815-2012 clause 9.2). */
function link(control: string, destination: number, source: number, ...data: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...data);
  const withCrc = (block: Uint8Array) => wire(block, little(crcDnp(block), 2));
  const header = wire("0564", little(body.length + 5, 1), control, little(destination, 2), little(source, 2));
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += 16) blocks.push(withCrc(body.subarray(at, at + 16)));
  return wire(withCrc(header), ...blocks);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Read class 1 to 3 and 0",
    carrier: "tcp",
    port: 20_000,
    bytes: link("c4", 10, 1, "c0 c1 01", "3c0206 3c0306 3c0406 3c0106"),
    expect: { operations: ["read"] },
  },
  {
    name: "Direct Operate of a relay",
    carrier: "tcp",
    port: 20_000,
    bytes: link("c4", 10, 1, "c0 c2 05", "0c01 28 0100 0500 41 01 64000000 64000000 00"),
    expect: { operations: ["control"] },
  },
  {
    name: "device attributes of an outstation (annex A.1)",
    carrier: "tcp",
    port: 20_000,
    fromInitiator: false,
    bytes: link(
      "44",
      1,
      10,
      "c0 c3 81 0000",
      "00fc 00 00 00 01",
      counted(1, text("Acme Relays")),
      "00fa 00 00 00 01",
      counted(1, text("AR-7 feeder")),
      "00f2 00 00 00 01",
      counted(1, text("7.1.0")),
    ),
    expect: {
      identities: [
        ["instance", "10"],
        ["vendor", "Acme Relays"],
        ["model", "AR-7 feeder"],
        ["firmware", "7.1.0"],
      ],
    },
  },
];
