import type { Fixture } from "../fixture";
import { big, counted, little, text, wire, zeros } from "../fixture-bytes";

/** Header of connectionless DCE/RPC (C706 §12.5), little-endian, and the NDR prefix of the blocks. */
function rpc(type: string, operation: number, ...blocks: (string | Uint8Array)[]): Uint8Array {
  return rpcTo(zeros(16), type, operation, ...blocks);
}

/** The same to an object: dea00000-6c97-11d1-8271-, instance, device id and vendor id. */
function rpcTo(object: Uint8Array, type: string, operation: number, ...blocks: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...blocks);
  const head = wire("04", type, "2000 100000 00", object, "0100a0de976cd111827100a02442df7d", zeros(16));
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
function readAnswer(slot: number, subslot = 1, record = "aff0"): Uint8Array {
  const place = wire(big(slot, 2), big(subslot, 2));
  return wire("8009", counted(2, "0100 0001", zeros(16), zeros(4), place, "0000", record, "00000038", zeros(24)));
}

const OBJECT_LITTLE = "0000a0de 976c d111 8271";
const OBJECT_BIG = "dea00000 6c97 11d1 8271";

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
  {
    name: "Connect of a controller that gives its numbers",
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
        OBJECT_BIG,
        "0001 010d 002a",
        "00000131 0064 8892",
        counted(2, text("line3-plc")),
      ),
    ),
    expect: {
      identities: [
        ["role", "io-controller"],
        ["instance", "0x002a"],
        ["instance", "0x010d"],
      ],
      concluded: [["name", "line3-plc"]],
      bindings: ["10.0.0.10 02:00:00:00:00:0a stated"],
    },
  },
  {
    name: "I&M1 and I&M3 of a device whose object UUID names it",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpcTo(
      wire(OBJECT_LITTLE, "0001 0301 0019"),
      "02",
      2,
      readAnswer(0, 1, "aff1"),
      "0021",
      counted(2, "0100", text("=A1+K7", 32, 0x20), text("hall 3, bay 2", 22, 0x20)),
      "0023",
      counted(2, "0100", text("feeds the press", 54, 0x20)),
    ),
    expect: {
      identities: [
        ["instance", "0x0019"],
        ["instance", "0x0301"],
        ["description", "=A1+K7"],
        ["location", "hall 3, bay 2"],
        ["description", "feeds the press"],
      ],
    },
  },
  {
    name: "PDRealData: an interface with its name and addresses",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpc(
      "02",
      2,
      readAnswer(0, 0, "f841"),
      "0400",
      counted(
        2,
        "0100 0000 00000000 0000 8000",
        "0240",
        counted(2, "0100", counted(1, text("press-2")), "0000", "02000000000b 0000 0a00000b ffffff00 0a000001"),
      ),
    ),
    expect: { identities: [["name", "press-2"]], bindings: ["10.0.0.11 02:00:00:00:00:0b stated"] },
  },
  {
    name: "PDRealData: a chassis id that is an address names nothing",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpc(
      "02",
      2,
      readAnswer(0, 0, "f841"),
      "0240",
      counted(2, "0100", counted(1, text("02-00-00-00-00-0b")), "02000000000b 0000 00000000 00000000 00000000"),
    ),
    expect: {},
  },
  {
    name: "a record of the maker's own is no block",
    carrier: "udp",
    port: 34_964,
    fromInitiator: false,
    bytes: rpc("02", 2, readAnswer(1, 1, "0001"), "0020 ffff 0100 002a 1234"),
    expect: {},
  },
  {
    name: "records that are written are not read as blocks",
    carrier: "udp",
    port: 34_964,
    bytes: rpc("00", 3, "0008", counted(2, "0100 0001", zeros(58)), "0011 7f00 0000 0000"),
    expect: { operations: ["write"] },
  },
];
