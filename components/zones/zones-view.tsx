"use client";

import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { parseAsInteger, parseAsIsoDate, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useShownSite } from "@/components/shell/scope-context";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lateDialog } from "@/components/ui/late-dialog";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { MAX_WINDOW_DAYS } from "@/lib/client/day-window";
import { flowMatrixOptions, zoneListOptions } from "@/lib/client/queries/zones";
import { narrowMatrix } from "@/lib/contracts/narrow-matrix";
import { countOf } from "@/lib/domain/say-count";
import { GROUPINGS, matrixSentence, prepareMatrix } from "./prepare-matrix";
import { ShownMatrix } from "./shown-matrix";
import { ZonePlaces } from "./zone-places";
import { ZoneTable } from "./zone-table";

// What is not met first comes when it is opened.
const loading = () => <SkeletonRows count={6} columns={["w-40", "w-24", "w-64"]} />;
const CellPanel = dynamic(() => import("./cell-panel").then((it) => it.CellPanel), { ssr: false });
const ConduitTable = dynamic(() => import("./conduit-table").then((it) => it.ConduitTable), { ssr: false, loading });
const SuggestionView = dynamic(() => import("./suggestions/suggestion-view").then((it) => it.SuggestionView), {
  ssr: false,
  loading,
});
const ZoneEditor = lateDialog(() => import("./zone-editor").then((it) => it.ZoneEditor)).Dialog;

const TABS = ["matrix", "list", "conduits", "suggestions"] as const;
const CHOICES = [
  { value: "matrix", label: "Matrix" },
  { value: "list", label: "Zones" },
  { value: "conduits", label: "Conduits" },
  { value: "suggestions", label: "Suggestions" },
] as const;

