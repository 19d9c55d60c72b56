import { FIXTURE_INITIATOR } from "../decode-fixture";
import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

/** Where the file goes, or comes from. */
const ASKER = `udp ${FIXTURE_INITIATOR.ip} ${FIXTURE_INITIATOR.port} tftp`;

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request to read a file (RFC 1350 §5)",
    carrier: "udp",
    port: 69,
    bytes: wire("0001", text("boot/plc4.bin"), "00", text("octet"), "00"),
    expect: { announces: [ASKER] },
  },
  {
    name: "a request to write a file, with an option (RFC 2347)",
    carrier: "udp",
    port: 69,
    bytes: wire("0002", text("running.cfg"), "00", text("NetASCII"), "00", text("blksize"), "00", text("1024"), "00"),
    expect: { announces: [ASKER] },
  },
  {
    name: "a block of a file, and the last with no bytes",
    carrier: "udp",
    port: 40_069,
    fromInitiator: false,
    bytes: wire("0003 0001", text("PLC4")),
    expect: {},
  },
];
