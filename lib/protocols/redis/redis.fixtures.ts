import type { Fixture } from "../fixture";
import { text, wire } from "../fixture-bytes";

const INFO =
  "# Server\r\nredis_version:6.2.6\r\nredis_mode:standalone\r\nos:Linux 5.10.0-9-amd64 x86_64\r\ntcp_port:6379\r\n";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a login and a question",
    carrier: "tcp",
    port: 6379,
    bytes: text("*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*1\r\n$4\r\nINFO\r\n"),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "the answer to INFO",
    carrier: "tcp",
    port: 6379,
    fromInitiator: false,
    bytes: wire(text("+OK\r\n"), text(`$${INFO.length}\r\n${INFO}\r\n`)),
    expect: { identities: [["os", "Linux 5.10.0-9-amd64 x86_64"]], product: "Redis" },
  },
];
