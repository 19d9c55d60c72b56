"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { countChosen, FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-select";
import { lateDialog } from "@/components/ui/late-dialog";
import { NothingFits } from "@/components/ui/nothing-fits";
import { SearchField } from "@/components/ui/search-field";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { mitigationListOptions } from "@/lib/client/queries/mitigations";
import type { MitigationFilterInput, MitigationPageDto } from "@/lib/contracts/mitigations";
import { MITIGATION_KINDS, STANDINGS } from "@/lib/domain/mitigation/mitigation";
import { KIND_WORDS } from "@/lib/domain/mitigation/say-mitigation";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { MitigationTable } from "./mitigation-table";
import { STANDING_WORDS } from "./mitigation-words";

// What is not met first comes when it is opened.
const MitigationDialog = lateDialog(() => import("./mitigation-dialog").then((it) => it.MitigationDialog)).Dialog;
const MitigationPanel = dynamic(() => import("./mitigation-panel").then((it) => it.MitigationPanel), { ssr: false });

const PARSERS = {
  q: parseAsString,
  standing: parseAsArrayOf(parseAsStringLiteral(STANDINGS)),
  kind: parseAsArrayOf(parseAsStringLiteral(MITIGATION_KINDS)),
  device: parseAsString,
  zone: parseAsString,
  finding: parseAsString,
  mitigation: parseAsString,
};

/** What was done instead of patching, and whether it still holds. */
export function MitigationsView() {
  const [place, setPlace] = useQueryStates(PARSERS);
  const [isRecording, setIsRecording] = useState(false);
  const mayDecide = useCan("findings.decide");
  const filter = useMemo<MitigationFilterInput>(() => {
    const { mitigation: _, ...asked } = place;
    return Object.fromEntries(Object.entries(asked).filter(([, it]) => it !== null && it.length > 0));
  }, [place]);
  const list = useInfiniteQuery(mitigationListOptions(filter));
  const first = list.data?.pages[0];
  const isFiltered = Object.keys(filter).length > 0;
  // There is nothing to narrow while nothing is recorded.
  const isEmpty = first?.total === 0 && !isFiltered;
  const isNarrowed = [place.device, place.zone, place.finding].some((it) => it !== null);
  return (
    <Page
      title="Vulnerabilities · Mitigations"
      answer={first ? sentence(first, isFiltered) : "Mitigations"}
      isFilling
      actions={mayDecide ? <Button onClick={() => setIsRecording(true)}>Record for a zone…</Button> : undefined}
    >
      <VulnerabilityPlaces />
      {isEmpty ? null : (
        <FilterBar
          chosen={countChosen(place, ["standing", "kind"])}
          search={
            <SearchField
              label="Search mitigations"
              placeholder="Name, owner, evidence"
              value={place.q}
              onSearch={(q) => setPlace({ q })}
            />
          }
        >
          <FilterSelect
            label="Standing"
            any="Any standing"
            value={place.standing?.[0]}
            choices={STANDINGS.map((it) => [it, STANDING_WORDS[it]])}
            onChoose={(it) => setPlace({ standing: it && [it] })}
          />
          <FilterSelect
            label="Kind"
            any="Any kind"
            value={place.kind?.[0]}
            choices={MITIGATION_KINDS.map((it) => [it, KIND_WORDS[it]])}
            onChoose={(it) => setPlace({ kind: it && [it] })}
          />
          {isNarrowed ? (
            <Button size="sm" onClick={() => setPlace({ device: null, zone: null, finding: null })}>
              {`Only ${place.finding ? "one finding" : place.zone ? "one zone" : "one device"} ×`}
            </Button>
          ) : null}
        </FilterBar>
      )}
      <div className="flex min-h-0 flex-1 bg-surface">
        <div className="scroll-area min-h-0 min-w-0 flex-1">
          {list.isError ? <QueryProblem isInset error={list.error} refetch={list.refetch} /> : null}
          {list.isPending ? <SkeletonRows count={8} columns={["w-20", "w-80", "w-32", "w-24"]} /> : null}
          {first?.total === 0 ? <Nothing onClear={isFiltered ? () => setPlace(null) : null} /> : null}
          {list.data && first && first.total > 0 ? (
            <>
              <MitigationTable
                rows={list.data.pages.flatMap((page) => page.items)}
                chosenId={place.mitigation}
                onChoose={(id) => setPlace({ mitigation: id === place.mitigation ? null : id })}
              />
              <ShowMore pages={list} />
            </>
          ) : null}
        </div>
        {place.mitigation ? (
          <MitigationPanel id={place.mitigation} onClose={() => setPlace({ mitigation: null })} />
        ) : null}
      </div>
      {isRecording ? (
        <MitigationDialog
          subject={{ scope: "zone", label: "It holds for every device of the zone.", protocol: null }}
          onClose={() => setIsRecording(false)}
        />
      ) : null}
    </Page>
  );
}

/** `onClear` where something was asked for. */
function Nothing({ onClear }: { readonly onClear: (() => void) | null }) {
  return onClear ? (
    <NothingFits title="No mitigation fits" onClear={onClear} />
  ) : (
    <EmptyState
      title="What was done about findings will stand here"
      action={<RoleNote permission="findings.decide" deed="record it" />}
    >
      <p>
        Open a finding and record what was done: a patch, an IPS rule, an access list, another control, or that somebody
        accepts it. Each lowers one factor of the risk by one step, for as long as no flow speaks against it.
      </p>
    </EmptyState>
  );
}

function sentence({ total, counts: { standings, reviewDue } }: MitigationPageDto, isFiltered: boolean): string {
  if (total === 0) return isFiltered ? "No mitigation fits." : "No mitigation is recorded yet.";
  const withdrawn = standings.withdrawn ?? 0;
  const holding = (standings.holds ?? 0) + (standings.confirmed ?? 0);
  const due = reviewDue > 0 ? `, ${formatCount(reviewDue)} due for review` : "";
  if (withdrawn > 0)
    return `${formatCount(withdrawn)} of ${countOf(total, "mitigation")} lost credit: something seen speaks against ${withdrawn === 1 ? "it" : "them"}.`;
  if (total === 1)
    return `${holding === 1 ? "1 mitigation holds" : "No mitigation holds"}; nothing seen speaks against it${due}.`;
  return `${formatCount(holding)} of ${formatCount(total)} mitigations hold; nothing seen speaks against them${due}.`;
}
