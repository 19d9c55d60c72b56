import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a line of a listing",
    carrier: "tcp",
    port: 20,
    bytes: text("-rw-r--r-- 1 plc plc 512 Jan 01 00:00 boot.bin\r\n"),
    expect: {},
  },
];
