import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

/** A short request: message type 0xC0 at byte 31, service at byte 42. */
function mailbox(kind: string, service: string): Uint8Array {
  return wire(kind, "00 0500 0000", zeros(25), "c0 00000000 100e0000 0101", service, zeros(13));
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Read System Memory",
    carrier: "tcp",
    port: 18_245,
    bytes: mailbox("02", "04"),
    expect: { operations: ["read"] },
  },
  {
    name: "a change of the run state",
    carrier: "tcp",
    port: 18_245,
    bytes: mailbox("02", "23"),
    expect: { operations: ["control"] },
  },
  {
    name: "an answer, which ends in the controller's status",
    carrier: "tcp",
    port: 18_245,
    fromInitiator: false,
    bytes: wire("03", "00 0500 0000", zeros(25), "d4 100e0000 205a0000 0101", "00 00", zeros(6), "00 03 1400 4002"),
    expect: {
      concluded: [
        ["vendor", "GE"],
        ["role", "plc"],
      ],
    },
  },
];
