"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo, useRef, useState } from "react";
import { ExposurePlaces } from "@/components/exposure/exposure-places";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { countChosen, FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-select";
import { FilterToggle } from "@/components/ui/filter-toggle";
import { lateDialog } from "@/components/ui/late-dialog";
import { NothingFits } from "@/components/ui/nothing-fits";
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { ledgerOptions, reachOptions } from "@/lib/client/queries/exposure";
import { sendLedger } from "@/lib/client/suppliers";
import { GRANT_STANDINGS } from "@/lib/contracts/choices";
import type { LedgerFilterInput, LedgerPageDto, SupplierDto } from "@/lib/contracts/suppliers";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { STANDING_WORDS } from "./grant-words";
import { SupplierSection } from "./supplier-section";

// What is not met first comes when it is opened.
const RequestDialog = lateDialog(() => import("./request-dialog").then((it) => it.RequestDialog)).Dialog;
const SupplierDialog = lateDialog(() => import("./supplier-dialog").then((it) => it.SupplierDialog)).Dialog;
const ReachPicture = dynamic(() => import("./reach-picture").then((it) => it.ReachPicture), { ssr: false });

const VIEWS = ["ledger", "reach"] as const;

/** The ledger: each supplier, who comes, what was granted, and what it reaches. */
export function LedgerView() {
  const [place, setPlace] = useQueryStates({
    q: parseAsString,
    standing: parseAsStringLiteral(GRANT_STANDINGS),
    ending: parseAsStringLiteral(["soon"] as const),
    view: parseAsStringLiteral(VIEWS).withDefault("ledger"),
  });
  const filter = useMemo<LedgerFilterInput>(() => {
    const asked = { q: place.q?.trim(), standing: place.standing, ending: place.ending };
    return Object.fromEntries(Object.entries(asked).filter(([, it]) => it));
  }, [place.q, place.standing, place.ending]);
  const pages = useInfiniteQuery({ ...ledgerOptions(filter), placeholderData: keepPreviousData });
  const suppliers = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const first = pages.data?.pages[0];
  const isEmpty = first?.counts.suppliers === 0;
  const [editing, setEditing] = useState<SupplierDto | "new" | null>(null);
  const [asking, setAsking] = useState<SupplierDto | null>(null);
  const mayRequest = useCan("access.request");
  const mayExport = useCan("exports.read");
  return (
    <Page
      title="Exposure · Suppliers"
      answer={first ? sentence(first) : "Suppliers and their access"}
      isFilling
      actions={
        <>
          {isEmpty ? null : (
            <Segmented
              label="View"
              value={place.view}
              onChange={(view) => setPlace({ view })}
              choices={[
                { value: "ledger", label: "Ledger" },
                { value: "reach", label: "Reach" },
              ]}
            />
          )}
          {mayRequest ? <ImportButton /> : null}
          {mayExport && !isEmpty ? (
            <Button asChild>
              <a href="/api/v1/exports/suppliers" download>
                <span>
                  Export<Wide> CSV</Wide>
                </span>
              </a>
            </Button>
          ) : null}
          {mayRequest ? (
            <Button tone="primary" onClick={() => setEditing("new")}>
              <span>
                Add<Wide> supplier</Wide>…
              </span>
            </Button>
          ) : null}
        </>
      }
    >
      <ExposurePlaces />
      {isEmpty ? null : (
        <FilterBar
          chosen={countChosen(place, ["standing", "ending"])}
          end={first?.concentration ?? null}
          search={
            <SearchField
              label="Search suppliers"
              placeholder="Supplier, person, tool, device"
              className="md:max-w-72"
              value={place.q}
              onSearch={(q) => setPlace({ q })}
            />
          }
        >
          <FilterSelect
            label="State of access"
            any="Any access"
            value={place.standing}
            choices={GRANT_STANDINGS.map((it) => [it, STANDING_WORDS[it]])}
            onChoose={(it) => setPlace({ standing: it })}
          />
          <FilterToggle isOn={place.ending !== null} onChange={(isOn) => setPlace({ ending: isOn ? "soon" : null })}>
            Ends within 30 days
          </FilterToggle>
        </FilterBar>
      )}
      <div className="scroll-area min-h-0 flex-1 bg-surface">
        {pages.error ? <QueryProblem isInset error={pages.error} refetch={pages.refetch} /> : null}
        {pages.isPending ? <SkeletonRows count={8} columns={["w-40", "w-56", "w-32"]} /> : null}
        {first?.total === 0 ? (
          <Nothing isEmpty={isEmpty} onClear={() => setPlace({ q: null, standing: null, ending: null })} />
        ) : null}
        {place.view === "reach" && first && first.total > 0 ? <Reach filter={filter} /> : null}
        {place.view === "ledger" ? (
          <>
            {suppliers.map((it) => (
              <SupplierSection
                key={`${it.id} ${JSON.stringify(filter)}`}
                supplier={it}
                filter={filter}
                onChange={() => setEditing(it)}
                onAsk={() => setAsking(it)}
              />
            ))}
            <ShowMore
              pages={pages}
              className="p-4 md:px-6"
              note={`${formatCount(suppliers.length)} of ${countOf(first?.total ?? 0, "supplier")}`}
            />
          </>
        ) : null}
      </div>
      {editing !== null ? (
        <SupplierDialog supplier={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
      {asking ? <RequestDialog supplier={asking} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}

function Nothing({ isEmpty, onClear }: { readonly isEmpty: boolean; readonly onClear: () => void }) {
  return isEmpty ? (
    <EmptyState
      title="Suppliers with access will stand here"
      action={<RoleNote permission="access.request" deed="write down suppliers" />}
    >
      <p>
        Write down who may come in from outside, with which tool, where to, when and why. Sessions that were seen are
        held against it.
      </p>
    </EmptyState>
  ) : (
    <NothingFits title="No access fits" onClear={onClear} />
  );
}

/** Left out on a narrow screen, so that all verbs stand on one line. */
function Wide({ children }: { readonly children: string }) {
  return <span className="whitespace-pre max-md:hidden">{children}</span>;
}

function Reach({ filter }: { readonly filter: LedgerFilterInput }) {
  const { data, error, refetch } = useQuery(reachOptions(filter));
  if (error) return <QueryProblem isInset error={error} refetch={refetch} />;
  if (!data) return <SkeletonRows count={8} columns={["w-40", "w-12", "w-56"]} />;
  return (
    <div className="overflow-x-auto py-3">
      {data.items.length > 0 ? (
        <ReachPicture {...data} />
      ) : (
        <p className="px-4 text-soft md:px-6">No approved access holds, so no supplier reaches anything.</p>
      )}
    </div>
  );
}

function ImportButton() {
  const input = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: async (file: File) => sendLedger(await file.text()),
    onSuccess: ({ suppliers, requests, problems }) => {
      toast({
        title: `Added ${countOf(suppliers, "supplier")}, asked for ${countOf(requests, "access", "accesses")}`,
        ...(problems.length > 0
          ? {
              detail: `${countOf(problems.length, "line")} left out. ${problems.slice(0, 3).join(" ")}`,
              tone: "danger",
            }
          : {}),
      });
      return client.invalidateQueries({ queryKey: ["exposure"] });
    },
    onError: (error) => toast({ title: "The ledger was not read", detail: sentenceOf(error), tone: "danger" }),
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="hidden"
        aria-label="Ledger as CSV"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) send.mutate(file);
        }}
      />
      <Button isBusy={send.isPending} onClick={() => input.current?.click()}>
        <span>
          Import<Wide> CSV</Wide>…
        </span>
      </Button>
    </>
  );
}

function sentence({ counts: { suppliers, requested, approved, endingSoon, withoutMfa } }: LedgerPageDto): string {
  if (suppliers === 0) return "No supplier is written down.";
  const parts = [
    `${countOf(suppliers, "supplier")}, ${approved === 0 ? "no" : formatCount(approved)} access approved`,
    requested > 0 ? `${formatCount(requested)} to be approved` : null,
    endingSoon > 0 ? `${formatCount(endingSoon)} within 30 days of the end` : null,
    withoutMfa > 0 ? `${formatCount(withoutMfa)} without known MFA` : null,
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}
