import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "version 5 with one record",
    carrier: "udp",
    port: 2055,
    bytes: wire("0005 0001", zeros(20), zeros(48)),
    expect: {},
  },
  {
    name: "version 9 with a template and data (RFC 3954 §5)",
    carrier: "udp",
    port: 2055,
    bytes: wire("0009 0002", zeros(16), "0000 000c 0100 0001 0008 0004", "0100 0008 0a000001"),
    expect: {},
  },
  {
    name: "IPFIX with a template (RFC 7011 §3)",
    carrier: "udp",
    port: 4739,
    bytes: wire("000a 001c", zeros(12), "0002 000c 0100 0001 0008 0004"),
    expect: {},
  },
];
