import type { Fixture } from "../fixture";
import { counted, wideText, wire, zeros } from "../fixture-bytes";

const header = (kind: string) => wire("01 01 00", kind, "ffffffffffff 02000000000a 0000");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a computer says hello",
    carrier: "ethernet",
    bytes: wire(
      header("01"),
      "0001",
      zeros(12),
      "01",
      counted(1, "02000000000a"),
      "07",
      counted(1, "0a000042"),
      "0f",
      counted(1, wideText("HMI-42")),
      "00",
    ),
    expect: { identities: [["name", "HMI-42"]], bindings: ["10.0.0.66 02:00:00:00:00:0a stated"] },
  },
  { name: "a search", carrier: "ethernet", bytes: wire(header("00"), "0001 0000"), expect: {} },
];
