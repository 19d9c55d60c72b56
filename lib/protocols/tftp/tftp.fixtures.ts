import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request to read a file (RFC 1350 §5)",
    carrier: "udp",
    port: 69,
    bytes: wire("0001", text("boot/plc4.bin"), "00", text("octet"), "00"),
    expect: {},
  },
  {
    name: "a request to write a file, with an option (RFC 2347)",
    carrier: "udp",
    port: 69,
    bytes: wire("0002", text("running.cfg"), "00", text("NetASCII"), "00", text("blksize"), "00", text("1024"), "00"),
    expect: {},
  },
];
