/** Datagrams are also handed on by collectors: what an agent says is about the agent, whoever sends it. */
import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { decodeFixture, fixtureContext } from "../decode-fixture";
import { wire, zeros } from "../fixture-bytes";
import { sflow } from "./sflow";
import { FIXTURES } from "./sflow.fixtures";

it("says nothing about a sender that is not the agent", () => {
  const fixture = FIXTURES.find(({ name }) => name.includes("IPv6"));
  if (!fixture) throw new Error("the fixture is gone");
  const { identities } = decodeFixture(sflow, fixture);
  expect(identities.map(({ options }) => options.about)).toEqual([{ ip: "2001:db8::1", mac: null }]);
});

it("is certain of samples that fill the datagram, and of nothing less", () => {
  const [fixture] = FIXTURES;
  if (!fixture) throw new Error("the fixture is gone");
  const probe = (bytes: Uint8Array) => sflow.probe(new ByteReader(bytes), fixtureContext(fixture));
  expect(probe(fixture.bytes)).toBe("certain");
  expect(probe(wire(fixture.bytes, zeros(4)))).toBe("maybe");
  expect(probe(fixture.bytes.subarray(0, fixture.bytes.length - 4))).toBe("maybe");
  expect(probe(wire("00000005 00000003", zeros(64)))).toBe("no");
});
