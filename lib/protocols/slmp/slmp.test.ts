import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { decodeFixture, fixtureContext } from "../decode-fixture";
import { slmp } from "./slmp";
import { FIXTURES } from "./slmp.fixtures";

const answer = FIXTURES.find((it) => it.name === "a node answers it from its own address");

it("binds no MAC to an address that a found node does not answer from", () => {
  if (!answer) throw new Error("the fixture is gone");
  // The last octet of the node's own address, as it stands in the answer.
  const bytes = Uint8Array.from(answer.bytes);
  const at = 13 + 2 + 6 + 1 + 4 + 6 + 1;
  expect(bytes[at]).toBe(0x0b);
  bytes[at] = 0x0c;
  const recording = decodeFixture(slmp, { ...answer, bytes });
  expect(recording.bindings).toEqual([]);
  expect(recording.identities).toEqual([]);
});

it("is sure of no frame that ends within its length field", () => {
  // Answers of both frame types, addressed to the own station's CPU, with one of the length's two bytes.
  for (const head of ["d00000ffff0300", "d4000100000000ffff0300"]) {
    const bytes = Uint8Array.from(Buffer.from(`${head}14`, "hex"));
    expect(bytes).toHaveLength(head.startsWith("d4") ? 12 : 8);
    expect(slmp.probe(new ByteReader(bytes), fixtureContext({ carrier: "tcp", port: 5007 }))).toBe("no");
  }
});
