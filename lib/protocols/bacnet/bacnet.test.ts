import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { big, counted, text, wire } from "../fixture-bytes";
import { bacnet } from "./bacnet";

const PLACE = { carrier: "udp", port: 47_808 } as const;

function answer(...apdu: (string | Uint8Array)[]) {
  const body = wire("01 00", ...apdu);
  return { fromInitiator: false, bytes: wire("81 0a", big(body.length + 4, 2), body) };
}
const values = (...turns: ReturnType<typeof answer>[]) =>
  decodeTurns(bacnet, PLACE, turns).identities.map(({ field, value }) => `${field} ${value}`);

it("does not take an object's name for the device's", () => {
  expect(
    values(answer("30 01 0c", "0c 00000001", "19 4d", "3e 75", counted(1, "00", text("Zone 3 temperature")), "3f")),
  ).toEqual([]);
});

it("does not take the wildcard for an instance number", () => {
  expect(values(answer("30 01 0c", "0c 023fffff", "19 4d", "3e 75", counted(1, "00", text("AHU-3")), "3f"))).toEqual([
    "name AHU-3",
  ]);
});

it("reads names in UCS-2 and ISO 8859-1", () => {
  const named = (...name: (string | Uint8Array)[]) =>
    answer("30 01 0c", "0c 02000001", "19 4d", "3e 75", counted(1, ...name), "3f");
  expect(values(named("04 00c4 0048"))).toContain("name ÄH");
  expect(values(named("05 c4 48"))).toContain("name ÄH");
});

it("says nothing from one segment of a longer answer", () => {
  expect(
    values(answer("3c 01 00 01 0c", "0c 02000001", "19 4d", "3e 75", counted(1, "00", text("AHU")), "3f")),
  ).toEqual([]);
});

const DEVICE_PARTS = [
  wire("0c 02000001", "1e", "29 1c 4e 75", counted(1, "00", text("first and"))),
  wire("4f", "29 46 4e 75", counted(1, "00", text("AHU-9")), "4f", "29"),
  wire("2c 4e 75", counted(1, "00", text("2.1")), "4f", "1f"),
];
/** Part `sequence` of the answer to ReadPropertyMultiple with invoke id 7. */
const part = (sequence: number, isLast = false) =>
  answer(isLast ? "38" : "3c", "07", big(sequence, 1), "04 0e", DEVICE_PARTS[sequence]);

it("joins the parts of a long answer, also when parts come again or before a lost one", () => {
  const whole = ["description first and", "model AHU-9", "firmware 2.1"];
  const said = (turns: ReturnType<typeof answer>[]) =>
    values(...turns).filter((fact) => !fact.startsWith("instance") && !fact.startsWith("role"));
  expect(said([part(0), part(1), part(2, true)])).toEqual(whole);
  expect(said([part(0), part(2, true), part(1), part(1), part(2, true)])).toEqual(whole);
  expect(said([part(0), part(2, true)])).toEqual([]);
  expect(said([part(1), part(2, true)])).toEqual([]);
});

it("marks the maker as concluded when only its number was read", () => {
  const { identities } = decodeTurns(bacnet, PLACE, [answer("30 01 0c", "0c 02000001", "19 78", "3e 21 05 3f")]);
  expect(identities.find(({ field }) => field === "vendor")?.options.inferred).toBe(true);
});
