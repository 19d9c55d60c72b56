import { readFileSync, statSync } from "node:fs";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { type Ledger, ledgerReconciles } from "@/lib/domain/import/ledger";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { type TestFile, takeIn } from "@/lib/testing/take-in";

vi.stubEnv("SIGHTGLASS_IMPORT_BATCH", "4000");
afterAll(closeDatabase);

function filesOf(folder: string): TestFile[] {
  return corpusFiles(folder)
    .map((name) => ({ name, path: corpusPath(folder, name) }))
    .filter(({ path }) => statSync(path).isFile())
    .map(({ name, path }) => ({ name, bytes: readFileSync(path) }));
}

test.skipIf(!hasCorpus)(
  "every real capture, log and scan is taken in, and its ledger reconciles",
  async () => {
    const files = ["captures", "zeek", "scans"].flatMap(filesOf);
    const detail = await takeIn(files, { site: "Corpus", realm: "real" });
    const unread = detail.files.filter(({ state }) => state !== "read" && state !== "duplicate");
    expect(unread.map(({ name, state, message }) => ({ name, state, message }))).toEqual([]);
    for (const { name, ledger } of detail.files)
      expect(`${name} ${ledgerReconciles(ledger as Ledger)}`).toBe(`${name} true`);
    expect(detail.state).toBe("done");
    expect(detail.devicesNew).toBeGreaterThan(300);
  },
  240_000,
);

test.skipIf(!hasCorpus)(
  "every malformed file ends in a ledger that reconciles or in a sentence",
  async () => {
    const detail = await takeIn(filesOf("malformed"), { site: "Corpus", realm: "malformed" });
    expect(["done", "failed"]).toContain(detail.state);
    for (const { name, state, ledger, message } of detail.files) {
      if (state === "read" || state === "duplicate") {
        expect(`${name} ${ledgerReconciles(ledger as Ledger)}`).toBe(`${name} true`);
      } else {
        expect(`${name} ${state}`).toMatch(/ (unsupported|failed)$/);
        expect(`${name} ${message}`).toMatch(/\w+ \w+.*\.$/s);
      }
    }
  },
  240_000,
);
