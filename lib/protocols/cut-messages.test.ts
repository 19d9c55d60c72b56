/** What a capture's packet length leaves of a message is read: lists of parts up to the part that is cut. */
import { expect, it } from "vitest";
import { ByteReader } from "./byte-reader";
import { decodeFixture, fixtureContext } from "./decode-fixture";
import type { Observer } from "./define-decoder";
import type { Fixture } from "./fixture";
import { DECODERS } from "./registry";

const SILENT: Observer = {
  identity: () => {},
  binding: () => {},
  operation: () => {},
  direction: () => {},
  service: () => {},
  peerName: () => {},
  resolvedName: () => {},
  announce: () => {},
};

const LISTS_OF_PARTS = ["cdp", "dhcpv6", "edp", "fdp", "fox", "lldp", "mdns", "mndp", "ubiquiti-discovery"];

it.each(LISTS_OF_PARTS)("%s states what stands before the cut, and nothing of what is cut", async (name) => {
  const decoder = DECODERS.find((it) => it.name === name);
  const { FIXTURES }: { FIXTURES: readonly Fixture[] } = await import(`./${name}/${name}.fixtures.ts`);
  if (!decoder) throw new Error(`${name} is not registered`);
  const telling = FIXTURES.filter(({ expect: { identities = [] } }) => identities.length > 1);
  expect(telling.length).toBeGreaterThan(0);
  const partly = telling.filter((fixture) => {
    const whole = decodeFixture(decoder, fixture).identities.length;
    return Array.from({ length: fixture.bytes.length }, (_, length) => {
      const cut = { ...fixture, bytes: fixture.bytes.subarray(0, length) };
      return decodeFixture(decoder, cut, true).identities.filter(({ options }) => !options.inferred).length;
    }).some((count) => count > 0 && count < whole);
  });
  expect(partly.length).toBeGreaterThan(0);
});

it("says of a cut list that it is incomplete, which the ledger counts, and of a damaged one that it is malformed", async () => {
  const lldp = DECODERS.find(({ name }) => name === "lldp");
  const { FIXTURES } = await import("./lldp/lldp.fixtures");
  const [fixture] = FIXTURES;
  if (!lldp || !fixture) throw new Error("LLDP has no fixture");
  const decode = (length: number, isCut: boolean) => {
    const reader = new ByteReader(fixture.bytes.subarray(0, length));
    return [lldp.decode(reader, SILENT, fixtureContext(fixture, isCut)), reader.isIncomplete];
  };
  expect(decode(fixture.bytes.length, true)).toEqual(["decoded", false]);
  // The end TLV and a part of the one before it are missing.
  expect(decode(fixture.bytes.length - 3, true)).toEqual(["decoded", true]);
  expect(decode(fixture.bytes.length - 3, false)).toEqual(["malformed", false]);
});
