import type { Fixture } from "../fixture";
import { big, counted, text, wire } from "../fixture-bytes";

const property = (name: string, value: string) => wire(counted(1, text(name)), text("S"), counted(4, text(value)));
const frame = (...parts: readonly Uint8Array[]) => wire("01 0000", counted(4, ...parts), "ce");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a protocol header (§4.2.2)",
    carrier: "tcp",
    port: 5672,
    bytes: wire(text("AMQP"), "00 00 09 01"),
    expect: {},
  },
  {
    name: "a broker that starts (§1.4.2.1)",
    carrier: "tcp",
    port: 5672,
    fromInitiator: false,
    bytes: frame(
      big(0x000a000a, 4),
      wire("0009"),
      counted(
        4,
        counted(1, text("capabilities")),
        text("F"),
        counted(4, counted(1, text("basic.nack")), text("t"), "01"),
        property("product", "RabbitMQ"),
        property("version", "3.12.4"),
        property("platform", "Erlang/OTP 25.3"),
      ),
      counted(4, text("PLAIN AMQPLAIN")),
      counted(4, text("en_US")),
    ),
    expect: { identities: [["description", "Erlang/OTP 25.3"]], product: "RabbitMQ" },
  },
  {
    name: "a login in clear (§1.4.2.2)",
    carrier: "tcp",
    port: 5672,
    bytes: frame(
      big(0x000a000b, 4),
      counted(4),
      counted(1, text("PLAIN")),
      counted(4, text("\0meter\0secret")),
      counted(1, text("en_US")),
    ),
    expect: { flags: ["cleartext-login"] },
  },
];
