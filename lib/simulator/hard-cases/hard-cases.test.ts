import { beforeAll, describe, expect, it } from "vitest";
import { resolve } from "@/lib/domain/identity/resolve";
import { macVendor } from "@/lib/reference/mac-vendor";
import { readPlantFile } from "@/lib/testing/read-plant";
import { emptyScore, precisionOf, recallOf, type Score, scoreTraces } from "./score-traces";
import { simulateHardCases } from "./simulate-hard-cases";
import { CASE_NAMES } from "./trace";

const SEEDS = [1, 2, 3, 4];
const NOW_US = Date.UTC(2038, 0, 1) * 1000;

let score: Score;

beforeAll(async () => {
  score = emptyScore(CASE_NAMES);
  for (const seed of SEEDS) {
    const { files, traces } = simulateHardCases(seed);
    const evidence = (await Promise.all(files.map(readPlantFile))).flat();
    const inventory = resolve(evidence, [], { nowUs: NOW_US, macVendor });
    scoreTraces(traces, inventory, score);
  }
});

describe("plants in which every hard case happens", () => {
  it.each(CASE_NAMES)("%s: no two devices joined, no device in two", (name) => {
    const { pairs, wronglyJoined, wronglyApart, ghosts } = score.cases[name];
    expect({ wronglyJoined, wronglyApart, ghosts }).toEqual({ wronglyJoined: 0, wronglyApart: 0, ghosts: 0 });
    expect(pairs).toBeGreaterThan(0);
  });

  it("has a pairwise precision and recall of at least 0.995", () => {
    expect(precisionOf(score.all)).toBeGreaterThanOrEqual(0.995);
    expect(recallOf(score.all)).toBeGreaterThanOrEqual(0.995);
  });

  it("is the same for the same seed", () => {
    const [one, two] = [simulateHardCases(3), simulateHardCases(3)];
    expect(one.files.map(({ path }) => path)).toEqual(two.files.map(({ path }) => path));
    expect(one.files.filter(({ bytes }, at) => !Buffer.from(bytes).equals(two.files[at]?.bytes as Uint8Array))).toEqual(
      [],
    );
    expect(JSON.stringify(one.traces)).toBe(JSON.stringify(two.traces));
  });
});
