/** Every router hands on what all others say of themselves: a name is the sender's only where it bears its own id. */
import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { counted, text, wire } from "../fixture-bytes";
import { isis } from "./isis";
import { FIXTURES } from "./isis.fixtures";

const linkState = (systemId: string, name: string) =>
  wire("83 1b 01 00 12 01 00 00", "0030 04af", systemId, "00 00 00000001 0000 03", "89", counted(1, text(name)));

it("takes the name of the link state that the sender's hello owns, and no other's", () => {
  const turns = [
    FIXTURES[0]?.bytes as Uint8Array,
    linkState("020000000031", "core-2"),
    linkState("020000000032", "core-3"),
  ].map((bytes) => ({ fromInitiator: true, bytes }));
  const { identities } = decodeTurns(isis, { carrier: "llc" }, turns);
  expect(identities.filter(({ field }) => field === "name").map(({ value }) => value)).toEqual(["core-2"]);
});
