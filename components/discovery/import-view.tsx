"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { Page } from "@/components/shell/page";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { importDetailOptions, isRunning } from "@/lib/client/queries/imports";
import type { ImportDetail } from "@/lib/contracts/imports";
import { countOf } from "@/lib/domain/say-count";
import { DeleteImportDialog } from "./delete-import-dialog";
import { FileRow } from "./file-row";
import { ImportStage } from "./import-state";
import { ReadyImport } from "./ready-import";

/** One import, live while it runs, with a ledger that adds up when it is done. */
export function ImportView({ id }: { readonly id: string }) {
  const client = useQueryClient();
  const { data } = useSuspenseQuery(importDetailOptions(id));
  const mayImport = useCan("imports.create");
  const mayDelete = useCan("imports.delete");
  const [isDeleting, setIsDeleting] = useState(false);
  const running = isRunning(data);
  const isReady = data.state === "receiving" && data.files.every((file) => file.state === "received");
  const cancel = useMutation({
    mutationFn: () => apiSend<ImportDetail>("POST", `/imports/${id}/cancel`, null),
    onSuccess: (answer) => client.setQueryData(importDetailOptions(id).queryKey, answer),
    onError: (error) => toast({ title: "The import goes on", detail: sentenceOf(error), tone: "danger" }),
  });

  return (
    <Page
      title={`Discovery · ${data.site} / ${data.realm}`}
      answer={sentence(data)}
      actions={
        <>
          {running && mayImport ? (
            <Button isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
              Cancel import
            </Button>
          ) : null}
          {data.state === "done" ? (
            <Button asChild>
              <Link href="/devices">See devices</Link>
            </Button>
          ) : null}
          {!running && mayDelete ? (
            <Button tone="quiet" onClick={() => setIsDeleting(true)}>
              Take out …
            </Button>
          ) : null}
          <Button asChild tone="quiet">
            <Link href="/discovery">All imports</Link>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 px-4 pb-4 md:px-6">
        {isReady && mayImport ? <ReadyImport one={data} onCancel={() => cancel.mutate()} /> : null}
        {running ? (
          <div aria-live="polite" className="max-w-140">
            <ImportStage one={data} />
          </div>
        ) : null}
        {data.message ? <Callout tone={data.state === "failed" ? "danger" : "info"}>{data.message}</Callout> : null}
        <p className="text-muted text-xs">
          Begun <TimeAgo at={data.createdAt} /> by <bdi>{data.actor}</bdi>
          {data.sensor ? (
            <>
              , sensor <bdi>{data.sensor}</bdi>
            </>
          ) : null}
        </p>
      </div>
      {isDeleting ? <DeleteImportDialog id={id} onClose={() => setIsDeleting(false)} /> : null}
      <ul aria-label="Files" className="border-t bg-surface">
        {(running ? data.files : lostFirst(data.files)).map((file) => (
          <FileRow key={file.number} file={file} />
        ))}
      </ul>
    </Page>
  );
}

/** What was not understood comes first, once nothing moves any more. */
function lostFirst(files: ImportDetail["files"]): ImportDetail["files"] {
  const isLost = ({ state }: ImportDetail["files"][number]) => state === "failed" || state === "unsupported";
  return [...files.filter(isLost), ...files.filter((file) => !isLost(file))];
}

function sentence(one: ImportDetail): string {
  if (one.state === "failed") return "This import failed.";
  if (one.state === "cancelled") return "This import was cancelled.";
  if (one.state !== "done") return `${one.stage || "Taking in"}.`;
  const found = [
    one.devicesNew ? `${countOf(one.devicesNew, "new device")}` : null,
    one.devicesChanged ? `${countOf(one.devicesChanged, "device")} changed` : null,
  ].filter(Boolean);
  const records = `${countOf(one.totals.records, "record")} read`;
  return found.length > 0 ? `${found.join(", ")}; ${records}.` : `Nothing new: ${records}, every device was known.`;
}
