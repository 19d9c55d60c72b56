import { expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { decodeTurns, fixtureContext } from "../decode-fixture";
import { big, text, tpkt, wire } from "../fixture-bytes";
import { s7comm } from "./s7comm";

const PLACE = { carrier: "tcp", port: 102 } as const;

/** A piece of an SZL answer: data unit reference, and whether more follow. */
function piece(reference: string, more: string, ...body: (string | Uint8Array)[]) {
  const part = wire(...body);
  const data = wire("ff 09", big(part.length, 2), part);
  const parameters = wire("000112 08 12 84 01 01", reference, more, "0000");
  const bytes = tpkt("32 07 0000 0004", big(parameters.length, 2), big(data.length, 2), parameters, data);
  return { fromInitiator: false, bytes };
}
const record = (index: string, value: string) => wire(index, text(value, 32));

it("joins a list that arrives in pieces, wherever it is cut", () => {
  const list = wire("001c 0000 0022 0002", record("0001", "Mixer 4"), record("0007", "CPU 416-3"));
  for (let at = 1; at < list.length; at += 1) {
    const { identities } = decodeTurns(s7comm, PLACE, [
      piece("05", "01", list.subarray(0, at)),
      piece("05", "00", list.subarray(at)),
    ]);
    expect(identities.filter(({ options }) => !options.inferred).map(({ value }) => value)).toEqual([
      "Mixer 4",
      "CPU 416-3",
    ]);
  }
});

it("does not join pieces of different lists", () => {
  const { identities } = decodeTurns(s7comm, PLACE, [
    piece("05", "01", "001c 0000 0022 0002", record("0001", "Mixer 4")),
    piece("06", "00", record("0007", "CPU 416-3")),
  ]);
  expect(identities).toEqual([]);
});

it("says nothing of a controller that answers with data alone", () => {
  const { identities } = decodeTurns(s7comm, PLACE, [
    { fromInitiator: true, bytes: tpkt("32 01 0000 0001 000e 0000", "04 01 12 0a 10 02 0001 0001 84 000000") },
    { fromInitiator: false, bytes: tpkt("32 03 0000 0001 0002 0005 0000", "04 01 ff 03 0001 01") },
  ]);
  expect(identities).toEqual([]);
});

it("leaves other ISO protocols on port 102 alone", () => {
  const probe = (bytes: Uint8Array) => s7comm.probe(new ByteReader(bytes), fixtureContext(PLACE));
  expect(probe(tpkt("01 00 01 00 61 0e"))).toBe("no");
  expect(probe(tpkt("72 01 0000"))).toBe("no");
  expect(probe(wire("03 00 0016 11 e0 0000 0001 00 c0 01 0a c1 02 0001 c2 02 0001"))).toBe("no");
});
