"use client";

import { useEffect, useState } from "react";
import { openPreview } from "@/lib/preview/open-preview";
import type { Preview } from "@/lib/preview/preview";

export type PreviewState =
  | { readonly step: "reading"; readonly name: string; readonly fraction: number; readonly packets: number }
  | { readonly step: "done"; readonly preview: Preview }
  | { readonly step: "failed"; readonly sentence: string };

/** Reads the captures as long as the component is there; leaving it ends the worker. */
export function usePreview(files: readonly File[]): PreviewState {
  const [state, setState] = useState<PreviewState>({
    step: "reading",
    name: files[0]?.name ?? "",
    fraction: 0,
    packets: 0,
  });
  // The worker is the external system: it is started for these files and ended with them.
  useEffect(
    () =>
      openPreview(files, {
        onProgress: (progress) => setState({ step: "reading", ...progress }),
        onDone: (preview) => setState({ step: "done", preview }),
        onFailed: (sentence) => setState({ step: "failed", sentence }),
      }),
    [files],
  );
  return state;
}
