import type { Fixture } from "../fixture";
import { little, text, wire } from "../fixture-bytes";

const string = (name: string, value: string) =>
  wire("02", text(`${name}\0`), little(value.length + 1, 4), text(`${value}\0`));
const document = (...elements: Uint8Array[]) => {
  const body = wire(...elements, "00");
  return wire(little(body.length + 4, 4), body);
};
const nested = (name: string, ...elements: Uint8Array[]) => wire("03", text(`${name}\0`), document(...elements));

/** OP_MSG with one section of kind 0. */
function message(responseTo: number, body: Uint8Array): Uint8Array {
  return wire(little(21 + body.length, 4), "01000000", little(responseTo, 4), little(2013, 4), "00000000 00", body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a driver's hello",
    carrier: "tcp",
    port: 27017,
    bytes: message(
      0,
      document(
        wire("10", text("hello\0"), "01000000"),
        nested(
          "client",
          nested("application", string("name", "LineReports")),
          nested("driver", string("name", "PyMongo"), string("version", "4.1.1")),
          nested("os", string("type", "Linux"), string("name", "Linux"), string("version", "5.10.0-9-amd64")),
        ),
        string("$db", "admin"),
      ),
    ),
    expect: {
      identities: [
        ["os", "Linux 5.10.0-9-amd64"],
        ["description", "LineReports"],
      ],
    },
  },
  {
    name: "the server's build",
    carrier: "tcp",
    port: 27017,
    fromInitiator: false,
    bytes: message(
      1,
      document(string("version", "4.4.10"), string("gitVersion", "58971da1ef93435a9f62bf4708a81713def6e88c")),
    ),
    expect: { product: "MongoDB" },
  },
];
