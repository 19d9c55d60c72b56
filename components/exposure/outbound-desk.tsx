"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { outboundCountOptions } from "@/lib/client/queries/exposure";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { OUTBOUND_VIEWS } from "@/lib/contracts/choices";
import type { OutboundPageDto } from "@/lib/contracts/exposure";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { AnswerDialog } from "./answer-dialog";
import { DefaultDeny } from "./default-deny";
import { ExposurePlaces } from "./exposure-places";
import { OutboundTable } from "./outbound-table";
import { useOutboundWalk } from "./use-outbound-walk";

/** Why does this kind of device need that destination? Answered one by one or many at once, by keyboard too. */
export function OutboundDesk() {
  const { place, setPlace, pages, items, index, current, total, moveTo } = useOutboundWalk();
  // Of all views, so that the sentence stays while another one is being read.
  const counts = useQuery(outboundCountOptions()).data;
  const mayDecide = useCan("exposure.decide");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [verdict, setVerdict] = useState<"needed" | "closed" | null>(null);
  const chosen = items.filter((it) => picked.has(it.key));
  const asked = chosen.length > 0 ? chosen : current ? [current] : [];
  const toggle = (key: string) => {
    const next = new Set(picked);
    if (!next.delete(key)) next.add(key);
    setPicked(next);
  };
  useHotkeys(
    [
      { key: "j", label: "Next destination", group: "Destinations", run: () => moveTo(index + 1) },
      { key: "k", label: "Previous destination", group: "Destinations", run: () => moveTo(index - 1) },
      ...(mayDecide && asked.length > 0
        ? [
            { key: "x", label: "Select", group: "Destinations", run: () => current && toggle(current.key) },
            { key: "n", label: "Needed", group: "Destinations", run: () => setVerdict("needed") },
            { key: "c", label: "Close", group: "Destinations", run: () => setVerdict("closed") },
          ]
        : []),
    ],
    verdict === null,
  );
  return (
    <Page
      title="Exposure · Destinations"
      answer={counts ? sentence(counts) : "Destinations outside"}
      isFilling
      actions={
        <Segmented
          label="Answers"
          value={place.view}
          onChange={(view) => {
            setPicked(new Set());
            setPlace({ view, at: null });
          }}
          choices={[
            { value: "waiting", label: "Waiting" },
            { value: "needed", label: "Needed" },
            { value: "closed", label: "To be closed" },
          ]}
        />
      }
    >
      <ExposurePlaces />
      {mayDecide && items.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-2 md:px-6">
          <Button size="sm" tone="primary" onClick={() => setVerdict("needed")}>
            Needed… <Kbd keys="N" />
          </Button>
          <Button size="sm" onClick={() => setVerdict("closed")}>
            Close… <Kbd keys="C" />
          </Button>
          <span className="text-muted text-xs">
            {chosen.length > 0 ? `${formatCount(chosen.length)} selected` : "the marked one"}
            {chosen.length > 0 ? null : <span className="max-md:hidden">; X selects more</span>}
          </span>
        </div>
      ) : null}
      <div className="scroll-area min-h-0 flex-1 bg-surface">
        {pages.error ? <QueryProblem isInset error={pages.error} refetch={pages.refetch} /> : null}
        {pages.isPending ? <SkeletonRows count={12} columns={["w-32", "w-48", "w-24", "w-20"]} /> : null}
        {pages.data && counts && items.length === 0 ? (
          <Nothing view={place.view} isEmpty={sumOf(counts) === 0} />
        ) : null}
        {items.length > 0 ? (
          <OutboundTable
            rows={items}
            currentKey={current?.key ?? null}
            picked={picked}
            mayDecide={mayDecide}
            onPick={toggle}
            onChoose={(key) => setPlace({ at: key })}
          />
        ) : null}
        <ShowMore
          pages={pages}
          className="p-4 md:px-6"
          note={`${formatCount(items.length)} of ${countOf(total, "destination")}`}
        />
        <DefaultDeny />
      </div>
      <AnswerDialog
        verdict={verdict}
        items={asked}
        onClose={() => setVerdict(null)}
        onAnswered={() => {
          const next = items.slice(index + 1).find((it) => !asked.includes(it));
          setPicked(new Set());
          setPlace({ at: next?.key ?? null });
        }}
      />
    </Page>
  );
}

function Nothing({ view, isEmpty }: { readonly view: (typeof OUTBOUND_VIEWS)[number]; readonly isEmpty: boolean }) {
  if (isEmpty || view === "waiting") {
    return (
      <EmptyState
        title={isEmpty ? "Destinations outside will be asked about here" : "Every destination has its answer"}
        action={isEmpty ? <ImportLink>Import captures or flow logs</ImportLink> : null}
      >
        <p>
          Each kind of device and each destination on the internet is one question: who needs it, why, and until when?
          Or is it to be closed?
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={view === "needed" ? "Nothing is known to be needed yet" : "Nothing is to be closed yet"}>
      <p>Answer what waits.</p>
    </EmptyState>
  );
}

type Counts = OutboundPageDto["counts"];

const sumOf = ({ open = 0, expired = 0, needed = 0, closed = 0 }: Counts) => open + expired + needed + closed;

function sentence(counts: Counts): string {
  const { open = 0, expired = 0 } = counts;
  if (sumOf(counts) === 0) return "No device talks to outside, as far as seen.";
  const ended = expired > 0 ? `, ${formatCount(expired)} of them again` : "";
  return open + expired === 0
    ? "Every destination outside has its answer."
    : `${countOf(open + expired, "destination waits", "destinations wait")} for an answer${ended}.`;
}
