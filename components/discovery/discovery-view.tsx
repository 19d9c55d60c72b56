"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { SamplePlantButton } from "@/components/overview/sample-plant-button";
import { Page } from "@/components/shell/page";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { toast } from "@/components/ui/toast-store";
import { importSearchParsers } from "@/lib/client/import-search";
import { importListOptions } from "@/lib/client/queries/imports";
import { useSiteScope } from "@/lib/client/use-site-scope";
import type { ImportPage } from "@/lib/contracts/imports";
import type { ImportLoss } from "@/lib/domain/import/import-state";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { isEverywhere } from "@/lib/domain/site-scope";
import { DiscoveryPlaces } from "./discovery-places";
import { DropArea } from "./drop-area";
import { ImportTable } from "./import-table";

// Come with the first file.
const CapturePreview = dynamic(() => import("./capture-preview").then((it) => it.CapturePreview), { ssr: false });
const ImportForm = dynamic(() => import("./import-form").then((it) => it.ImportForm), { ssr: false });

const LOSSES: readonly (readonly [ImportLoss, string])[] = [
  ["files", "With files that could not be read"],
  ["truncated", "With records that were cut short"],
  ["malformed", "With records that were damaged"],
];

/** Where material comes in, and what became of it. */
export function DiscoveryView() {
  const scope = useSiteScope();
  const [lost, setLost] = useQueryState("lost", importSearchParsers.lost);
  const imports = useSuspenseInfiniteQuery(importListOptions({ ...scope, lost: lost ?? undefined }));
  const [latest] = imports.data.pages;
  const items = imports.data.pages.flatMap((page) => page.items);
  const isEmpty = items.length === 0 && lost === null && isEverywhere(scope);
  const router = useRouter();
  const mayImport = useCan("imports.create");
  const [files, setFiles] = useState<readonly File[]>([]);
  /** Those of the files that are captures, while they are looked at. */
  const [looked, setLooked] = useState<readonly File[]>([]);

  async function take(dropped: readonly File[]) {
    const preview = await import("@/lib/preview/captures-among").catch(() => null);
    if (preview === null) {
      toast({
        title: "The files were not taken",
        detail: "The server did not answer. Drop or choose them again, or reload the page.",
        tone: "danger",
      });
      return;
    }
    setLooked(await preview.capturesAmong(dropped));
    setFiles(dropped);
  }

  function leave() {
    setLooked([]);
    setFiles([]);
  }

  return (
    <Page title="Discovery" answer={lost === null ? sentence(latest, !isEverywhere(scope)) : sayLost(latest, lost)}>
      <DiscoveryPlaces />
      {mayImport ? (
        <div className="px-4 py-4 md:px-6">
          {files.length === 0 ? (
            <>
              <DropArea isLarge={isEmpty} takesFolders onFiles={take} />
              {isEmpty ? (
                <div className="flex flex-col items-center gap-3 pt-4">
                  <SamplePlantButton />
                </div>
              ) : null}
            </>
          ) : looked.length > 0 ? (
            <CapturePreview files={looked} onUpload={() => setLooked([])} onDiscard={leave} />
          ) : (
            <ImportForm
              files={files}
              onRemove={(file) => setFiles((old) => old.filter((it) => it !== file))}
              onDone={leave}
              onStarted={(id) => router.push(`/discovery/${id}`)}
            />
          )}
        </div>
      ) : isEmpty ? (
        <EmptyState
          title="What was taken in will stand here"
          action={<RoleNote permission="imports.create" deed="import" />}
        >
          <p>Each capture, log, scan or list with what was read of it and what was not.</p>
        </EmptyState>
      ) : null}
      {items.length > 0 || lost !== null ? (
        <div className="border-t bg-surface">
          <div className="flex px-4 pt-3 pb-1 md:px-6">
            <FilterSelect label="What was lost" any="All imports" value={lost} choices={LOSSES} onChoose={setLost} />
          </div>
          {items.length > 0 ? (
            <ImportTable imports={items} />
          ) : (
            <p className="px-4 pb-4 text-soft md:px-6">
              Nothing is missing in this way.{" "}
              <button type="button" onClick={() => setLost(null)} className="text-accent underline underline-offset-2">
                Show all imports
              </button>
            </p>
          )}
          {imports.hasNextPage ? (
            <p className="flex items-center gap-3 px-4 py-3 md:px-6">
              <Button isBusy={imports.isFetchingNextPage} onClick={() => imports.fetchNextPage()}>
                Show earlier
              </Button>
              <span className="text-muted text-xs">
                {formatCount(items.length)} of {countOf(latest?.total ?? 0, "import")}
              </span>
            </p>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}

/** "3 imports brought files that could not be read." */
function sayLost(sums: ImportPage | undefined, lost: ImportLoss): string {
  const what = {
    files: "files that could not be read",
    truncated: "records that were cut short at their source",
    malformed: "records that were damaged",
  }[lost];
  return sums && sums.total > 0 ? `${countOf(sums.total, "import")} brought ${what}.` : `No import brought ${what}.`;
}

function sentence(sums: ImportPage | undefined, isPart: boolean): string {
  if (sums?.total === 0 && isPart) return "Nothing has been taken in for the site or realm that is chosen.";
  if (!sums || sums.total === 0) return "Nothing has been taken in yet.";
  const { running, failed, records, total } = sums;
  if (running > 0) return `${countOf(running, "import is", "imports are")} being taken in.`;
  return `${countOf(records, "record")} from ${countOf(total, "import")}${failed > 0 ? `; ${countOf(failed, "import")} failed` : ""}.`;
}
