"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { NothingFits } from "@/components/ui/nothing-fits";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { searchOf } from "@/lib/client/api-client";
import { pathListOptions } from "@/lib/client/queries/exposure";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { PathPageDto } from "@/lib/contracts/exposure";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ExposurePlaces } from "./exposure-places";
import { PathFilters } from "./path-filters";
import { PathPanel } from "./path-panel";
import { PathTable } from "./path-table";
import { usePathFilter } from "./use-path-filter";

const VIEWS = [
  { value: "all", label: "All" },
  { value: "tools", label: "Remote access" },
  { value: "outside", label: "Outside" },
  { value: "inside", label: "Inside" },
] as const;

const SKELETON = ["w-24", "w-40", "w-12", "w-56", "w-20"];

/** Every way to and from outside, and remote access across zones. */
export function PathsView() {
  const { place, setPlace, filter } = usePathFilter();
  const mayExport = useCan("exports.read");
  const paths = useInfiniteQuery(pathListOptions(filter));
  const rows = paths.data?.pages.flatMap((page) => page.items) ?? [];
  const first = paths.data?.pages[0];
  // There is nothing to narrow before the first path.
  const isEmpty = first?.total === 0 && Object.keys(filter).length === 0;
  const isAsked = Object.values(place).some((it) => it !== null);
  const at = rows.findIndex((row) => row.id === place.path);
  const walkTo = (index: number) => {
    const row = rows[index];
    if (row) setPlace({ path: row.id });
  };
  useHotkeys([
    { key: "j", label: "Next path", group: "Exposure", run: () => walkTo(at + 1) },
    { key: "k", label: "Previous path", group: "Exposure", run: () => walkTo(at - 1) },
    {
      key: "Escape",
      label: "Close the panel",
      group: "Exposure",
      isActive: () => place.path !== null,
      run: () => setPlace({ path: null }),
    },
  ]);
  return (
    <Page
      title="Exposure"
      answer={first ? sentence(first) : "Ways to and from outside"}
      isFilling
      actions={
        <>
          {mayExport ? (
            <Button asChild>
              <a href={`/api/v1/exports/exposure${searchOf({ ...filter, format: "csv" })}`} download>
                Export CSV
              </a>
            </Button>
          ) : null}
          <Segmented
            label="View"
            value={place.view ?? "all"}
            onChange={(view) => setPlace({ view: view === "all" ? null : view, path: null })}
            choices={VIEWS}
          />
        </>
      }
    >
      <ExposurePlaces />
      {isEmpty ? null : <PathFilters place={place} setPlace={setPlace} first={first} />}
      <div className="flex min-h-0 flex-1 bg-surface">
        <div className="scroll-area min-h-0 min-w-0 flex-1">
          {paths.isError ? <QueryProblem isInset error={paths.error} refetch={paths.refetch} /> : null}
          {first && first.omitted > 0 ? (
            <div className="p-4">
              <Callout tone="warn">
                {formatCount(first.omitted)} small conversations are left out: there are more than can be looked at.
              </Callout>
            </div>
          ) : null}
          {paths.isPending ? <SkeletonRows count={12} columns={SKELETON} /> : null}
          {first?.total === 0 ? <Nothing onClear={isAsked ? () => setPlace(null) : null} /> : null}
          {rows.length > 0 ? (
            <PathTable
              rows={rows}
              chosenId={place.path}
              sort={place.sort ?? "bytes"}
              onSort={(sort) => setPlace({ sort: sort === "bytes" ? null : sort })}
              onChoose={(id) => setPlace({ path: id === place.path ? null : id })}
            />
          ) : null}
          <ShowMore pages={paths} />
        </div>
        {place.path ? <PathPanel id={place.path} onClose={() => setPlace({ path: null })} /> : null}
      </div>
    </Page>
  );
}

/** `onClear` where something was asked for. */
function Nothing({ onClear }: { readonly onClear: (() => void) | null }) {
  return onClear ? (
    <NothingFits title="No path fits" onClear={onClear} />
  ) : (
    <EmptyState
      title="Ways to and from outside will show here"
      action={<ImportLink>Import captures or flow logs</ImportLink>}
    >
      <p>
        Every connection to or from the internet and every remote-access tool across zones comes here, with the packet
        that shows it.
      </p>
    </EmptyState>
  );
}

function sentence({ counts: { tools, outside, inside, direct, devices }, gateways }: PathPageDto): string {
  if (outside + inside === 0) return "No way to or from outside was seen.";
  const unknown = gateways.filter((it) => !it.isSanctioned);
  const ways = `${countOf(outside, "way")} to or from outside${pastUnknown(unknown)}`;
  if (tools === 0) return `${ways}, of ${countOf(devices, "device")}; no remote-access tool was seen.`;
  return `${countOf(tools, "path")} of remote access, ${direct === 0 ? "none" : formatCount(direct)} of them direct; ${ways}.`;
}

/** ", 2 at cell-gw, which nobody sanctioned", or ", 4 at 2 gateways that nobody sanctioned". */
function pastUnknown(gateways: PathPageDto["gateways"]): string {
  if (gateways.length === 0) return "";
  const paths = formatCount(gateways.reduce((sum, it) => sum + it.paths, 0));
  const [first] = gateways;
  return gateways.length === 1
    ? `, ${paths} at ${first?.name}, which nobody sanctioned`
    : `, ${paths} at ${countOf(gateways.length, "gateway")} that nobody sanctioned`;
}
