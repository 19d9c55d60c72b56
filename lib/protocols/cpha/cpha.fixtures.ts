import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a member's report of its state",
    carrier: "udp",
    port: 8116,
    initiatorPort: 8116,
    bytes: wire("1a90 0c31 0007 0001 0002 1234 0003 fffe 0005 0000", "0002 0001 0000 0064", zeros(4)),
    expect: {
      identities: [],
      concluded: [
        ["description", "member 3 of cluster 7"],
        ["vendor", "Check Point"],
        ["role", "firewall"],
      ],
    },
  },
];
