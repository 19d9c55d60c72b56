import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a message (RFC 5424 §6), whose host name may be another's",
    carrier: "udp",
    port: 514,
    bytes: text("<34>1 2024-01-01T00:00:00Z sw-7 kernel - - - link up"),
    expect: {},
  },
];
