import type { Fixture } from "../fixture";
import { counted, text, wire } from "../fixture-bytes";

/** Hello on a LAN (ISO/IEC 10589 §9.5): circuit, source, hold time, length, priority, designated router, TLVs. */
const HELLO = wire(
  "83 1b 01 00 0f 01 00 00",
  "01 020000000031 001e 0024 40 02000000003101",
  "81",
  counted(1, "cc"),
  "84",
  counted(1, "0a090001"),
);
/** Hello between two (§9.7): circuit, source, hold time, length, local circuit, TLVs. */
const POINT_TO_POINT_HELLO = wire(
  "83 14 01 00 11 01 00 00",
  "02 020000000032 001e 001a 01",
  "84",
  counted(1, "0a090005"),
);
/** Link state (§9.8): length, life, id with node and number, sequence, checksum, flags, TLVs. */
const linkState = (systemId: string) =>
  wire("83 1b 01 00 12 01 00 00", "0023 04af", systemId, "00 00 00000001 0000 03", "89", counted(1, text("core-2")));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a hello with the addresses of its interface",
    carrier: "llc",
    bytes: HELLO,
    expect: {
      identities: [
        ["role", "router"],
        ["description", "IS-IS system id 0200.0000.0031"],
      ],
      bindings: ["10.9.0.1 02:00:00:00:00:0a stated"],
    },
  },
  {
    name: "a hello between two systems",
    carrier: "llc",
    bytes: POINT_TO_POINT_HELLO,
    expect: {
      identities: [
        ["role", "router"],
        ["description", "IS-IS system id 0200.0000.0032"],
      ],
      bindings: ["10.9.0.5 02:00:00:00:00:0a stated"],
    },
  },
  {
    name: "a link state of which nobody knows whether it is the sender's own",
    carrier: "llc",
    bytes: linkState("020000000031"),
    expect: {},
  },
];
