import type { Fixture } from "../fixture";
import { big, text, wire } from "../fixture-bytes";

const typed = (letter: string, ...parts: (string | Uint8Array)[]) => {
  const body = wire(...parts);
  return wire(text(letter), big(body.length + 4, 4), body);
};
const startup = (...parts: (string | Uint8Array)[]) => {
  const body = wire("00030000", ...parts, "00");
  return wire(big(body.length + 4, 4), body);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request for TLS, then the startup message",
    carrier: "tcp",
    port: 5432,
    bytes: wire("00000008 04d2162f", startup(text("user\0reader\0application_name\0LineReports\0"))),
    expect: { identities: [["description", "LineReports"]] },
  },
  {
    name: "no TLS, a password asked for in clear, and the server's version",
    carrier: "tcp",
    port: 5432,
    fromInitiator: false,
    bytes: wire(
      text("N"),
      typed("R", "00000003"),
      typed("R", "00000000"),
      typed("S", text("server_version\x0013.5 (Debian 13.5-0+deb11u1)\0")),
    ),
    expect: { flags: ["cleartext-login"], product: "PostgreSQL" },
  },
];
