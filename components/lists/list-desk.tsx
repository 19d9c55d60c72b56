"use client";

import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { StateDialog } from "@/components/devices/state-dialog";
import { ShadowPlaces } from "@/components/shadow/shadow-places";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatUtc } from "@/lib/client/format-time";
import { approvedListOptions, reconcileOptions } from "@/lib/client/queries/lists";
import type { ApprovedListDto, ReconcilePage, ReconcileRowDto } from "@/lib/contracts/lists";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { RECONCILE_GROUPS, type ReconcileGroup } from "@/lib/domain/triage/reconcile";
import { ReconcileTable } from "./reconcile-table";

const GROUP_WORDS: Readonly<Record<ReconcileGroup, string>> = {
  differing: "Differing",
  missing: "Never seen",
  unlisted: "Not on the list",
  matched: "Matched",
};

const GROUP_MEANS: Readonly<Record<ReconcileGroup, string>> = {
  differing: "Listed and seen, but the network says something else of them than the list.",
  missing: "Listed, but nothing was ever seen of them: switched off, gone, behind a router, or a wrong address.",
  unlisted: "Seen in the list's realm, and on no row of it.",
  matched: "Listed and seen, and nothing contradicts the list.",
};

/** What can be decided about a group's devices here. */
const GROUP_STATE: Readonly<Partial<Record<ReconcileGroup, { state: "sanctioned" | "retired"; verb: string }>>> = {
  unlisted: { state: "sanctioned", verb: "Sanction" },
  missing: { state: "retired", verb: "Retire" },
};

/** Approved lists held against the network, group by group, with what settles each. */
export function ListDesk() {
  const { data } = useSuspenseQuery(approvedListOptions());
  const [first] = data.items;
  return first ? <Desk lists={data.items} newest={first} /> : <NoList />;
}

function NoList() {
  return (
    <Page title="Shadow · Lists" answer="No approved list was imported.">
      <ShadowPlaces />
      <EmptyState
        title="Your lists will be held against the network here"
        action={<ImportLink>Import a list</ImportLink>}
      >
        <p>
          A CSV of any spreadsheet or a NetBox export approves what it lists; here stands what was never seen, what is
          on no list, and where list and network differ.
        </p>
      </EmptyState>
    </Page>
  );
}

function Desk({ lists, newest }: { readonly lists: readonly ApprovedListDto[]; readonly newest: ApprovedListDto }) {
  const [{ list: chosen, group: asked }, setSearch] = useQueryStates({
    list: parseAsString.withDefault(newest.id),
    group: parseAsStringLiteral(RECONCILE_GROUPS),
  });
  const list = lists.find(({ id }) => id === chosen) ?? newest;
  const first = useInfiniteQuery(reconcileOptions(list.id, asked ?? RECONCILE_GROUPS[0]));
  const counts = first.data?.pages[0]?.counts;
  // Whoever chose nothing meets what is to be settled, not the first group when nothing is in it.
  const group = asked ?? RECONCILE_GROUPS.find((it) => (counts?.[it] ?? 0) > 0) ?? RECONCILE_GROUPS[0];
  const rows = useInfiniteQuery(reconcileOptions(list.id, group));
  const mayExport = useCan("exports.read");
  return (
    <Page
      title="Shadow · Lists"
      answer={counts ? sentenceOfCounts(list, counts) : `${list.fileName} is being held against the network…`}
      actions={
        mayExport ? (
          <Button asChild>
            <a href={`/api/v1/exports/lists/${list.id}`} download>
              Download CSV
            </a>
          </Button>
        ) : null
      }
    >
      <ShadowPlaces />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3 md:px-6">
        <div className="w-80 max-w-full">
          <Combobox
            label="List"
            value={list.id}
            onChange={(id) => setSearch({ list: id })}
            choices={lists.map((it) => ({
              value: it.id,
              label: it.fileName,
              detail: `${it.site} / ${it.realm}, ${countOf(it.rows, "row")}, ${formatUtc(it.importedAt)}`,
            }))}
          />
        </div>
        <Segmented
          label="Result"
          isPairedNarrow
          value={group}
          onChange={(value) => setSearch({ group: value })}
          choices={RECONCILE_GROUPS.map((value) => ({
            value,
            label: (
              <span className="whitespace-nowrap">
                {GROUP_WORDS[value]}{" "}
                <span className="text-muted tabular-nums">{counts ? formatCount(counts[value] ?? 0) : ""}</span>
              </span>
            ),
          }))}
        />
      </div>
      <p className="px-4 pb-2 text-muted md:px-6">{GROUP_MEANS[group]}</p>
      {rows.isError ? (
        <div className="px-4 md:px-6">
          <QueryProblem error={rows.error} refetch={rows.refetch} />
        </div>
      ) : null}
      {rows.isPending ? <SkeletonRows count={8} columns={["w-40", "w-40", "w-60"]} /> : null}
      {rows.data ? (
        <Rows
          key={`${list.id} ${group}`}
          group={group}
          format={list.format}
          items={rows.data.pages.flatMap(({ items }) => items)}
        />
      ) : null}
      <ShowMore pages={rows} className="p-4 md:px-6" />
    </Page>
  );
}

function sentenceOfCounts({ fileName }: ApprovedListDto, counts: ReconcilePage["counts"]): string {
  const of = (group: ReconcileGroup) => counts[group] ?? 0;
  const open = [
    of("differing") > 0 ? `${countOf(of("differing"), "device differs", "devices differ")}` : null,
    of("missing") > 0 ? `${countOf(of("missing"), "was", "were")} never seen` : null,
    of("unlisted") > 0 ? `${countOf(of("unlisted"), "is", "are")} not on it` : null,
  ].filter((it) => it !== null);
  if (open.length === 0) return `${fileName} and the network agree.`;
  return `${fileName}: ${open.join(", ")}; ${countOf(of("matched"), "row matches", "rows match")}.`;
}

interface RowsProps {
  readonly group: ReconcileGroup;
  readonly format: string;
  readonly items: readonly ReconcileRowDto[];
}

function Rows({ group, format, items }: RowsProps) {
  const mayDecide = useCan("devices.decide");
  const offer = mayDecide ? GROUP_STATE[group] : undefined;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isDeciding, setIsDeciding] = useState(false);
  if (items.length === 0) return <p className="px-4 pb-6 text-muted md:px-6">None.</p>;
  const devices = items.flatMap(({ key, device }) => (device && chosen.has(key) ? [device] : []));
  return (
    <>
      {offer ? (
        <div className="flex items-center gap-3 px-4 pb-2 md:px-6">
          <Button size="sm" disabled={devices.length === 0} onClick={() => setIsDeciding(true)}>
            {offer.verb} {devices.length > 0 ? countOf(devices.length, "device") : "the chosen"}…
          </Button>
        </div>
      ) : null}
      <ReconcileTable group={group} items={items} format={format} chosen={offer ? chosen : null} onChoose={setChosen} />
      {offer ? (
        <StateDialog
          state={isDeciding ? offer.state : null}
          devices={devices.map(({ id, name, ips, macs }) => ({
            ...{ id, ips, macs, vendor: null, model: null },
            name: { value: name, mark: "declared", hasConflict: false },
          }))}
          onClose={() => setIsDeciding(false)}
          onDecided={() => setChosen(new Set())}
        />
      ) : null}
    </>
  );
}
