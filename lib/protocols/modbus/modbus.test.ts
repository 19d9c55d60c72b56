import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { decodeTurns, fixtureContext } from "../decode-fixture";
import { counted, text, wire } from "../fixture-bytes";
import { modbus } from "./modbus";

const PLACE = { carrier: "tcp", port: 502 } as const;
const probe = (bytes: Uint8Array) => modbus.probe(new ByteReader(bytes), fixtureContext(PLACE));
const ask = (bytes: Uint8Array) => ({ fromInitiator: true, bytes });
const answer = (bytes: Uint8Array) => ({ fromInitiator: false, bytes });
const serverId = (unit: string, name: string) =>
  answer(wire("0001 0000", counted(2, unit, "11", counted(1, "01 ff", text(name)))));

it("is not fooled by another protocol on port 502", () => {
  expect(probe(text("GET / HTTP/1.1\r\n\r\n"))).toBe("no");
  expect(probe(text("SSH-2.0-x\r\n"))).toBe("no");
  expect(probe(wire("16 0301 0005 01 000001 00"))).toBe("no");
});

it("is certain on any port only when the function's own lengths agree", () => {
  expect(probe(wire("0001 0000 0006 01 03 0000 000a"))).toBe("certain");
  expect(probe(wire("0001 0000 0006 01 03 0000 ffff"))).not.toBe("certain");
  expect(probe(wire("0001 0000 0007 01 10 0000 0002 04"))).not.toBe("certain");
});

it("keeps a single unit as the endpoint itself, whatever its number", () => {
  const { identities } = decodeTurns(modbus, PLACE, [serverId("07", "Pump skid 7")]);
  expect(identities.map(({ options }) => options.child)).toEqual([undefined]);
});

it("tells units apart once a gateway shows several, and leaves unit 255 to the gateway", () => {
  const { identities } = decodeTurns(modbus, PLACE, [
    ask(wire("0001 0000 0006 03 03 0000 0001", "0002 0000 0006 04 03 0000 0001")),
    serverId("03", "Meter A"),
    serverId("04", "Meter B"),
    serverId("ff", "Gateway"),
  ]);
  expect(identities.map(({ value, options }) => [value, options.child])).toEqual([
    ["Meter A", "modbus unit 3"],
    ["Meter B", "modbus unit 4"],
    ["Gateway", undefined],
  ]);
});

it("counts what was asked, not what was answered", () => {
  const { operations } = decodeTurns(modbus, PLACE, [
    ask(wire("0001 0000 0006 01 06 0010 0001")),
    answer(wire("0001 0000 0006 01 06 0010 0001")),
    ask(wire("0002 0000 0006 01 03 0000 0001")),
    answer(wire("0002 0000 0003 01 83 02")),
  ]);
  expect(operations).toEqual(["write", "read"]);
});

it("does not read past a PDU whose inner length lies", () => {
  const { identities, outcomes } = decodeTurns(modbus, PLACE, [
    answer(wire("0001 0000 000c ff 2b 0e 01 01 00 00 01 00 ff", text("ab"), "0002 0000 0003 01 83 02")),
  ]);
  expect(identities).toEqual([]);
  expect(outcomes).toEqual(["malformed", "decoded"]);
});

it("reads a UMAS answer by the function that its transaction asked for", () => {
  const identity = wire("10ff 00000000 0000 1003 000000000000000000000000", counted(1, text("BMX P34 2020")));
  const { identities } = decodeTurns(modbus, PLACE, [
    ask(wire("0001 0000 0004 00 5a 00 04")),
    answer(wire("0001 0000", counted(2, "00 5a 00 fe", identity))),
  ]);
  expect(identities).toEqual([]);
});
