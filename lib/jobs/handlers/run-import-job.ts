import { runImport } from "@/lib/services/imports/run-import";
import { applyRules } from "@/lib/services/triage/apply-rules";
import type { ImportJob } from "../queue-names";

/** Delivered twice, late, or after the import ended, it does nothing. */
export async function runImportJob({ importId }: ImportJob, signal: AbortSignal): Promise<void> {
  const outcome = await runImport(importId, { signal });
  await applyRules();
  console.log(JSON.stringify({ level: "info", at: "import", importId, outcome }));
}
