import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  { name: "handshake initiation", carrier: "udp", port: 51_820, bytes: wire("01 000000", zeros(144)), expect: {} },
];
