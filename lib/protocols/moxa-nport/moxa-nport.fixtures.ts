import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

const DEVICE = wire("00555555 1a51 0090e8000042");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 4800,
    bytes: wire("01000008 00000000"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a device server's answer",
    carrier: "udp",
    port: 4800,
    fromInitiator: false,
    bytes: wire("81000018 00000000", DEVICE, "0a00000b"),
    expect: { concluded: [["vendor", "Moxa"]], bindings: ["10.0.0.11 00:90:e8:00:00:42 stated"] },
  },
  {
    name: "its name",
    carrier: "udp",
    port: 4800,
    fromInitiator: false,
    bytes: wire("9000003c 00000000", DEVICE, text("NP5110_42", 40)),
    expect: { identities: [["name", "NP5110_42"]] },
  },
  {
    name: "its serial number",
    carrier: "udp",
    port: 4800,
    fromInitiator: false,
    bytes: wire("96000024 00000000", DEVICE, zeros(8), "d204", zeros(6)),
    expect: {
      concluded: [
        ["vendor", "Moxa"],
        ["serial", "1234"],
      ],
    },
  },
];
