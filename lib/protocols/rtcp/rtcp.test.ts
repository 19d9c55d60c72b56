/** Streams run between any ports: only a whole compound with texts in it is taken for RTCP, and never the stream itself. */
import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { fixtureContext } from "../decode-fixture";
import { wire, zeros } from "../fixture-bytes";
import { rtcp } from "./rtcp";
import { FIXTURES } from "./rtcp.fixtures";

it("is certain of a whole compound with texts, and of nothing else", () => {
  const [fixture] = FIXTURES;
  if (!fixture) throw new Error("the fixture is gone");
  const probe = (bytes: Uint8Array) => rtcp.probe(new ByteReader(bytes), fixtureContext(fixture));
  expect(probe(fixture.bytes)).toBe("certain");
  expect(probe(wire(fixture.bytes, "00"))).toBe("no");
  expect(probe(fixture.bytes.subarray(0, 28))).toBe("no");
  // A packet of the stream with payload type 72 and the marker set begins as a sender's report does.
  expect(probe(wire("80c8 0006", zeros(160)))).toBe("no");
});
