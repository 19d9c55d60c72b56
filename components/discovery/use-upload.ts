"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { z } from "zod";
import { apiGet, apiSend } from "@/lib/client/api-client";
import { ApiProblem } from "@/lib/client/api-problem";
import { uploadFile } from "@/lib/client/upload/upload-file";
import type { CsvPreview, createdImport, ImportDetail } from "@/lib/contracts/imports";
import { cleanText } from "@/lib/domain/clean-text";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";

export interface Place {
  readonly site: string;
  readonly realm: string;
  readonly sensor: string;
  readonly keepMode: KeepMode;
}

/** A list whose columns a person has to confirm; `number` is the file's place in the import, from 1. */
export interface CsvFile {
  readonly number: number;
  readonly name: string;
  readonly preview: CsvPreview;
}

export type CsvMappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type UploadState =
  | { readonly step: "choosing" }
  | { readonly step: "sending"; readonly receivedBytes: readonly number[] }
  | { readonly step: "mapping"; readonly importId: string; readonly files: readonly CsvFile[] }
  | { readonly step: "starting" };

const LIST_NAME = /\.(?:csv|tsv|txt)$/i;

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

/** Those of the files that are lists by their content. */
async function listsAmong(importId: string, files: readonly File[]): Promise<CsvFile[]> {
  const lists: CsvFile[] = [];
  for (const [index, { name }] of files.entries()) {
    if (!LIST_NAME.test(name)) continue;
    const number = index + 1;
    try {
      const preview = await apiGet<CsvPreview>(`/imports/${importId}/files/${number}/csv-preview`);
      lists.push({ number, name: cleanText(name), preview });
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.status >= 500 || failure.status === 0) throw failure;
    }
  }
  return lists;
}
