import { beforeAll, describe, expect, it } from "vitest";
import { resolve } from "@/lib/domain/identity/resolve";
import { macVendor } from "@/lib/reference/mac-vendor";
import { readPlantFile } from "@/lib/testing/read-plant";
import { emptyScore, precisionOf, recallOf, type Score, scoreTraces } from "../hard-cases/score-traces";
import { OTHER_CASE_NAMES } from "../hard-cases/trace";
import { simulateOtherPlant } from "./simulate-other-plants";

const SEEDS = [1, 2];
const NOW_US = Date.UTC(2038, 0, 1) * 1000;

let score: Score;

beforeAll(async () => {
  score = emptyScore(OTHER_CASE_NAMES);
  for (const seed of SEEDS) {
    const { files, traces } = simulateOtherPlant(seed);
    const evidence = (await Promise.all(files.map(readPlantFile))).flat();
    scoreTraces(traces, resolve(evidence, [], { nowUs: NOW_US, macVendor }), score);
  }
});

describe("plants of other makers and address plans", () => {
  it.each(OTHER_CASE_NAMES)("%s: no two devices joined, no device in two", (name) => {
    const { pairs = 0, wronglyJoined, wronglyApart, ghosts } = score.cases[name] ?? {};
    expect({ wronglyJoined, wronglyApart, ghosts }).toEqual({ wronglyJoined: 0, wronglyApart: 0, ghosts: 0 });
    expect(pairs).toBeGreaterThan(0);
  });

  it("has a pairwise precision and recall of at least 0.995", () => {
    expect(precisionOf(score.all)).toBeGreaterThanOrEqual(0.995);
    expect(recallOf(score.all)).toBeGreaterThanOrEqual(0.995);
  });
});
