import { AppError } from "@/lib/domain/errors";
import type { ReadFile } from "@/lib/domain/identity/resolve-sources";
import { textReader } from "@/lib/fingerprints/text-reader";
import { vendorLookup } from "@/lib/reference/vendor-lookup";
import { buildPreview } from "./build-preview";
import type { PreviewMessage, PreviewRequest } from "./preview";
import { readCapture } from "./read-capture";

/** The browser's worker: reads captures where they are. Nothing of them leaves the machine. */
const PROGRESS_EVERY_MS = 120;

const say = (message: PreviewMessage) => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<PreviewRequest>) => {
  preview(data).catch((error: unknown) => {
    const known = error instanceof AppError;
    const sentence = known
      ? error.message
      : "This browser could not read the capture to its end. It can still be uploaded.";
    say({ kind: "failed", sentence });
  });
});

async function preview({ files }: PreviewRequest): Promise<void> {
  const registry = import("oui-data");
  const read: ReadFile[] = [];
  let saidAtMs = 0;
  for (const [at, file] of files.entries()) {
    const result = await readCapture(file, ({ fraction, packets }) => {
      const nowMs = Date.now();
      if (nowMs - saidAtMs < PROGRESS_EVERY_MS) return;
      saidAtMs = nowMs;
      say({ kind: "progress", name: file.name, fraction: (at + fraction) / files.length, packets });
    });
    // Its place stands for its hash, which only orders claims that are alike in everything else.
    read.push({ file: file.name, sha256: String(at).padStart(64, "0"), result });
  }
  const { default: vendors } = await registry;
  const tables = { macVendor: vendorLookup((prefix) => vendors[prefix]), readText: textReader() };
  say({ kind: "done", preview: buildPreview(read, tables) });
}
