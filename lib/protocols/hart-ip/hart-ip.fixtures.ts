import type { Fixture } from "../fixture";
import { big, counted, text, wire } from "../fixture-bytes";

/** A response that carries a token-passing frame of the device 26 06 01 02 03. */
function answer(command: string, ...data: (string | Uint8Array)[]): Uint8Array {
  const frame = wire("86 2606010203", command, counted(1, ...data), "00");
  return wire("01 01 03 00 0002", big(frame.length + 8, 2), frame);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Session Initiate (HCF_SPEC-085 clause 10.3)",
    carrier: "udp",
    port: 5094,
    bytes: wire("01 00 00 00 0001 000d", "01 0000ea60"),
    expect: {},
  },
  {
    name: "identity, command 0 of HART 7",
    carrier: "udp",
    port: 5094,
    fromInitiator: false,
    bytes: answer("00", "00 00 fe 2606 05 07 02 14 18 01 0a0b0c 05 04 0001 00 0026 0026 01"),
    expect: {
      concluded: [
        ["model", "3051SOR3051 ROSEMOUNT"],
        ["vendor", "ROSEMOUNT"],
      ],
      identities: [
        ["instance", "0x2606"],
        ["firmware", "20"],
        ["hardware", "3"],
        ["instance", "0a:0b:0c"],
        ["description", "HART 7, device revision 2"],
        ["instance", "38"],
      ],
    },
  },
  {
    name: "long tag, command 20",
    carrier: "tcp",
    port: 5094,
    fromInitiator: false,
    bytes: answer("14", "00 00", text("PT-1004 feed pressure", 32)),
    expect: { identities: [["name", "PT-1004 feed pressure"]] },
  },
  {
    name: "device reset, command 42",
    carrier: "udp",
    port: 5094,
    bytes: wire("01 00 03 00 0003 0011", "82 2606010203 2a 00 00"),
    expect: { operations: ["control"] },
  },
];
