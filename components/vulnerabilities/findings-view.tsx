"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { countChosen, FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-select";
import { FilterToggle } from "@/components/ui/filter-toggle";
import { NothingFits } from "@/components/ui/nothing-fits";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type FindingGrouping, findingGroupOptions, findingListOptions } from "@/lib/client/queries/findings";
import type { FindingPageDto } from "@/lib/contracts/findings";
import { DECISION_WORDS, FINDING_DECISIONS } from "@/lib/domain/finding/finding";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { FindingGroupTable } from "./finding-group-table";
import { FindingTable } from "./finding-table";
import { useFindingFilter } from "./use-finding-filter";
import { VulnerabilityPlaces } from "./vulnerability-places";

// What is not met first comes when it is opened.
const FindingPanel = dynamic(() => import("./finding-panel").then((it) => it.FindingPanel), { ssr: false });

const VIEWS = [
  { value: "finding", label: "Findings" },
  { value: "product", label: "Products" },
  { value: "key", label: "Advisories" },
  { value: "zone", label: "Zones" },
] as const;

const VERDICTS = [
  ["affected", "Affected"],
  ["possible", "Possible"],
  ["not-affected", "Overruled"],
] as const;

const DECISIONS = [...FINDING_DECISIONS].reverse().map((it) => [it, DECISION_WORDS[it]] as const);

const KINDS = [
  ["vulnerability", "Advisories"],
  ["hardening", "Hardening"],
] as const;

/** Nothing asked for. */
const ALL = {
  ...{ q: null, kind: null, verdict: null, decision: null, kev: null },
  ...{ key: null, product: null, zone: null, device: null },
};

const SKELETON = ["w-24", "w-96", "w-20", "w-40"];

/** What is weak, on which device, how sure that is, and what to do first. */
export function FindingsView() {
  const { place, setPlace, filter } = useFindingFilter();
  const findings = useInfiniteQuery(findingListOptions(filter));
  const counts = findings.data?.pages[0]?.counts;
  const narrowed = [place.key, place.product, place.zone, place.device].some((it) => it !== null);
  const isAsked = Object.keys(ALL).some((it) => it in filter);
  // There is nothing to narrow before the first finding.
  const isEmpty = counts?.total === 0 && Object.keys(filter).length === 0;
  return (
    <Page
      title="Vulnerabilities"
      answer={counts ? sentence(counts) : "Findings"}
      isFilling
      actions={
        <Segmented
          label="View"
          value={place.by ?? "finding"}
          onChange={(view) => setPlace({ by: view === "finding" ? null : view, finding: null })}
          choices={VIEWS}
        />
      }
    >
      <VulnerabilityPlaces />
      {isEmpty ? null : (
        <FilterBar
          chosen={countChosen(place, ["verdict", "decision", "kind", "kev", "key", "product", "zone", "device"])}
          search={
            <SearchField
              label="Search findings"
              placeholder="Title, CVE, advisory, product, device"
              value={place.q}
              onSearch={(q) => setPlace({ q })}
            />
          }
        >
          <FilterSelect
            label="Verdict"
            any="Any verdict"
            value={place.verdict?.[0]}
            choices={VERDICTS}
            onChoose={(it) => setPlace({ verdict: it && [it] })}
          />
          <FilterSelect
            label="What to do"
            any="Any urgency"
            value={place.decision?.[0]}
            choices={DECISIONS}
            onChoose={(it) => setPlace({ decision: it && [it] })}
          />
          <FilterSelect
            label="Kind"
            any="Advisories and hardening"
            value={place.kind?.[0]}
            choices={KINDS}
            onChoose={(it) => setPlace({ kind: it && [it] })}
          />
          <FilterToggle isOn={place.kev !== null} onChange={(isOn) => setPlace({ kev: isOn ? "yes" : null })}>
            Exploited in the field
          </FilterToggle>
          {narrowed ? (
            <Button size="sm" onClick={() => setPlace({ key: null, product: null, zone: null, device: null })}>
              {`Only ${place.product ?? place.key ?? (place.zone ? "one zone" : "one device")} ×`}
            </Button>
          ) : null}
        </FilterBar>
      )}
      <div className="flex min-h-0 flex-1 bg-surface">
        <div className="scroll-area min-h-0 min-w-0 flex-1">
          {findings.isError ? <QueryProblem isInset error={findings.error} refetch={findings.refetch} /> : null}
          {findings.isPending ? <SkeletonRows count={12} columns={SKELETON} /> : null}
          {counts?.total === 0 ? <Nothing onClear={isAsked ? () => setPlace(ALL) : null} /> : null}
          {counts && counts.total > 0 && place.by !== null ? (
            <Groups by={place.by} filter={filter} onChoose={(by, key) => setPlace({ by: null, [by]: key })} />
          ) : null}
          {findings.data && counts && counts.total > 0 && place.by === null ? (
            <>
              <FindingTable
                rows={findings.data.pages.flatMap((page) => page.items)}
                chosenId={place.finding}
                onChoose={(id) => setPlace({ finding: id === place.finding ? null : id })}
              />
              <ShowMore pages={findings} />
            </>
          ) : null}
        </div>
        {place.finding ? (
          <FindingPanel
            id={place.finding}
            title={titleOf(findings.data?.pages ?? [], place.finding)}
            onClose={() => setPlace({ finding: null })}
          />
        ) : null}
      </div>
    </Page>
  );
}

