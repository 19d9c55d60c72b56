/** CARP and VRRP share a protocol number and a first byte: neither may be taken for the other. */
import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { fixtureContext } from "../decode-fixture";
import { wire, zeros } from "../fixture-bytes";
import { vrrp } from "../vrrp/vrrp";
import { carp } from "./carp";

const context = fixtureContext({ carrier: "ip" });
const probe = (decoder: typeof carp, bytes: Uint8Array) => decoder.probe(new ByteReader(bytes), context);

it("an advertisement of VRRP version 2 with seven addresses is not CARP", () => {
  const bytes = wire("21 01 64 07 00 01 0000", zeros(28), zeros(8));
  expect(probe(carp, bytes)).toBe("no");
  expect(probe(vrrp, bytes)).toBe("certain");
});

it("an advertisement of CARP is not VRRP", () => {
  const bytes = wire("21 01 00 07 00 01 0000 0000000000000001", zeros(20));
  expect(probe(carp, bytes)).toBe("certain");
  expect(probe(vrrp, bytes)).toBe("no");
});
