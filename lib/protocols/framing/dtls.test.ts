/** DTLS hands messages over in pieces: they are joined over datagrams, of each side by itself, and within bounds. */
import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { ber, big, counted, text, wire, zeros } from "../fixture-bytes";
import { isDtls, newDtlsMemory, readDtls } from "./dtls";

const NAME = ber("30", ber("31", ber("30", ber("06", "550403"), ber("0c", text("ap-7")))));
const CERTIFICATE = ber(
  "30",
  ber(
    "30",
    "020101",
    ber("30", ber("06", "2a864886f70d01010b")),
    NAME,
    ber("30", ber("17", text("200101000000Z")), ber("17", text("300228190500Z"))),
    NAME,
    ber("30", zeros(4)),
  ),
);
/** A chain of two, of which the first names the sender. */
const CHAIN = counted(3, counted(3, CERTIFICATE), counted(3, zeros(600)));

function piece(from: number, to: number, sequence = 3): Uint8Array {
  const bytes = CHAIN.subarray(from, to);
  const head = wire("0b", big(CHAIN.length, 3), big(sequence, 2), big(from, 3), big(bytes.length, 3));
  return wire("16 fefd 0000 000000000001", counted(2, head, bytes));
}

function nameAfter(pieces: readonly [side: 0 | 1, bytes: Uint8Array][]): string | null {
  const memory = newDtlsMemory();
  let name: string | null = null;
  for (const [side, bytes] of pieces) {
    name = readDtls(new ByteReader(bytes), memory, side)?.certificate?.subject.commonName ?? name;
  }
  return name;
}

it("joins the pieces of a certificate, and does not wait for the rest of its chain", () => {
  expect(nameAfter([[1, piece(0, 60)]])).toBeNull();
  expect(
    nameAfter([
      [1, piece(0, 60)],
      [1, piece(60, 400)],
    ]),
  ).toBe("ap-7");
});

it("takes pieces that were sent again, and those that overlap", () => {
  expect(
    nameAfter([
      [1, piece(0, 60)],
      [1, piece(0, 60)],
      [1, piece(40, 400)],
    ]),
  ).toBe("ap-7");
});

it("puts pieces in order that came in another, and is not put off by a message that comes twice", () => {
  const hello = wire("02", big(40, 3), big(2, 2), big(0, 3), big(40, 3), "fefd", zeros(38));
  const helloAgain = wire("16 fefd 0000 000000000001", counted(2, hello));
  expect(
    nameAfter([
      [1, piece(60, 90)],
      [1, piece(90, 400)],
      [1, piece(0, 60)],
    ]),
  ).toBe("ap-7");
  expect(
    nameAfter([
      [1, piece(0, 60)],
      [1, helloAgain],
      [1, piece(90, 400)],
      [1, piece(60, 90)],
    ]),
  ).toBe("ap-7");
});

it("keeps nothing of a message that it has read", () => {
  const memory = newDtlsMemory();
  for (const bytes of [piece(0, 60), piece(60, 400), piece(400, 500), piece(60, 400)]) {
    readDtls(new ByteReader(bytes), memory, 1);
  }
  expect(memory.begun).toEqual([null, null]);
});

it("joins nothing across a gap, across sides or across messages", () => {
  expect(
    nameAfter([
      [1, piece(0, 60)],
      [1, piece(80, 400)],
    ]),
  ).toBeNull();
  expect(
    nameAfter([
      [1, piece(0, 60)],
      [0, piece(60, 400)],
    ]),
  ).toBeNull();
  expect(
    nameAfter([
      [1, piece(0, 60)],
      [1, piece(60, 400, 4)],
    ]),
  ).toBeNull();
});

it("reads nothing of what comes after the change of keys", () => {
  const later = piece(0, 400);
  later[4] = 1;
  expect(nameAfter([[1, later]])).toBeNull();
});

it("believes records only that fill their datagram, unless the capture cut it", () => {
  const whole = wire(piece(0, 100), piece(100, 200));
  expect(isDtls(new ByteReader(whole), 0, false)).toBe(true);
  expect(isDtls(new ByteReader(wire(whole, "17")), 0, false)).toBe(false);
  expect(isDtls(new ByteReader(whole.subarray(0, 150)), 0, false)).toBe(false);
  expect(isDtls(new ByteReader(whole.subarray(0, 150)), 0, true)).toBe(true);
});