/** Who talks to whom across zones, what zones there are, and which paths are allowed. */
export function ZonesView() {
  const zones = useSuspenseQuery(zoneListOptions()).data;
  const mayEdit = useCan("zones.edit");
  const mayExport = useCan("exports.read");
  const [isMaking, setIsMaking] = useState(false);
  const [{ tab, from, to, days, until, group, view, suggestion }, setPlace] = useQueryStates({
    tab: parseAsStringLiteral(TABS).withDefault("matrix"),
    from: parseAsString,
    to: parseAsString,
    days: parseAsInteger,
    until: parseAsIsoDate,
    group: parseAsStringLiteral(GROUPINGS).withDefault("zone"),
    view: parseAsStringLiteral(["picture", "table"] as const).withDefault("picture"),
    suggestion: parseAsString,
  });
  const window = {
    ...(days && days > 0 && days <= MAX_WINDOW_DAYS ? { days } : {}),
    ...(until ? { until: until.toISOString().slice(0, 10) } : {}),
  };
  // Of a small plant all time comes with the page; another window takes the place of what is shown when it is there.
  const asked = useQuery({ ...flowMatrixOptions(window), placeholderData: keepPreviousData });
  const { data } = asked;
  const site = useShownSite();
  // A site that is not known here has no zones, and so no matrix.
  const siteName = site === null ? null : (site?.name ?? "");
  const matrix = useMemo(() => {
    if (!data) return null;
    return prepareMatrix(siteName === null ? data : narrowMatrix(data, siteName), group);
  }, [data, group, siteName]);
  const listed = site === null ? zones : { ...zones, items: zones.items.filter((it) => it.siteId === site?.id) };
  const isZone = (key: string) => matrix?.zones.some((it) => it.key === key) ?? false;
  // Also a cell without flows can be open: that nothing passes is an answer.
  const chosen = from !== null && to !== null && isZone(from) && isZone(to) ? { from, to } : null;

  return (
    <Page
      title="Zones"
      answer={
        zones.items.length === 0
          ? noZones(zones.unzonedCount)
          : matrix
            ? matrixSentence(matrix)
            : asked.isError
              ? "The flows could not be added up."
              : "Adding up…"
      }
      isFilling
      actions={
        <>
          <Segmented
            label="View"
            value={tab}
            onChange={(next) => setPlace({ tab: next, from: null, to: null, suggestion: null })}
            choices={CHOICES}
          />
          {mayExport && tab === "matrix" ? (
            <Button asChild>
              <a
                href={`/api/v1/exports/matrix?${new URLSearchParams({ format: "csv", ...sayWindow(window), ...(site ? { site: site.id } : {}) })}`}
              >
                Export CSV
              </a>
            </Button>
          ) : null}
          {mayEdit ? <Button onClick={() => setIsMaking(true)}>New zone…</Button> : null}
        </>
      }
    >
      <ZonePlaces />
      <div className="flex min-h-0 flex-1 bg-surface">
        <div className="flex min-w-0 flex-1 flex-col">
          {tab === "matrix" ? (
            !data || !matrix ? (
              <MatrixWaits error={asked.error} refetch={asked.refetch} />
            ) : (data.cells.from.length === 0 && data.window.firstDay === null) || matrix.zones.length === 0 ? (
              <EmptyMatrix hasLooseDevices={zones.unzonedCount > 0} />
            ) : (
              <ShownMatrix
                matrix={matrix}
                siteName={siteName}
                chosen={chosen}
                onChoose={setPlace}
                window={data.window}
                until={window.until ?? null}
                grouping={group}
                view={view}
                state={asked.isError ? "failed" : asked.data && !asked.isPlaceholderData ? "shown" : "loading"}
                onChange={(change) =>
                  setPlace({
                    ...(change.until === undefined ? {} : { until: change.until ? new Date(change.until) : null }),
                    ...(change.view ? { view: change.view } : {}),
                    ...(change.grouping ? { group: change.grouping, from: null, to: null } : {}),
                  })
                }
              />
            )
          ) : tab === "suggestions" ? (
            <SuggestionView chosen={suggestion} onChoose={(key) => setPlace({ suggestion: key })} />
          ) : (
            <div className="scroll-area min-h-0 flex-1">
              {tab === "list" ? <ZoneTable zones={listed} isWhole={site === null} /> : <ConduitTable />}
            </div>
          )}
        </div>
        {tab === "matrix" && chosen && matrix ? (
          <CellPanel
            matrix={matrix}
            place={chosen}
            window={window}
            onClose={() => setPlace({ from: null, to: null })}
          />
        ) : null}
      </div>
      {isMaking ? <ZoneEditor zone={null} onClose={() => setIsMaking(false)} /> : null}
    </Page>
  );
}

function sayWindow({ days, until }: { readonly days?: number; readonly until?: string }): Record<string, string> {
  return { ...(days ? { days: String(days) } : {}), ...(until ? { until } : {}) };
}

/** A large matrix is fetched by itself, and stands where it will stand. */
function MatrixWaits({ error, refetch }: { readonly error: Error | null; readonly refetch: () => unknown }) {
  return error ? (
    <div className="p-4 md:p-6">
      <QueryProblem error={error} refetch={refetch} />
    </div>
  ) : (
    <div role="status" className="min-h-0 flex-1 p-4 md:p-6">
      <span className="sr-only">Adding up the flows of all zones</span>
      <Skeleton className="h-full" />
    </div>
  );
}

function noZones(unzonedCount: number): string {
  return unzonedCount === 0
    ? "No zones are drawn yet."
    : `No zones are drawn yet: ${countOf(unzonedCount, "device stands", "devices stand")} in none.`;
}

function EmptyMatrix({ hasLooseDevices }: { readonly hasLooseDevices: boolean }) {
  return (
    <EmptyState
      title="Who talks to whom will show here"
      action={
        <>
          <ImportLink>Import a capture</ImportLink>
          {hasLooseDevices ? (
            <Button asChild>
              <Link href="/zones?tab=suggestions">See suggested zones</Link>
            </Button>
          ) : null}
        </>
      }
    >
      <p>
        Rows start a conversation, columns answer it. Draw zones by subnet or VLAN, take in captures or Zeek logs, and
        each cell shows the protocols, the volume, and whether somebody writes.
      </p>
    </EmptyState>
  );
}
