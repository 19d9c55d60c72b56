import type { Fixture } from "../fixture";
import { countedLittle, text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a question of an engineering tool",
    carrier: "udp",
    port: 28_784,
    bytes: wire(text("HAP"), "0100 e5a6", countedLittle(2, "04")),
    expect: {},
  },
];
