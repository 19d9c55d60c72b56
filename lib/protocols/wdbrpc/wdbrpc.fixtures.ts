import type { Fixture } from "../fixture";
import { big, text, wire, zeros } from "../fixture-bytes";

/** Number, call, RPC 2, program, version 1, procedure, no credentials; checksum, size, number. */
const call = (procedure: number, ...parameters: readonly (string | Uint8Array)[]) =>
  wire(
    "00000007 00000000 00000002 55555555 00000001",
    big(procedure, 4),
    zeros(16),
    zeros(8),
    "00000001",
    ...parameters,
  );

const CONNECT = call(1, "00000002 00000000 00000000 00000001", text("ws1\0"));

function counted(value: string): Uint8Array {
  const length = value.length + 1;
  return wire(big(length, 4), text(value), zeros(1 + ((4 - (length % 4)) % 4)));
}

/** Accepted, no verifier, done; checksum, size, number; then WDB_TGT_INFO. */
const answer = (number: string) =>
  wire(
    number,
    "00000001 00000000 00000000 00000000 00000000",
    zeros(12),
    counted("2.0"),
    "000005b4 00000001 00000001",
    counted("VxWorks5.4.2"),
    "0000005d 00000001 00000000 00001000 000004d2",
    counted("Acme 860 rev 2"),
    counted("motfcc(0,0)host:vxWorks pw=secret"),
  );

export const FIXTURES: readonly Fixture[] = [
  { name: "who is there", carrier: "udp", port: 17_185, bytes: CONNECT, expect: { operations: ["diagnose"] } },
  {
    name: "the target's release and board; the line it started with stays unread",
    carrier: "udp",
    port: 17_185,
    fromInitiator: false,
    question: CONNECT,
    bytes: answer("00000007"),
    expect: {
      identities: [
        ["os", "VxWorks 5.4.2"],
        ["hardware", "Acme 860 rev 2"],
      ],
      product: "WDB agent",
      operations: ["diagnose"],
    },
  },
  {
    name: "an answer to something else",
    carrier: "udp",
    port: 17_185,
    fromInitiator: false,
    question: CONNECT,
    bytes: answer("00000008"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "memory written",
    carrier: "udp",
    port: 17_185,
    bytes: call(11, "00000000 00000010 00100000", zeros(16)),
    expect: { operations: ["write"] },
  },
];
