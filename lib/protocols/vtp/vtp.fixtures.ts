import type { Fixture } from "../fixture";
import { text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a summary of a domain's VLANs, with the address of who changed them last",
    carrier: "snap",
    bytes: wire("02 01 00 05", text("plant", 32), "00000007", "0a000009", text("261101120000"), zeros(16)),
    expect: {
      identities: [
        ["description", "VTP domain plant"],
        ["role", "switch"],
      ],
      bindings: [],
    },
  },
];
