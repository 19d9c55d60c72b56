import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { readInThread } from "./read-in-thread";
import { ReaderCrash } from "./thread-reading";

const folder = mkdtempSync(join(tmpdir(), "sightglass-thread-"));
const request = { path: join(folder, "a.pcap"), fileName: "a.pcap", csvMapping: null, draft: null };
writeFileSync(request.path, "content");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A reading thread that behaves as the script says when it is asked to open a file. */
function thread(name: string, onOpen: string): URL {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `import { parentPort, threadId } from "node:worker_threads";
     parentPort.on("message", async (message) => { if (message.kind === "open") { ${onOpen} } });`,
  );
  return pathToFileURL(path);
}

const watch = (signal = new AbortController().signal) => ({ signal, onProgress: () => {} });
const HEAD = 'parentPort.postMessage({ kind: "read", head: { format: String(threadId) } });';

test("a file that takes all memory ends its thread, not the process", async () => {
  const greedy = thread("greedy", "const all = []; for (;;) all.push(new Array(1e6).fill({ a: 1 }));");
  await expect(readInThread(greedy, { maxHeapMb: 64 })(request, watch())).rejects.toBeInstanceOf(ReaderCrash);
});

test("a reader that ends in any way is a crash", async () => {
  for (const [name, how] of [
    ["exits", "process.exit(3);"],
    ["throws", "setTimeout(() => { throw new Error('bug'); });"],
    ["says so", 'parentPort.postMessage({ kind: "crashed", message: "bug" });'],
  ] as const) {
    await expect(readInThread(thread(name, how))(request, watch())).rejects.toBeInstanceOf(ReaderCrash);
  }
});

test("a reader that hangs can be cancelled", async () => {
  const abort = new AbortController();
  const reading = readInThread(thread("hangs", "for (;;);"))(request, watch(abort.signal));
  setTimeout(() => abort.abort(new Error("cancelled")), 100);
  await expect(reading).rejects.toThrow("cancelled");
});

test("what is wrong with a file arrives as its sentence, and the thread goes on", async () => {
  const refuses = thread(
    "refuses",
    'parentPort.postMessage({ kind: "refused", code: "damaged-file", message: "Cut off." });',
  );
  const refusal = await readInThread(refuses)(request, watch()).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: "damaged-file", message: "Cut off." });
});

test("a thread serves one small file after the other", async () => {
  const start = readInThread(thread("serves", HEAD));
  const first = await start(request, watch());
  await first.close();
  const second = await start(request, watch());
  expect(second.head.format).toBe(first.head.format);
  await second.close();
});
