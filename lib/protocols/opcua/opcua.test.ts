import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { countedLittle, little, text, wire } from "../fixture-bytes";
import { opcua } from "./opcua";

const PLACE = { carrier: "tcp", port: 4840 } as const;

function message(type: string, ...body: (string | Uint8Array)[]) {
  const rest = wire(...body);
  return { fromInitiator: true, bytes: wire(text(type), little(rest.length + 8, 4), rest) };
}
const open = (policy: string) => message("OPNF", "01000000", countedLittle(4, text(policy)), "ffffffff ffffffff");
const write = message("MSGF", "01000000 01000000 03000000 03000000", "01 00 a102");

const SECURE = open("http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256");
const encrypted = message("MSGF", "01000000 01000000 9f1c5a77 03e2b1d4", "5ac2 a102 77");

it("reads nothing from what is encrypted", () => {
  for (const turns of [[SECURE, encrypted], [encrypted]]) {
    const { operations, services } = decodeTurns(opcua, PLACE, turns);
    expect(operations).toEqual([]);
    expect(services).toEqual([]);
  }
});

it("counts what is signed only, and what a capture without the channel's opening holds in clear", () => {
  for (const turns of [[SECURE, write], [write]]) {
    const { operations, services } = decodeTurns(opcua, PLACE, turns);
    expect(operations).toEqual(["write"]);
    expect(services).toEqual([]);
  }
});

const REQUEST_HEADER = "00 00 0000000000000000 01000000 00000000 ffffffff 10270000 00 00 00";
const RESPONSE_HEADER = "0000000000000000 01000000 00000000 00 00000000 00 00 00";
const nodeOf = (id: number) => wire("01 00", little(id, 2), "0d000000 ffffffff 0000 ffffffff");
const string = (value: string) => wire("01 0c", countedLittle(4, text(value)));
const readOf = (...ids: number[]) =>
  message(
    "MSGF",
    "01000000 01000000 05000000 05000000 01 00 7702",
    REQUEST_HEADER,
    "0000000000000000 02000000",
    little(ids.length, 4),
    ...ids.map(nodeOf),
  );
const answerOf = (...values: (string | Uint8Array)[]) => ({
  ...message(
    "MSGF",
    "01000000 01000000 05000000 05000000 01 00 7a02",
    RESPONSE_HEADER,
    little(values.length, 4),
    ...values,
    "ffffffff",
  ),
  fromInitiator: false,
});
const told = (...turns: Parameters<typeof decodeTurns>[2]) =>
  decodeTurns(opcua, PLACE, turns).identities.map(({ field, value }) => [field, value]);

it("knows what a server is made of from nodes that are read alone", () => {
  const serverArray = wire("01 8c 01000000", countedLittle(4, text("urn:acme:plc")));
  const good = wire("0d 0c", countedLittle(4, text("Acme")), "0000000000000000 0000000000000000");
  expect(told(readOf(2254, 2263, 2261, 2264), answerOf(serverArray, good, string("AC-700"), string("2.4.1")))).toEqual([
    ["vendor", "Acme"],
    ["model", "AC-700"],
    ["firmware", "2.4.1"],
  ]);
});

it("believes no value that is bad, of another node, or in another's answer", () => {
  expect(told(readOf(2263), answerOf(wire("03 0c", countedLittle(4, text("Acme")), "00003480")))).toEqual([]);
  expect(told(readOf(2258, 2259), answerOf(string("Acme"), string("AC-700")))).toEqual([]);
  expect(told(answerOf(string("Acme")))).toEqual([]);
});

it("finds the build info behind other values", () => {
  const parts = ["urn:acme:plc", "Acme", "AC-700", "2.4.1", "77"].map((part) => countedLittle(4, text(part)));
  const object = wire("01 16 01 00 5401 01", countedLittle(4, ...parts, "0000000000000000"));
  expect(told(readOf(2255, 2260), answerOf(wire("01 05 0700"), object))).toContainEqual(["model", "AC-700"]);
});

it("does not call discovery without security an insecure mode in use", () => {
  const find = message("MSGF", "01000000 01000000 03000000 03000000", "01 00 a601");
  const { services, operations } = decodeTurns(opcua, PLACE, [
    open("http://opcfoundation.org/UA/SecurityPolicy#None"),
    find,
  ]);
  expect(operations).toEqual(["diagnose"]);
  expect(services).toEqual([]);
});
