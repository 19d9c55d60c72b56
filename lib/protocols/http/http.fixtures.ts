import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a request",
    carrier: "tcp",
    port: 80,
    bytes: text("GET / HTTP/1.1\r\nHost: plc7.test:8080\r\nUser-Agent: Panel/2.1\r\nAuthorization: Basic eDp5\r\n\r\n"),
    expect: { identities: [["description", "Panel/2.1"]], flags: ["cleartext-login"], peerName: "plc7.test" },
  },
  {
    name: "an answer with a page",
    carrier: "tcp",
    port: 8081,
    fromInitiator: false,
    bytes: text(
      'HTTP/1.1 401 Unauthorized\r\nServer: Acme-Web/4.2\r\nWWW-Authenticate: Basic realm="AC-500"\r\n\r\n<html><title>AC-500 station 7</title>',
    ),
    expect: {
      identities: [
        ["description", "AC-500"],
        ["description", "AC-500 station 7"],
      ],
      product: "Acme-Web",
    },
  },
];
