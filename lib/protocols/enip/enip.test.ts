import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { NOT_GLANCED } from "../define-decoder";
import { counted, countedLittle, little, text, wire, zeros } from "../fixture-bytes";
import { enip } from "./enip";

const PLACE = { carrier: "tcp", port: 44_818 } as const;
const IDENTITY = wire("0100 0e00 6b00 14 0b 6030 eeffc000", counted(1, text("1769-L33ER/A")));

function unconnected(fromInitiator: boolean, ...message: (string | Uint8Array)[]) {
  const data = wire("00000000 0a00", "0200 0000 0000 b200", countedLittle(2, ...message));
  return { fromInitiator, bytes: wire("6f00", little(data.length, 2), "01000000", zeros(16), data) };
}

it("matches an answer to the last question of its transaction, as clients reuse one", () => {
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "01 02 2001 2401"),
    unconnected(true, "01 02 20f5 2401"),
    unconnected(false, "81 00 00 00", IDENTITY),
  ]);
  expect(identities).toEqual([]);
});

it("takes a refused question for no identity", () => {
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "01 02 2001 2401"),
    unconnected(false, "81 00 08 00", IDENTITY),
  ]);
  expect(identities).toEqual([]);
});

it("reads single attributes of the Identity object", () => {
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "0e 03 2001 2401 3007"),
    unconnected(false, "8e 00 00 00", counted(1, text("1756-EN2T"))),
    unconnected(true, "0e 03 2001 2401 3006"),
    unconnected(false, "8e 00 00 00", "efbeadde"),
  ]);
  expect(identities.map(({ field, value }) => [field, value])).toEqual([
    ["model", "1756-EN2T"],
    ["serial", "DEADBEEF"],
  ]);
});

it("reads lists of attributes of the Identity object up to one of unknown length", () => {
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "03 02 2001 2401 0500 0100 0700 0200 0900 0600"),
    unconnected(
      false,
      "83 00 00 00 0500",
      "0100 0000 0100 0700 0000",
      counted(1, text("1756-L73")),
      "0200 1400 0900 0000 0000 0600 0000 efbeadde",
    ),
  ]);
  expect(identities.map(({ field, value }) => [field, value])).toEqual([
    ["vendor", "Rockwell Automation/Allen-Bradley"],
    ["model", "1756-L73"],
  ]);
});

it("reads the members of a Multiple Service Packet that name the device, and none that failed or tell of others", () => {
  const questions = [
    "0400 0a00 1000 1600 1c00",
    "01 02 2001 2401",
    "01 02 2066 2401",
    "01 02 20f5 2401",
    "0e 02 2001 2401",
  ];
  const link = "0200 20f6 2401";
  const addresses = "0a00000b ffffff00 0a000001 00000000 00000000";
  const network = wire("01000000 14000000 02000000", link, addresses, countedLittle(2, text("lab")), "00");
  const members = [
    wire("81 00 00 00", IDENTITY),
    wire("81 00 00 00", IDENTITY),
    wire("81 00 00 00", network, countedLittle(2, text("press-4")), "00"),
    wire("8e 00 08 00"),
  ];
  let at = 10;
  const offsets = members.map((member) => {
    at += member.length;
    return little(at - member.length, 2);
  });
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "0a 02 2002 2401", ...questions),
    unconnected(false, "8a 00 1e 00 0400", ...offsets, ...members),
  ]);
  expect(identities.map(({ field, value }) => [field, value])).toEqual([
    ["vendor", "Rockwell Automation/Allen-Bradley"],
    ["model", "1769-L33ER/A"],
    ["firmware", "20.11"],
    ["serial", "00C0FFEE"],
    ["description", "Programmable Logic Controller"],
    ["role", "plc"],
    ["instance", "1"],
    ["instance", "107"],
    ["name", "press-4"],
  ]);
});

it("reads the host name of the TCP/IP Interface object alone", () => {
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "0e 03 20f5 2401 3006"),
    unconnected(false, "8e 00 00 00", countedLittle(2, text("press-4"))),
    unconnected(true, "0e 03 20f5 2401 3005"),
    unconnected(false, "8e 00 00 00", countedLittle(2, text("no name"))),
  ]);
  expect(identities.map(({ field, value }) => [field, value])).toEqual([["name", "press-4"]]);
});

it("does not read tags of other classes as identity", () => {
  const { identities, operations } = decodeTurns(enip, PLACE, [
    unconnected(true, "4c 02 9102 4142 0100"),
    unconnected(false, "cc 00 00 00 c400 01000000"),
  ]);
  expect(identities).toEqual([]);
  expect(operations).toEqual(["read"]);
});

/** On a connection, as message 5 unless another number is given. */
function connected(fromInitiator: boolean, connection: string, ...message: (string | Uint8Array)[]) {
  return numbered(fromInitiator, 5, connection, ...message);
}

function numbered(fromInitiator: boolean, number: number, connection: string, ...message: (string | Uint8Array)[]) {
  const data = wire(
    "00000000 0000",
    "0200 a100 0400",
    connection,
    "b100",
    countedLittle(2, little(number, 2), ...message),
  );
  return { fromInitiator, bytes: wire("7000", little(data.length, 2), "01000000", zeros(16), data) };
}

it("looks at each message while many questions are open, and past one only at others", () => {
  const glancesAt = (number: number, ...asked: readonly number[]) => {
    const questions = asked.map((it) => numbered(true, it, "efbe0000", "01 02 2001 2401"));
    const { state } = decodeTurns(enip, PLACE, [unconnected(true, "01 02 2001 2401"), ...questions]);
    const { bytes } = numbered(true, number, "efbe0000", "4c 02 9102 4142 0100");
    return enip.glance?.(bytes, 0, bytes.length, enip.glanceMemory(state, true), true) !== NOT_GLANCED;
  };
  expect(glancesAt(5)).toBe(true);
  expect(glancesAt(5, 6)).toBe(true);
  expect(glancesAt(6, 6)).toBe(false);
  expect(glancesAt(0, 0)).toBe(false);
  expect(glancesAt(65_535, 65_535)).toBe(false);
  expect(glancesAt(5, 6, 7)).toBe(false);
});

it("gives the module at the end of a connection what is asked over it", () => {
  const open = wire(
    "0a 0e 00000000 78563412 0100 0100 11223344 01000000 00000000",
    "f443 00000000 f443 a3",
    "03 0103 2002 2401",
  );
  const { identities } = decodeTurns(enip, PLACE, [
    unconnected(true, "54 02 2006 2401", open),
    unconnected(false, "d4 00 00 00", "efbe0000 78563412 0100 0100 11223344 00000000 00000000 00 00"),
    connected(true, "efbe0000", "01 02 2001 2401"),
    connected(false, "78563412", "81 00 00 00", IDENTITY),
  ]);
  expect(identities.find(({ field }) => field === "model")).toMatchObject({
    value: "1769-L33ER/A",
    options: { child: "cip 1/3" },
  });
});
