import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { decodeTurns, fixtureContext } from "../decode-fixture";
import { little, wire } from "../fixture-bytes";
import { dnp3 } from "./dnp3";
import { crcDnp } from "./link";

const PLACE = { carrier: "tcp", port: 20_000 } as const;

function response(source: number) {
  const header = wire("0564 0a 44 0100", little(source, 2));
  const data = wire("c0 c0 81 0000");
  return { fromInitiator: false, bytes: wire(header, little(crcDnp(header), 2), data, little(crcDnp(data), 2)) };
}

it("computes the checksum of the standard's example", () => {
  expect(crcDnp(wire("0564 05 c0 0100 0004"))).toBe(0x21e9);
});

it("tells outstations apart once one address answers for several", () => {
  const { identities } = decodeTurns(dnp3, PLACE, [response(10), response(10), response(11)]);
  const instances = identities.filter(({ field }) => field === "instance");
  expect(instances.map(({ value, options }) => [value, options.child])).toEqual([
    ["10", undefined],
    ["10", undefined],
    ["11", "dnp3 11"],
  ]);
});

it("is not DNP3 when the header's checksum is wrong", () => {
  const { bytes } = response(10);
  bytes[8] = (bytes[8] as number) ^ 1;
  expect(dnp3.probe(new ByteReader(bytes), fixtureContext(PLACE))).toBe("no");
});
