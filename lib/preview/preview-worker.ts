import { textReader } from "@/lib/fingerprints/text-reader";
import { vendorLookup } from "@/lib/reference/vendor-lookup";
import { buildPreview } from "./build-preview";
import type { PreviewMessage, PreviewRequest } from "./preview";
import { readCaptures } from "./read-captures";

/** The browser's worker: reads captures where they are. Nothing of them leaves the machine. */
const PROGRESS_EVERY_MS = 120;

const say = (message: PreviewMessage) => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<PreviewRequest>) => {
  preview(data).catch(() => {
    say({
      kind: "failed",
      sentence: "The preview could not be made in this browser. The files can still be uploaded.",
    });
  });
});

async function preview({ files }: PreviewRequest): Promise<void> {
  const registry = import("oui-data");
  let saidAtMs = 0;
  const { read, unread } = await readCaptures(files, (progress) => {
    const nowMs = Date.now();
    if (nowMs - saidAtMs < PROGRESS_EVERY_MS) return;
    saidAtMs = nowMs;
    say({ kind: "progress", ...progress });
  });
  const [first] = unread;
  if (read.length === 0 && first) return say({ kind: "failed", sentence: first.sentence });
  const { default: vendors } = await registry;
  const tables = { macVendor: vendorLookup((prefix) => vendors[prefix]), readText: textReader() };
  say({ kind: "done", preview: buildPreview(read, tables, unread) });
}
