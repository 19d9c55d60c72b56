import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { readSourceFile } from "./read-source";

const MAX_CPU_MS = 10_000;

describe.skipIf(!hasCorpus)("real captures, logs and scans", () => {
  it.each(["captures", "zeek", "scans"].flatMap((folder) => corpusFiles(folder).map((name) => ({ folder, name }))))(
    "$folder/$name is read, and every record is accounted for",
    async ({ folder, name }) => {
      const { cpuMs, value } = await timed(() => readSourceFile(corpusPath(folder, name)));
      expect(ledgerReconciles(value.result.ledger)).toBe(true);
      expect(value.result.records).toBe(value.result.ledger.records);
      expect(value.fileSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(cpuMs).toBeLessThan(MAX_CPU_MS);
    },
  );

  it.each(corpusFiles("malformed"))(
    "malformed/%s ends in a ledger or in a sentence that says what is wrong",
    async (name) => {
      const { cpuMs, value } = await timed(() => readSourceFile(corpusPath("malformed", name)).catch(expected));
      if (value instanceof AppError) expect(value.message).toMatch(/^[A-Z].+\.$/);
      else expect(ledgerReconciles(value.result.ledger)).toBe(true);
      expect(cpuMs).toBeLessThan(MAX_CPU_MS);
    },
  );
});

function expected(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}

/** Time of the processor, not of the clock: other work on the machine must not fail a test. */
async function timed<T>(work: () => Promise<T>): Promise<{ cpuMs: number; value: T }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1_000, value };
}
