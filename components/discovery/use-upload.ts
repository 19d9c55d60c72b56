"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { z } from "zod";
import { apiSend } from "@/lib/client/api-client";
import { uploadFile } from "@/lib/client/upload/upload-file";
import type { createdImport, ImportDetail } from "@/lib/contracts/imports";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import { type CsvFile, type CsvMappings, listsAmong } from "./lists-among";

export interface Place {
  readonly site: string;
  readonly realm: string;
  readonly sensor: string;
  readonly keepMode: KeepMode;
}

export type UploadState =
  | { readonly step: "choosing" }
  | { readonly step: "sending"; readonly receivedBytes: readonly number[] }
  | { readonly step: "mapping"; readonly importId: string; readonly files: readonly CsvFile[] }
  | { readonly step: "starting" };

/** From dropped files to a started import; calls `onStarted` with its id. What fails can be tried again. */
export function useUpload(onStarted: (importId: string) => void) {
  const client = useQueryClient();
  const [state, setState] = useState<UploadState>({ step: "choosing" });
  const [error, setError] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);

  async function send(files: readonly File[], place: Place): Promise<void> {
    const cancel = new AbortController();
    abort.current = cancel;
    const received = files.map(() => 0);
    setError(null);
    setState({ step: "sending", receivedBytes: received });
    let importId: string | null = null;
    try {
      const made = await apiSend<z.output<typeof createdImport>>("POST", "/imports", {
        site: place.site.trim(),
        realm: place.realm.trim(),
        sensor: place.sensor.trim() || null,
        keepMode: place.keepMode,
        files: files.map(({ name, size }) => ({ name, bytes: size })),
      });
      importId = made.id;
      for (const [index, file] of files.entries()) {
        await uploadFile(
          file,
          { importId, number: index + 1 },
          {
            signal: cancel.signal,
            onProgress: (bytes) => {
              received[index] = bytes;
              setState({ step: "sending", receivedBytes: [...received] });
            },
          },
        );
      }
      const lists = await listsAmong(importId, files);
      if (lists.length > 0) setState({ step: "mapping", importId, files: lists });
      else await start(importId, {});
    } catch (failure) {
      // What lies half sent would wait for ever; the next try begins anew.
      if (importId !== null) await apiSend<ImportDetail>("POST", `/imports/${importId}/cancel`, null).catch(() => {});
      setState({ step: "choosing" });
      if (!cancel.signal.aborted) setError(failure);
    }
  }

  async function start(importId: string, csvMappings: CsvMappings): Promise<void> {
    setError(null);
    setState({ step: "starting" });
    try {
      await apiSend<ImportDetail>("POST", `/imports/${importId}/start`, { csvMappings });
      await client.invalidateQueries({ queryKey: ["imports"] });
      onStarted(importId);
    } catch (failure) {
      setState({ step: "choosing" });
      setError(failure);
    }
  }

  /** Ends an import of which nothing was read yet; its files can be sent again. */
  async function discard(importId: string): Promise<void> {
    setState({ step: "choosing" });
    await apiSend<ImportDetail>("POST", `/imports/${importId}/cancel`, null).catch(setError);
    await client.invalidateQueries({ queryKey: ["imports"] });
  }

  return {
    state,
    error,
    send,
    start,
    discard,
    cancel: () => abort.current?.abort(),
  };
}
