import type { Fixture } from "../fixture";
import { big, counted, text, wire, zeros } from "../fixture-bytes";

/** RFC 3550 §6.1: the length counts words of four bytes, without the first. */
function packet(head: string, type: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const body = wire(...parts);
  return wire(head, big(type, 1), big(body.length / 4, 2), body);
}
const item = (type: number, value: string) => wire(big(type, 1), counted(1, text(value)));

/** §6.5: the sender's number, items, at least one zero up to the next word. */
function chunk(source: string, ...items: readonly Uint8Array[]): Uint8Array {
  const body = wire(source, ...items);
  return wire(body, zeros(4 - (body.length % 4)));
}
const REPORT = packet("80", 200, "11111111", zeros(20));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a camera's report with its texts; the user and the name of a person are left out",
    carrier: "udp",
    port: 5005,
    bytes: wire(
      REPORT,
      packet("81", 202, chunk("11111111", item(1, "anna@cam12.plant.test"), item(2, "Anna"), item(6, "CamStream 2.1"))),
    ),
    expect: {
      identities: [],
      concluded: [
        ["name", "cam12.plant.test"],
        ["description", "stream by CamStream 2.1"],
      ],
    },
  },
  {
    name: "a receiver's report with a random name (RFC 7022)",
    carrier: "udp",
    port: 5005,
    bytes: wire(packet("80", 201, "22222222"), packet("81", 202, chunk("22222222", item(1, "Xq3bZ81kPw0LmN4t")))),
    expect: { identities: [], concluded: [] },
  },
  {
    name: "a canonical name with an address",
    carrier: "udp",
    port: 5005,
    bytes: wire(REPORT, packet("81", 202, chunk("11111111", item(1, "root@10.0.0.10")))),
    expect: { identities: [], concluded: [] },
  },
  {
    name: "texts about another than the one who reports (a mixer, §7)",
    carrier: "udp",
    port: 5005,
    bytes: wire(REPORT, packet("81", 202, chunk("33333333", item(1, "x@other.test"), item(6, "Other")))),
    expect: { identities: [], concluded: [] },
  },
];
