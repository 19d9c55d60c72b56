import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request for the inventory",
    carrier: "tcp",
    port: 10_001,
    bytes: text("\x01I20100\r\n"),
    expect: { operations: ["read"] },
  },
  {
    name: "an inventory report",
    carrier: "tcp",
    port: 10_001,
    fromInitiator: false,
    bytes: text(
      "\x01\r\nI20100\r\nJAN 22, 2024  3:06 PM\r\n\r\nACME FUEL 12\r\n1 HARBOUR ROAD\r\n\r\nIN-TANK INVENTORY\r\n\r\n1 DIESEL 4000\r\n\x03",
    ),
    expect: { identities: [["location", "ACME FUEL 12, 1 HARBOUR ROAD"]] },
  },
  {
    name: "the revision of the gauge's software (function 902)",
    carrier: "tcp",
    port: 10_001,
    fromInitiator: false,
    bytes: text(
      "\x01\r\nI90200\r\nJAN 22, 2024  3:06 PM\r\n\r\nSOFTWARE REVISION LEVEL\r\nVERSION 15.00\r\nSOFTWARE# 346015-100-A\r\n\x03",
    ),
    expect: { identities: [["firmware", "15.00"]] },
  },
];
