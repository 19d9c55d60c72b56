import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

/** mfr_desc, hw_desc, sw_desc, serial_num, dp_desc. */
const description = wire(
  text("Acme Networks", 256),
  text("SW-2448", 256),
  text("4.1.2", 256),
  text("S0042", 32),
  text("line 3 cell switch", 256),
);
const unsaid = wire(text("Acme", 256), text("vSwitch", 256), text("2.13", 256), text("None", 32), text("None", 256));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an answer to OFPMP_DESC, version 1.3 (7.3.5.1)",
    carrier: "tcp",
    port: 6653,
    bytes: wire("04 13 0430 00000007 0000 0000 00000000", description),
    expect: {
      identities: [
        ["vendor", "Acme Networks"],
        ["model", "SW-2448"],
        ["firmware", "4.1.2"],
        ["serial", "S0042"],
        ["description", "line 3 cell switch"],
      ],
    },
  },
  {
    name: "the same in version 1.0 (5.3.5), from software that has no serial number",
    carrier: "tcp",
    port: 6633,
    bytes: wire("01 11 042c 00000007 0000 0000", unsaid),
    expect: {
      identities: [
        ["vendor", "Acme"],
        ["model", "vSwitch"],
        ["firmware", "2.13"],
      ],
    },
  },
  {
    name: "OFPT_FEATURES_REPLY (7.3.1)",
    carrier: "tcp",
    port: 6653,
    bytes: wire("04 06 0020 00000002 0000020000aabb01", zeros(16)),
    expect: {
      identities: [["instance", "0000020000aabb01"]],
      concluded: [["role", "switch"]],
    },
  },
  {
    name: "OFPT_HELLO",
    carrier: "tcp",
    port: 6653,
    bytes: wire("04 00 0008 00000001"),
    expect: {},
  },
];
