import type { Fixture } from "../fixture";
import { counted, countedLittle, wire, zeros } from "../fixture-bytes";

const RMCP = "06 00 ff 07";
const ROLE = ["role", "management-controller"] as const;

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 623,
    bytes: wire("06 00 ff 06 000011be 80 00 00 00"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "which device are you",
    carrier: "udp",
    port: 623,
    bytes: wire(RMCP, "00 00000000 00000000", counted(1, "20 18 c8 81 00 01 7e")),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "the answer, of Super Micro's enterprise number",
    carrier: "udp",
    port: 623,
    fromInitiator: false,
    bytes: wire(
      RMCP,
      "00 00000000 00000000",
      counted(1, "81 1c 63 20 00 01 00", "20 01 03 88 02 bf 7c2a00 7208 00000000 00"),
    ),
    expect: {
      concluded: [ROLE, ["vendor", "Supermicro"], ["description", "IPMI product 0x0872, firmware 3.88"]],
    },
  },
  {
    name: "power off, within a session of IPMI 2.0 that is not encrypted",
    carrier: "udp",
    port: 623,
    bytes: wire(RMCP, "06 00 01000000 02000000", countedLittle(2, "20 00 e0 81 04 02 00 79")),
    expect: { operations: ["control"] },
  },
  {
    name: "a session is opened",
    carrier: "udp",
    port: 623,
    bytes: wire(RMCP, "06 10 00000000 00000000", countedLittle(2, zeros(32))),
    expect: {},
  },
];
