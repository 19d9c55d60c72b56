import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Read Holding Registers (§6.3)",
    carrier: "tcp",
    port: 502,
    bytes: wire("0001 0000 0006 11", "03 006b 0003"),
    expect: { operations: ["read"] },
  },
  {
    name: "Write Multiple Registers on another port, two requests in one segment (§6.12)",
    carrier: "tcp",
    port: 1502,
    bytes: wire("0002 0000 000b 01", "10 0001 0002 04 000a 0102", "0003 0000 0006 01", "05 00ac ff00"),
    expect: { operations: ["write", "write"] },
  },
  {
    name: "Diagnostics: force listen only mode (§6.8)",
    carrier: "udp",
    port: 502,
    bytes: wire("0001 0000 0006 11", "08 0004 0000"),
    expect: { operations: ["control"] },
  },
  {
    name: "Read Device Identification (§6.21)",
    carrier: "tcp",
    port: 502,
    fromInitiator: false,
    bytes: wire(
      "0001 0000",
      counted(
        2,
        "ff 2b 0e 01 01 00 00 03",
        "00",
        counted(1, text("Acme Controls")),
        "01",
        counted(1, text("AC-500")),
        "02",
        counted(1, text("V2.14")),
      ),
    ),
    expect: {
      identities: [
        ["vendor", "Acme Controls"],
        ["model", "AC-500"],
        ["firmware", "V2.14"],
      ],
    },
  },
  {
    name: "Report Server ID of a unit behind a gateway (§6.13)",
    carrier: "tcp",
    port: 502,
    fromInitiator: false,
    question: wire("0001 0000 0006 03", "03 0000 0001", "0002 0000 0002 07", "11"),
    bytes: wire("0002 0000", counted(2, "07 11", counted(1, "01 ff", text("Flow meter 7")))),
    expect: { identities: [["description", "Flow meter 7", "modbus unit 7"]] },
  },
  {
    name: "Exception (§7)",
    carrier: "tcp",
    port: 502,
    fromInitiator: false,
    bytes: wire("0001 0000 0003 0a", "81 02"),
    expect: {},
  },
  {
    name: "UMAS identity of a controller",
    carrier: "tcp",
    port: 502,
    fromInitiator: false,
    question: wire("0009 0000 0004 00", "5a 00 02"),
    bytes: wire(
      "0009 0000",
      counted(2, "00 5a 00 fe", "10ff 00000000 0000", "1003", zeros(12), counted(1, text("BMX P34 2020"))),
    ),
    expect: {
      identities: [["model", "BMX P34 2020"]],
    },
  },
  {
    name: "UMAS stop",
    carrier: "tcp",
    port: 502,
    bytes: wire("000a 0000 0006 00", "5a 01 41 ff 00"),
    expect: { operations: ["control"] },
  },
];
