import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { fixtureContext } from "../decode-fixture";
import { wire } from "../fixture-bytes";
import { bsap } from "./bsap";
import { FIXTURES } from "./bsap.fixtures";

const probe = (bytes: Uint8Array, port: number) =>
  bsap.probe(new ByteReader(bytes), fixtureContext({ carrier: "udp", port }));

it("is sure on its ports only: its framing is that of other serial protocols too", () => {
  for (const { bytes } of FIXTURES) {
    expect(probe(bytes, 1235)).toBe("certain");
    expect(probe(bytes, 4000)).toBe("maybe");
  }
});

it("is not DF1, which frames its messages with the same bytes", () => {
  // Destination, source, command 0x0F, status, number, function 0xA2 and an address.
  expect(probe(wire("1002 01 00 0f 00 3412 a2 02 07 89 00 00 1003 1a2b"), 1234)).toBe("no");
});
