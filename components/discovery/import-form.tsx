"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { KeepChoice } from "@/components/packets/keep-choice";
import { Failure } from "@/components/shell/failure";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/client/format-number";
import { captureSettingsOptions } from "@/lib/client/queries/settings";
import { siteListOptions } from "@/lib/client/queries/sites";
import { cleanText } from "@/lib/domain/clean-text";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import { countOf } from "@/lib/domain/say-count";
import { CsvMapping } from "./csv-mapping";
import { useUpload } from "./use-upload";

interface ImportFormProps {
  readonly files: readonly File[];
  readonly onRemove: (file: File) => void;
  readonly onDone: () => void;
  readonly onStarted: (importId: string) => void;
}

/** Says where the files come from, sends them with progress for each, and starts the import. */
export function ImportForm({ files, onRemove, onDone, onStarted }: ImportFormProps) {
  const listId = useId();
  const sites = useQuery(siteListOptions());
  const [site, setSite] = useState<string | null>(null);
  const settings = useQuery(captureSettingsOptions());
  const [keepMode, setKeepMode] = useState<KeepMode | null>(null);
  const upload = useUpload(onStarted);
  const siteName = site ?? sites.data?.items[0]?.name ?? "Plant";
  const realms = sites.data?.items.find((it) => it.name === siteName)?.realms ?? [];
  const shownMode = keepMode ?? settings.data?.retention.keepMode ?? "whole";
  const isSending = upload.state.step === "sending";
  const isIdle = upload.state.step === "choosing";

  if (upload.state.step === "mapping") {
    const { importId, files: lists } = upload.state;
    return (
      <CsvMapping
        files={lists}
        otherFiles={files.length - lists.length}
        onConfirm={(mappings) => upload.start(importId, mappings)}
        onCancel={() => upload.discard(importId)}
      />
    );
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    upload.send(files, { site: text("site"), realm: text("realm"), sensor: text("sensor"), keepMode: shownMode });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-lg border bg-surface p-4">
      <ul aria-label="Files to import" className="border-t">
        {files.map((file, index) => {
          const received = upload.state.step === "sending" ? (upload.state.receivedBytes[index] ?? 0) : 0;
          return (
            <li key={`${file.name} ${file.size} ${file.lastModified}`} className="flex h-9 items-center gap-3 border-b">
              <bdi className="min-w-0 flex-1 truncate" title={nameOf(file)}>
                {nameOf(file)}
              </bdi>
              <span className="w-24 shrink-0 text-right text-muted">{formatBytes(file.size)}</span>
              {isSending ? (
                <Progress
                  label={`${nameOf(file)} sent`}
                  value={file.size === 0 ? 1 : received / file.size}
                  className="w-32 shrink-0"
                />
              ) : (
                <IconButton label={`Leave ${nameOf(file)} out`} onClick={() => onRemove(file)} disabled={!isIdle}>
                  <X aria-hidden size={14} />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Site" hint="The plant they come from.">
          <Input
            name="site"
            list={`${listId}-sites`}
            value={siteName}
            onChange={(event) => setSite(event.target.value)}
            required
            maxLength={80}
            disabled={!isIdle}
          />
        </Field>
        <Field label="Realm" hint="The address space: a machine with its own 192.168.0.x is its own realm.">
          <Input
            key={siteName}
            name="realm"
            list={`${listId}-realms`}
            defaultValue={realms[0]?.name ?? "plant"}
            required
            maxLength={80}
            disabled={!isIdle}
          />
        </Field>
        <Field label="Sensor" isOptional hint="Where on the network they were taken.">
          <Input name="sensor" maxLength={80} disabled={!isIdle} />
        </Field>
        <datalist id={`${listId}-sites`}>
          {sites.data?.items.map((it) => (
            <option key={it.id} value={it.name} />
          ))}
        </datalist>
        <datalist id={`${listId}-realms`}>
          {realms.map((it) => (
            <option key={it.id} value={it.name} />
          ))}
        </datalist>
      </div>
      <KeepChoice value={shownMode} onChange={setKeepMode} />
      <Failure error={upload.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={isSending ? upload.cancel : onDone}>{isSending ? "Stop" : "Cancel"}</Button>
        <Button type="submit" tone="primary" isBusy={!isIdle}>
          {isSending ? "Sending…" : `Import ${countOf(files.length, "file")}`}
        </Button>
      </div>
    </form>
  );
}

/** As the server will show it: a name on somebody's disk can turn its letters around, too. */
const nameOf = (file: File) => cleanText(file.name);
