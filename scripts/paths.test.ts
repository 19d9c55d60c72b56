import { afterEach, expect, test, vi } from "vitest";
import { dataFolder as dataFolderOfProcesses } from "../lib/config/data-folder";
import { dataFolder, ROOT } from "./lib/paths.mjs";

afterEach(() => vi.unstubAllEnvs());

test("a data folder that is set to nothing is the usual one, for the launcher and its processes", () => {
  vi.stubEnv("SIGHTGLASS_DATA", undefined);
  const usual = dataFolder();
  vi.stubEnv("SIGHTGLASS_DATA", "");
  expect(dataFolder()).toBe(usual);
  expect(dataFolder()).not.toBe(ROOT.slice(0, -1));
  expect(dataFolderOfProcesses()).toBe(usual);
});
