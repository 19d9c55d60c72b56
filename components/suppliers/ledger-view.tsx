"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useRef, useState } from "react";
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
import { SearchField } from "@/components/ui/search-field";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { ledgerOptions } from "@/lib/client/queries/exposure";
import { sendLedger } from "@/lib/client/suppliers";
import { GRANT_STANDINGS } from "@/lib/contracts/choices";
import type { LedgerDto, SupplierDto } from "@/lib/contracts/suppliers";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { GrantTable } from "./grant-table";
import { STANDING_WORDS } from "./grant-words";
import { sayTerms } from "./say-terms";

// What is not met first comes when it is opened.
const RequestDialog = lateDialog(() => import("./request-dialog").then((it) => it.RequestDialog)).Dialog;
const SupplierDialog = lateDialog(() => import("./supplier-dialog").then((it) => it.SupplierDialog)).Dialog;
const ReachPicture = dynamic(() => import("./reach-picture").then((it) => it.ReachPicture), { ssr: false });

const VIEWS = ["ledger", "reach"] as const;

/** The ledger: each supplier, who comes, what was granted, and what it reaches. */
export function LedgerView() {
  const { data, error, isPending, refetch } = useQuery(ledgerOptions());
  const [place, setPlace] = useQueryStates({
    q: parseAsString,
    standing: parseAsStringLiteral(GRANT_STANDINGS),
    ending: parseAsStringLiteral(["soon"] as const),
    view: parseAsStringLiteral(VIEWS).withDefault("ledger"),
  });
  const [editing, setEditing] = useState<SupplierDto | "new" | null>(null);
  const [asking, setAsking] = useState<SupplierDto | null>(null);
  const mayRequest = useCan("access.request");
  const mayExport = useCan("exports.read");
  const words = (place.q ?? "").toLowerCase();
  const suppliers = (data?.items ?? [])
    .map((it) => ({ ...it, shown: it.grants.filter((grant) => fits(grant, place.standing, place.ending !== null)) }))
    .filter(
      (it) =>
        JSON.stringify([it.name, it.contact, it.people, it.grants]).toLowerCase().includes(words) &&
        (it.shown.length > 0 || (place.standing === null && place.ending === null)),
    );
  return (
    <Page
      title="Exposure · Suppliers"
      answer={data ? sentence(data) : "Suppliers and their access"}
      isFilling
      actions={
        <>
          <Segmented
            label="View"
            value={place.view}
            onChange={(view) => setPlace({ view })}
            choices={[
              { value: "ledger", label: "Ledger" },
              { value: "reach", label: "Reach" },
            ]}
          />
          {mayRequest ? <ImportButton /> : null}
          {mayExport ? (
            <Button asChild>
              <a href="/api/v1/exports/suppliers" download>
                Export CSV
              </a>
            </Button>
          ) : null}
          {mayRequest ? (
            <Button tone="primary" onClick={() => setEditing("new")}>
              Add supplier…
            </Button>
          ) : null}
        </>
      }
    >
      <ExposurePlaces />
      {data?.items.length === 0 ? null : (
        <FilterBar
          chosen={countChosen(place, ["standing", "ending"])}
          end={data?.concentration ?? null}
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
        {error ? <QueryProblem isInset error={error} refetch={refetch} /> : null}
        {isPending ? <SkeletonRows count={8} columns={["w-40", "w-56", "w-32"]} /> : null}
        {data && suppliers.length === 0 ? (
          <EmptyState
            title={data.items.length === 0 ? "Suppliers with access will stand here" : "No access fits"}
            action={
              data.items.length === 0 ? <RoleNote permission="access.request" deed="write down suppliers" /> : null
            }
          >
            <p>
              {data.items.length === 0
                ? "Write down who may come in from outside, with which tool, where to, when and why. Sessions that were seen are held against it."
                : "Take a filter away to see more."}
            </p>
          </EmptyState>
        ) : null}
        {place.view === "reach" && suppliers.length > 0 ? (
          <div className="overflow-x-auto py-3">
            {suppliers.some((it) => it.reach.zones > 0) ? (
              <ReachPicture zones={data?.zones ?? []} suppliers={suppliers} />
            ) : (
              <p className="px-4 text-soft md:px-6">No approved access holds, so no supplier reaches anything.</p>
            )}
          </div>
        ) : null}
        {(place.view === "ledger" ? suppliers : []).map((it) => (
          <section key={it.id} aria-label={it.name} className="border-b pt-3 pb-4">
            <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 pb-2 md:px-6">
              <div className="min-w-0">
                <h2 className="font-semibold [overflow-wrap:anywhere]">
                  <bdi>{it.name}</bdi>
                </h2>
                <p className="text-muted text-xs [overflow-wrap:anywhere]">{sayReach(it)}</p>
                <p className="text-muted text-xs [overflow-wrap:anywhere]">
                  <bdi>{sayTerms(it)}</bdi>
                </p>
              </div>
              {mayRequest ? (
                <span className="flex gap-2">
                  <Button size="sm" tone="quiet" onClick={() => setEditing(it)}>
                    Change…
                  </Button>
                  <Button size="sm" onClick={() => setAsking(it)}>
                    Ask for access…
                  </Button>
                </span>
              ) : null}
            </header>
            {it.shown.length > 0 ? <GrantTable supplier={it} grants={it.shown} /> : null}
          </section>
        ))}
      </div>
      {editing !== null ? (
        <SupplierDialog supplier={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
      {asking ? <RequestDialog supplier={asking} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}

const SOON_MS = 30 * 86_400_000;

function fits(
  grant: SupplierDto["grants"][number],
  standing: (typeof GRANT_STANDINGS)[number] | null,
  isEnding: boolean,
): boolean {
  if (standing !== null && grant.standing !== standing) return false;
  return !isEnding || (grant.standing === "approved" && Date.parse(grant.validUntil) - Date.now() <= SOON_MS);
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
        Import CSV…
      </Button>
    </>
  );
}

function sayReach({ reach, people }: SupplierDto): string {
  const names = people.slice(0, 3).map((it) => it.name);
  const more = people.length > names.length ? ` and ${people.length - names.length} more` : "";
  const who = people.length === 0 ? "Nobody named" : `${names.join(", ")}${more}`;
  if (reach.devices + reach.zones === 0) return `${who}; no approved access holds.`;
  const places = `${countOf(reach.devices, "device")} in ${countOf(reach.zones, "zone")} of ${countOf(reach.sites, "site")}`;
  return `${who}; ${reach.tools.join(", ")} to ${places}.`;
}

function sentence({ items, counts: { requested, approved, endingSoon, withoutMfa } }: LedgerDto): string {
  if (items.length === 0) return "No supplier is written down.";
  const parts = [
    `${countOf(items.length, "supplier")}, ${approved === 0 ? "no" : formatCount(approved)} access approved`,
    requested > 0 ? `${formatCount(requested)} to be approved` : null,
    endingSoon > 0 ? `${formatCount(endingSoon)} within 30 days of the end` : null,
    withoutMfa > 0 ? `${formatCount(withoutMfa)} without known MFA` : null,
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}
