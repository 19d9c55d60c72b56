import type { Fixture } from "../fixture";
import { wire } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the magic bytes of a session",
    carrier: "tcp",
    port: 5938,
    bytes: wire("1724 0a20 0000"),
    expect: { product: "TeamViewer" },
  },
];
