import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an Initial packet (RFC 9000 §17.2.2)",
    carrier: "udp",
    port: 443,
    bytes: wire("c3 00000001 08 0102030405060708 00 00 4050", zeros(80)),
    expect: {},
  },
  {
    name: "an Initial packet of Google's version 046",
    carrier: "udp",
    port: 443,
    bytes: wire("c3", text("Q046"), "50 0102030405060708", zeros(80)),
    expect: {},
  },
  {
    name: "a first packet of Google's version 043, with the header from before the standard",
    carrier: "udp",
    port: 443,
    bytes: wire("09 0102030405060708", text("Q043"), "01", zeros(80)),
    expect: {},
  },
  {
    name: "an Initial packet of Facebook's own version",
    carrier: "udp",
    port: 443,
    bytes: wire("c3 faceb002 08 0102030405060708 00 00 4050", zeros(80)),
    expect: {},
  },
];
