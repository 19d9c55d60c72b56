import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepCompiled } from "@/lib/config/keep-compiled";
import { runBundle } from "./lib/compiled-bundle.mjs";

const SOURCE = `(function (exports, require, module, bundleUrl) {
  exports.twice = (value) => value * require("./two.js").two;
  exports.join = require("node:path").posix.join;
  exports.url = bundleUrl;
})`;

/** It requires the first one, as chunks of a bundle do. */
const OTHER = `(function (exports, require, module) {
  exports.two = require("./main.js").url ? 2 : 0;
})`;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "compiled-bundle-"));
  file = join(folder, "main.cjs");
  writeFileSync(file, SOURCE);
  writeFileSync(join(folder, "two.cjs"), OTHER);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keptFiles = () => readdirSync(folder).filter((name) => !name.endsWith(".cjs"));

function run(options?: Parameters<typeof runBundle>[1]) {
  const exported = runBundle(file, options) as {
    twice(value: number): number;
    join(...parts: string[]): string;
    url: string;
  };
  expect(exported.twice(21)).toBe(42);
  return exported;
}

/** Runs once and keeps the code. */
function keep(options?: Parameters<typeof runBundle>[1]): string {
  run(options);
  keepCompiled();
  const [name] = keptFiles();
  if (name === undefined) throw new Error("nothing was kept");
  return join(folder, name);
}

describe("running a bundle with kept code", () => {
  it("gives the script what modules of Node have", () => {
    const { join: joined, url } = run();
    expect(joined("a", "b")).toBe("a/b");
    expect(url).toMatch(/^file:.*main\.cjs$/);
  });

  it("takes what was kept, and does not write it again after a run that is no longer", () => {
    const kept = keep();
    const { ino } = statSync(kept);
    run();
    keepCompiled();
    expect(statSync(kept).ino).toBe(ino);
  });

  it("runs the scripts of this bundle, whatever was kept of them", () => {
    keep();
    writeFileSync(join(folder, "two.cjs"), OTHER.replace("? 2", "? 1 + 1"));
    run();
  });

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ["changed", (bytes: Buffer) => bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 4)],
    ["empty", () => Buffer.alloc(0)],
  ])("compiles where what was kept is %s, and keeps it anew", (_how, damage) => {
    const kept = keep();
    writeFileSync(kept, damage(readFileSync(kept)));
    const { ino } = statSync(kept);
    run();
    keepCompiled();
    expect(statSync(kept).ino).not.toBe(ino);
    expect(keptFiles()).toHaveLength(1);
  });

  it("keeps the code of each purpose by itself, and no purpose leaves the folder", () => {
    keep({ purpose: "inspect" });
    keep({ purpose: "import" });
    keep({ purpose: "../../elsewhere" });
    expect(keptFiles().map((name) => name.split("-")[0])).toEqual([
      "main.cjs.any",
      "main.cjs.import",
      "main.cjs.inspect",
    ]);
  });

  it("waits for the end of the process once, however many bundles run", () => {
    run();
    const handlers = process.listenerCount("exit");
    run({ purpose: "inspect" });
    run({ purpose: "import" });
    expect(process.listenerCount("exit")).toBe(handlers);
  });

  it("runs where nothing can be written", () => {
    run();
    rmSync(folder, { recursive: true });
    expect(() => keepCompiled()).not.toThrow();
  });
});
