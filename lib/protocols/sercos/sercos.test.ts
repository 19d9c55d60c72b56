import { expect, it } from "vitest";
import { decodeTurns } from "../decode-fixture";
import { wire, zeros } from "../fixture-bytes";
import { sercos } from "./sercos";

/** MDT0 of phase 2 whose first slave has this control word and information. */
const mdt = (control: string, information: string) => ({
  fromInitiator: true,
  bytes: wire("00 02 5a5a5a5a", control, information, zeros(1_274)),
});
/** Element 1 opens a parameter, element 7 is its data; the lowest bit toggles with each step. */
const openedBy = (handshake: 0 | 1) => mdt(handshake === 1 ? "0b00" : "0a00", "e8030000");
const written = (handshake: 0 | 1) => mdt(handshake === 1 ? "3b00" : "3a00", "01000000");
const wasRead = (handshake: 0 | 1) => mdt(handshake === 1 ? "3900" : "3800", "00000000");

const operationsOf = (...turns: ReturnType<typeof mdt>[]) =>
  decodeTurns(sercos, { carrier: "ethernet" }, turns).operations;

it("counts a parameter once however often its telegram is repeated, and however many steps its data takes", () => {
  const turns = [openedBy(0), openedBy(1), openedBy(1), wasRead(0), wasRead(0), wasRead(1), wasRead(0)];
  expect(operationsOf(...turns)).toEqual(["read"]);
});

it("counts the next parameter anew, and tells writing from reading", () => {
  expect(operationsOf(openedBy(0), openedBy(1), written(0), openedBy(1), wasRead(0))).toEqual(["write", "read"]);
});

it("counts nothing where a capture begins within a transfer", () => {
  expect(operationsOf(wasRead(1), wasRead(1))).toEqual([]);
});
