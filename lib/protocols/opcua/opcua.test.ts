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

it("reads nothing from a channel that signs or encrypts, or whose opening was not seen", () => {
  for (const turns of [[open("http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256"), write], [write]]) {
    const { operations, services } = decodeTurns(opcua, PLACE, turns);
    expect(operations).toEqual([]);
    expect(services).toEqual([]);
  }
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
