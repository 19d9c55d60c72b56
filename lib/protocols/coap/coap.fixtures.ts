import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  { name: "GET (RFC 7252 §3)", carrier: "udp", port: 5683, bytes: wire("40 01 1234", "b4", text("temp")), expect: {} },
];
