import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { decodeTurns, fixtureContext } from "../decode-fixture";
import { text, wire } from "../fixture-bytes";
import { iec104 } from "./iec104";

const PLACE = { carrier: "tcp", port: 2404 } as const;

it("counts a command when it is activated, not when it is confirmed or ended", () => {
  const command = (cause: string) => wire("68 0e 0200 0000", "2d 01", cause, "0300 010000 01");
  const { operations, identities } = decodeTurns(iec104, PLACE, [
    { fromInitiator: true, bytes: command("0600") },
    { fromInitiator: false, bytes: command("0700") },
    { fromInitiator: false, bytes: command("0a00") },
  ]);
  expect(operations).toEqual(["control"]);
  expect(identities).toEqual([]);
});

it("is not fooled by text that starts with its start octet", () => {
  const probe = (bytes: Uint8Array) => iec104.probe(new ByteReader(bytes), fixtureContext(PLACE));
  expect(probe(text("hello, world\r\n"))).toBe("no");
  expect(probe(text("http/1.1 400 bad request\r\n\r\n"))).toBe("no");
});