function titleOf(pages: readonly FindingPageDto[], id: string): string | null {
  return pages.flatMap((page) => page.items).find((it) => it.id === id)?.title ?? null;
}

interface GroupsProps {
  readonly by: FindingGrouping;
  readonly filter: Parameters<typeof findingGroupOptions>[0];
  readonly onChoose: (by: FindingGrouping, key: string) => void;
}

function Groups({ by, filter, onChoose }: GroupsProps) {
  const groups = useInfiniteQuery(findingGroupOptions(filter, by));
  if (groups.isPending) return <SkeletonRows count={12} columns={SKELETON} />;
  if (groups.isError) return <QueryProblem error={groups.error} refetch={groups.refetch} />;
  return (
    <>
      <FindingGroupTable
        by={by}
        groups={groups.data.pages.flatMap((page) => page.items)}
        onChoose={(key) => onChoose(by, key)}
      />
      <ShowMore pages={groups} />
    </>
  );
}

/** `onClear` where something was asked for. */
function Nothing({ onClear }: { readonly onClear: (() => void) | null }) {
  const mayBringIn = useCan("knowledge.edit");
  return onClear ? (
    <NothingFits title="No finding fits" onClear={onClear} />
  ) : (
    <EmptyState
      title="Weaknesses of your devices will show here"
      action={
        mayBringIn ? (
          <Button asChild tone="primary">
            <Link href="/vulnerabilities/knowledge">Bring in knowledge</Link>
          </Button>
        ) : (
          <RoleNote permission="knowledge.edit" deed="bring knowledge in" />
        )
      }
    >
      <p>
        Sightglass compares each device’s make, order number and firmware with security advisories, and says why one
        applies, may apply, or does not. A knowledge bundle is where it begins.
      </p>
    </EmptyState>
  );
}

function sentence({ total, devices, immediate, outOfCycle, possible }: FindingPageDto["counts"]): string {
  if (total === 0) return "No finding in what was taken in so far.";
  const all = `${countOf(total, "finding")} on ${countOf(devices, "device")}`;
  if (immediate > 0) return `${formatCount(immediate)} of ${all} ${immediate === 1 ? "asks" : "ask"} to act now.`;
  if (outOfCycle > 0)
    return `Nothing asks to act now; ${formatCount(outOfCycle)} of ${all} ${outOfCycle === 1 ? "waits" : "wait"} for the next outage.`;
  const open = possible > 0 ? `, ${formatCount(possible)} with an open question` : "";
  return `${all}${open}; none is urgent.`;
}
