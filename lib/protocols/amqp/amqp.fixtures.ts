import type { Fixture } from "../fixture";
import { big, counted, text, wire } from "../fixture-bytes";

const field = (name: string, type: string, ...value: (string | Uint8Array)[]) =>
  wire(counted(1, text(name)), text(type), ...value);
const longText = (name: string, value: string) => field(name, "S", counted(4, text(value)));

/** 0-9-1 §4.2.3: a method of the connection class. */
function method(number: number, ...parts: (string | Uint8Array)[]): Uint8Array {
  const body = wire("000a", big(number, 2), ...parts);
  return wire("01 0000", big(body.length, 4), body, "ce");
}

/** 1.0 part 2.3: a frame with one described list. */
function frame(type: string, descriptor: string, count: number, ...parts: (string | Uint8Array)[]): Uint8Array {
  const list = wire(big(count, 1), ...parts);
  const body = wire("00 53", descriptor, "c0", counted(1, list));
  return wire(big(8 + body.length, 4), "02", type, "0000", body);
}

const symbol = (value: string) => wire("a3", counted(1, text(value)));
const string = (value: string) => wire("a1", counted(1, text(value)));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a broker's connection.start",
    carrier: "tcp",
    port: 5672,
    fromInitiator: false,
    bytes: method(
      10,
      "00 09",
      counted(
        4,
        field("capabilities", "F", counted(4, field("publisher_confirms", "t", "01"))),
        longText("platform", "Erlang/OTP 24.3"),
        longText("product", "RabbitMQ"),
        longText("version", "3.9.13"),
      ),
      counted(4, text("PLAIN AMQPLAIN")),
      counted(4, text("en_US")),
    ),
    expect: { identities: [["description", "RabbitMQ 3.9.13"]], product: "RabbitMQ" },
  },
  {
    name: "a client's connection.start-ok with a password",
    carrier: "tcp",
    port: 5672,
    bytes: method(
      11,
      counted(4, longText("product", "Line gateway"), longText("version", "2.4")),
      counted(1, text("PLAIN")),
      counted(4, text("\0guest\0guest")),
      counted(1, text("en_US")),
    ),
    expect: { identities: [["description", "Line gateway 2.4"]], flags: ["cleartext-login"] },
  },
  {
    name: "open of AMQP 1.0 with a container and properties",
    carrier: "tcp",
    port: 5672,
    fromInitiator: false,
    bytes: wire(
      text("AMQP"),
      "00 01 00 00",
      frame(
        "00",
        "10",
        10,
        string("broker-hall2"),
        "40 70 00008000 60 00ff 40 40 40 40 40",
        "c1",
        counted(1, "04", symbol("product"), string("ActiveMQ"), symbol("version"), string("5.16.3")),
      ),
    ),
    expect: {
      identities: [
        ["instance", "broker-hall2"],
        ["description", "ActiveMQ 5.16.3"],
      ],
      product: "ActiveMQ",
    },
  },
  {
    name: "SASL init of AMQP 1.0 with a password",
    carrier: "tcp",
    port: 5672,
    bytes: wire(text("AMQP"), "03 01 00 00", frame("01", "41", 2, symbol("PLAIN"), "a0", counted(1, text("\0u\0p")))),
    expect: { flags: ["cleartext-login"] },
  },
];
