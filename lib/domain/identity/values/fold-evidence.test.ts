import fc from "fast-check";
import { expect, test } from "vitest";
import type { Evidence } from "../../observation";
import { foldEvidence } from "./fold-evidence";

const said = (position: number, value = "a", fileName = "a.pcap", fileSha256 = "1"): Evidence => ({
  origin: { realm: "default", fileSha256, fileName, format: "pcap" },
  observation: {
    kind: "identity",
    subject: { mac: null, ip: "10.0.0.1", child: null },
    protocol: "lldp",
    method: "passive",
    position,
    firstSeenUs: null,
    lastSeenUs: null,
    count: 1,
    field: "name",
    value,
    inferred: false,
  },
});

test("evidence stands in the order of its file, and of its position as it is written, whatever order it came in", () => {
  const places = fc.uniqueArray(fc.tuple(fc.constantFrom("1", "10", "2"), fc.nat({ max: 2_000_000_000 })), {
    selector: String,
    maxLength: 40,
  });
  fc.assert(
    fc.property(places, (all) => {
      const folded = foldEvidence(all.map(([sha, position]) => said(position, "a", "a.pcap", sha)));
      const written = folded.map(({ origin, observation }) => `${origin.fileSha256} ${observation.position}`);
      expect(written).toEqual(all.map(([sha, position]) => `${sha} ${position}`).sort());
    }),
  );
  expect(foldEvidence([9, 10, 100, 0].map((it) => said(it))).map((it) => it.observation.position)).toEqual([
    0, 10, 100, 9,
  ]);
});

test("what is said twice counts once, under the first name of its file; what differs stays, in one order", () => {
  const all = [said(1, "b"), said(1, "a", "z.pcap"), said(2), said(1, "a", "c.pcap"), said(1, "a", "z.pcap")];
  const expected = [said(1, "a", "c.pcap"), said(1, "b"), said(2)];
  expect(foldEvidence(all)).toEqual(expected);
  expect(foldEvidence([...all].reverse())).toEqual(expected);
});
