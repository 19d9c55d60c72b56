import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { big, counted, text, wire } from "../fixture-bytes";
import { hartIp } from "./hart-ip";

const PLACE = { carrier: "udp", port: 5094 } as const;

function longTag(address: string, name: string) {
  const frame = wire("86", address, "14", counted(1, "00 00", text(name, 32)), "00");
  return { fromInitiator: false, bytes: wire("01 01 03 00 0002", big(frame.length + 8, 2), frame) };
}

it("tells field devices behind one gateway apart, whichever master asks", () => {
  const { identities } = decodeTurns(hartIp, PLACE, [
    longTag("a606010203", "PT-1"),
    longTag("2606010203", "PT-1"),
    longTag("a606010204", "PT-2"),
  ]);
  expect(identities.map(({ value, options }) => [value, options.child])).toEqual([
    ["PT-1", undefined],
    ["PT-1", undefined],
    ["PT-2", "hart 2606010204"],
  ]);
});

it("does not read the data of a question as an answer", () => {
  const frame = wire("82 2606010203 15", counted(1, text("PT-1", 32)), "00");
  const bytes = wire("01 00 03 00 0002", big(frame.length + 8, 2), frame);
  expect(decodeTurns(hartIp, PLACE, [{ fromInitiator: true, bytes }]).identities).toEqual([]);
});
