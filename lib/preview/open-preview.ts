import type { Preview, PreviewMessage, PreviewRequest } from "./preview";

export interface PreviewListener {
  readonly onProgress: (progress: {
    readonly name: string;
    readonly fraction: number;
    readonly packets: number;
  }) => void;
  readonly onDone: (preview: Preview) => void;
  readonly onFailed: (sentence: string) => void;
}

/**
 * Reads captures in a worker of the page, which is loaded only now. Answers with the way to cancel. The decoders are in
 * the worker's own bundle; a page pays nothing for them.
 */
export function openPreview(files: readonly File[], listener: PreviewListener): () => void {
  const worker = new Worker(new URL("./preview-worker.ts", import.meta.url), { type: "module" });
  const end = () => worker.terminate();
  worker.addEventListener("message", ({ data }: MessageEvent<PreviewMessage>) => {
    switch (data.kind) {
      case "progress":
        return listener.onProgress(data);
      case "done":
        listener.onDone(data.preview);
        return end();
      case "failed":
        listener.onFailed(data.sentence);
        return end();
    }
  });
  worker.addEventListener("error", () => {
    listener.onFailed("The preview could not be started in this browser. The files can still be uploaded.");
    end();
  });
  const request: PreviewRequest = { files };
  worker.postMessage(request);
  return end;
}
