import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  { name: "a client's question", carrier: "udp", port: 123, bytes: wire("23 00 06 ec", zeros(44)), expect: {} },
];
