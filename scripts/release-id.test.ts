import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { expect, it } from "vitest";
import configOf from "../next.config";
import { bundle } from "./lib/bundle.mjs";
import { releaseId } from "./lib/release-id.mjs";

const textsBeside = (file: string) =>
  readdirSync(dirname(file))
    .filter((name) => name.endsWith(".cjs"))
    .map((name) => readFileSync(join(dirname(file), name), "utf8"));

it("gives the web server, the worker and the command line one name, so that none computes anew what another left", async () => {
  const { id } = await releaseId();
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect((await configOf(PHASE_PRODUCTION_BUILD)).env).toEqual({ SIGHTGLASS_RELEASE: id });
  for (const name of ["cli", "worker"] as const) {
    expect(textsBeside(await bundle(name)).some((text) => text.includes(id))).toBe(true);
  }
});
