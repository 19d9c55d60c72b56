import type { Fixture } from "../fixture";
import { big, counted, little, text, wire, zeros } from "../fixture-bytes";

/** Header of connectionless DCE/RPC (C706 §12.5), little-endian, and the NDR prefix of the blocks. */
function rpc(type: string, operation: number, ...blocks: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...blocks);
  const head = wire("04", type, "2000 100000 00", zeros(16), "0100a0de976cd111827100a02442df7d", zeros(16));
  const rest = wire(
    zeros(4),
    "01000000",
    zeros(4),
    little(operation, 2),
    "ffff ffff",
    little(body.length + 20, 2),
    "0000 00 00",
  );
  return wire(head, rest, zeros(20), body);
}

/** IODReadResHeader: sequence, relation, API, slot and subslot. */
function readAnswer(slot: number, subslot = 1): Uint8Array {
  const place = wire(big(slot, 2), big(subslot, 2));
  return wire("8009", counted(2, "0100 0001", zeros(16), zeros(4), place, "0000 aff0 00000038", zeros(24)));
}

const IDENTIFICATION = wire(
  "0020",
  counted(
    2,
    "0100 002a",
    text("6ES7 155-6AU01-0BN0", 20, 0x20),
    text("S C-LDN123456789", 16, 0x20),
    "0004 56 040201",
    zeros(10),
  ),
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Connect of an IO controller",
    carrier: "udp",
    port: 34_964,
    bytes: rpc(
      "00",
      0,
      "0101",
      counted(
        2,
        "0100 0001",
        zeros(16),
        "0001 02000000000a",
        zeros(16),
        "00000131 0064 8892",
        counted(2, text("line3-plc")),
      ),
    ),
    expect: {
      identities: [["role", "io-controller"]],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated"],
    },
  },
  {
    name: "I&M0 of the device itself",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpc("02", 2, readAnswer(0), IDENTIFICATION),
    expect: {
      concluded: [["firmware", "V4.2.1"]],
      identities: [
        ["orderNumber", "6ES7 155-6AU01-0BN0"],
        ["serial", "S C-LDN123456789"],
        ["hardware", "4"],
      ],
    },
  },
  {
    name: "I&M0 of a module in slot 2",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpc("02", 2, readAnswer(2), IDENTIFICATION),
    expect: {
      concluded: [["firmware", "V4.2.1", "profinet slot 2"]],
      identities: [
        ["orderNumber", "6ES7 155-6AU01-0BN0", "profinet slot 2"],
        ["serial", "S C-LDN123456789", "profinet slot 2"],
        ["hardware", "4", "profinet slot 2"],
      ],
    },
  },
  {
    name: "I&M0 of a submodule in slot 3",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpc("02", 2, readAnswer(3, 2), IDENTIFICATION),
    expect: {
      concluded: [["firmware", "V4.2.1", "profinet slot 3 subslot 2"]],
      identities: [
        ["orderNumber", "6ES7 155-6AU01-0BN0", "profinet slot 3 subslot 2"],
        ["serial", "S C-LDN123456789", "profinet slot 3 subslot 2"],
        ["hardware", "4", "profinet slot 3 subslot 2"],
      ],
    },
  },
];
