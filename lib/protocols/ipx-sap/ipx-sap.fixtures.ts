import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

const SENDER = "0000000a 02000000000a 0452";
const EVERYBODY = "0000000a ffffffffffff 0452";
const server = (type: number, name: string, hops: number) =>
  wire(big(type, 2), text(name, 48), "0000000b 000000000001 0451", big(hops, 2));
const packet = (operation: number, ...servers: Uint8Array[]) => {
  const body = wire(big(operation, 2), ...servers);
  return wire("ffff", big(30 + body.length, 2), "00 04", EVERYBODY, SENDER, body);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a server tells what it offers, and what it has heard of",
    carrier: "ethernet",
    bytes: packet(2, server(0x0004, "CONTROL-1", 1), server(0x0004, "OFFICE-7", 2), server(0x026b, "TREE", 1)),
    expect: {
      identities: [
        ["name", "CONTROL-1"],
        ["role", "file-server"],
      ],
    },
  },
  {
    name: "somebody looks for file servers",
    carrier: "llc",
    bytes: wire("ffff 0022 00 04", EVERYBODY, SENDER, "0001 0004"),
    expect: { identities: [] },
  },
];
