import type { Fixture } from "../fixture";
import { big, counted, text, wire, zeros } from "../fixture-bytes";

const LISTS = [
  "curve25519-sha256",
  "ssh-ed25519",
  "aes128-ctr",
  "aes256-ctr",
  "hmac-sha2-256",
  "hmac-sha1",
  "none",
  "none",
];
const OFFER = wire("04 14", zeros(16), ...LISTS.map((list) => counted(4, text(list))), zeros(4 + 4 + 5 + 4));

const HOST_KEY = wire(counted(4, text("ssh-ed25519")), counted(4, "11".repeat(32)));
/** Padding, number, key, the server's part of the exchange, its signature. */
const answer = (number: string) =>
  wire("06", number, counted(4, HOST_KEY), counted(4, "22".repeat(32)), counted(4, "33".repeat(64)));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "identification of a server (RFC 4253 §4.2)",
    carrier: "tcp",
    port: 22,
    fromInitiator: false,
    bytes: text("SSH-2.0-dropbear_2019.78\r\n"),
    expect: { identities: [["description", "SSH-2.0-dropbear_2019.78"]], product: "dropbear" },
  },
  {
    name: "identification and key exchange of a client (RFC 4253 §7.1)",
    carrier: "tcp",
    port: 22,
    bytes: wire(text("SSH-2.0-OpenSSH_9.6\r\n"), big(OFFER.length, 4), OFFER),
    expect: { identities: [["description", "SSH-2.0-OpenSSH_9.6"]] },
  },
  {
    name: "a server's answer with its public key (RFC 4253 §8)",
    carrier: "tcp",
    port: 22,
    fromInitiator: false,
    bytes: wire(text("SSH-2.0-OpenSSH_9.6\r\n"), big(answer("1f").length, 4), answer("1f")),
    expect: {
      identities: [
        ["description", "SSH-2.0-OpenSSH_9.6"],
        ["description", "SSH host key ssh-ed25519 94:76:ac:2c:a5:3f:05:76:18:bf:9c:b0:12:de:ae:7d"],
      ],
      product: "OpenSSH",
    },
  },
];
