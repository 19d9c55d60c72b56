import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a read request (§5)",
    carrier: "udp",
    port: 69,
    bytes: wire("0001", text("station.cfg\0octet\0")),
    expect: { operations: ["read"] },
  },
  {
    name: "a write of firmware",
    carrier: "udp",
    port: 69,
    bytes: wire("0002", text("switch-4.1.bin\0octet\0blksize\x001024\0")),
    expect: { operations: ["firmware"] },
  },
];
