import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "words are read and written, and the program is stopped",
    carrier: "tcp",
    port: 8501,
    bytes: text("RDS DM100.U 10\rWR DM200.U 7\rST MR100\rM0\r"),
    expect: { operations: ["read", "write", "control", "control"] },
  },
  {
    name: "which model are you",
    carrier: "tcp",
    port: 8501,
    bytes: text("?K\r"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a controller names its model",
    carrier: "tcp",
    port: 8501,
    fromInitiator: false,
    question: text("?K\r"),
    bytes: text("57\r\n"),
    expect: {
      concluded: [
        ["vendor", "Keyence"],
        ["model", "KV-8000"],
        ["role", "plc"],
      ],
    },
  },
  {
    name: "a bit is read in a datagram",
    carrier: "udp",
    port: 8501,
    bytes: text("RD R1000\r"),
    expect: { operations: ["read"] },
  },
];
