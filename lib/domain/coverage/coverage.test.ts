import { describe, expect, it } from "vitest";
import { gapsBetween, judgeSource, judgeSubnets, mergeSpans, type SourceCoverage } from "./coverage";

const HOUR = 3_600_000_000;
const clean: SourceCoverage = {
  realm: "r",
  site: "s",
  sensor: null,
  contents: 1,
  figures: {
    flows: 100,
    packets: 1_000,
    tcpFlows: 50,
    oneSidedFlows: 0,
    portOnlyPackets: 0,
    unknownPackets: 0,
    encryptedPackets: 0,
  },
  records: 1_000,
  ignoredRecords: 0,
  truncatedRecords: 0,
  malformedRecords: 0,
  droppedPackets: null,
  spans: [{ fromUs: 0, toUs: 200 * HOUR }],
};
const kinds = (source: Partial<SourceCoverage>) => judgeSource({ ...clean, ...source }).map((it) => it.kind);
const figures = (change: Partial<SourceCoverage["figures"]>) => ({ figures: { ...clean.figures, ...change } });

describe("what a source cannot see", () => {
  it("is nothing when it saw everything", () => {
    expect(kinds({})).toEqual([]);
  });

  it.each([
    ["one-sided", figures({ oneSidedFlows: 3 })],
    ["port-only", figures({ portOnlyPackets: 150 })],
    ["unknown-protocol", figures({ unknownPackets: 150 })],
    ["encrypted", figures({ encryptedPackets: 300 })],
    ["undecoded", { ignoredRecords: 15, malformedRecords: 10 }],
    ["cut", { truncatedRecords: 1 }],
    ["dropped", { droppedPackets: 4 }],
    [
      "gap",
      {
        spans: [
          { fromUs: 0, toUs: 90 * HOUR },
          { fromUs: 92 * HOUR, toUs: 200 * HOUR },
        ],
      },
    ],
    ["short", { spans: [{ fromUs: 0, toUs: HOUR }] }],
  ])("is told as %s, with something to do", (kind, change) => {
    const [spot] = judgeSource({ ...clean, ...change });
    expect(spot?.kind).toBe(kind);
    expect(spot?.advice).toMatch(/\.$/);
    expect(spot?.sentence).toMatch(/\d/);
  });

  it("is not told for a share that means nothing", () => {
    expect(
      kinds(figures({ oneSidedFlows: 2, portOnlyPackets: 50, unknownPackets: 50, encryptedPackets: 100 })),
    ).toEqual([]);
  });
});

describe("time", () => {
  it("is merged where captures overlap, so that the order of imports does not show", () => {
    const spans = [
      { fromUs: 5, toUs: 9 },
      { fromUs: 0, toUs: 3 },
      { fromUs: 2, toUs: 5 },
    ];
    expect(mergeSpans(spans)).toEqual([{ fromUs: 0, toUs: 9 }]);
    expect(mergeSpans([...spans].reverse())).toEqual([{ fromUs: 0, toUs: 9 }]);
  });

  it("has gaps of an hour and more only", () => {
    const spans = [
      { fromUs: 0, toUs: 1 },
      { fromUs: HOUR, toUs: HOUR + 1 },
      { fromUs: 3 * HOUR, toUs: 4 * HOUR },
    ];
    expect(gapsBetween(spans)).toEqual([{ fromUs: HOUR + 1, toUs: 3 * HOUR }]);
  });
});

describe("subnets behind a router", () => {
  const subnet = (cidr: string, devices: number) => ({ realm: "r", cidr, devices });
  it("are named with what to mirror, the largest first", () => {
    const spots = judgeSubnets([subnet("10.1.4.0/24", 2), subnet("10.2.0.0/24", 9)]);
    expect(spots.map((it) => it.advice)).toEqual([
      "Mirror the access switch of 10.2.0.0/24.",
      "Mirror the access switch of 10.1.4.0/24.",
    ]);
  });

  it("are named together when there are many in one network, never across realms", () => {
    const many = [1, 2, 3].map((it) => subnet(`10.2.${it}.0/24`, 1));
    const spots = judgeSubnets([...many, { ...subnet("10.2.9.0/24", 1), realm: "other" }]);
    expect(spots.map((it) => it.advice)).toEqual([
      "Mirror the access switch of 10.2.0.0/16 in r.",
      "Mirror the access switch of 10.2.9.0/24 in other.",
    ]);
  });
});
