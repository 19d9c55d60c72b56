import type { Fixture } from "../fixture";
import { little, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "HandshakeV10",
    carrier: "tcp",
    port: 3306,
    fromInitiator: false,
    bytes: wire(little(76, 3), "00 0a", text("5.7.44-log\0"), "05000000", zeros(60)),
    expect: { product: "MySQL" },
  },
];
