"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { lateDialog } from "@/components/ui/late-dialog";
import { NothingFits } from "@/components/ui/nothing-fits";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { conduitOptions } from "@/lib/client/queries/conduits";
import { dueOptions, grantOptions, supplierOptions } from "@/lib/client/queries/exposure";
import type { DueQueueDto } from "@/lib/contracts/exposure";
import { DUE_KINDS, DUE_STATES, type DueKind, type DueState } from "@/lib/domain/exposure/due-items";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ExposurePlaces } from "./exposure-places";

// What is not met first comes when it is opened.
const RequestDialog = lateDialog(() =>
  import("@/components/suppliers/request-dialog").then((it) => it.RequestDialog),
).Dialog;
const SupplierDialog = lateDialog(() =>
  import("@/components/suppliers/supplier-dialog").then((it) => it.SupplierDialog),
).Dialog;
const ConduitDialog = lateDialog(() =>
  import("@/components/zones/conduit-dialog").then((it) => it.ConduitDialog),
).Dialog;

type DueItem = DueQueueDto["items"][number];

const KIND_NAMES: Readonly<Record<DueKind, string>> = {
  access: "Access",
  contract: "Contract",
  destination: "Destination",
  conduit: "Conduit",
};
const STATE_NAMES: Readonly<Record<DueState, string>> = { over: "over", soon: "within 30 days", open: "no day" };
const VIEWS = ["all", "over", "soon", "open"] as const;

/** What ends or is to be looked at again, of access, contracts, destinations and conduits, with what to do about it. */
export function DueView() {
  const [{ state, kind }, setPlace] = useQueryStates({
    state: parseAsStringLiteral(VIEWS).withDefault("all"),
    kind: parseAsStringLiteral(DUE_KINDS),
  });
  const [asked, setAsked] = useState<DueItem | null>(null);
  const due = useInfiniteQuery(
    dueOptions({ ...(state === "all" ? {} : { state }), ...(kind === null ? {} : { kind }) }),
  );
  const first = due.data?.pages[0];
  const items = due.data?.pages.flatMap((page) => page.items) ?? [];
  const isNothingDue = first !== undefined && DUE_STATES.every((it) => first.counts[it] === 0);
  return (
    <Page
      title="Exposure · Due"
      answer={first ? sentence(first) : "What ends or is to be looked at again"}
      isFilling
      actions={
        <Segmented
          label="When"
          value={state}
          onChange={(next) => setPlace({ state: next })}
          choices={[
            { value: "all", label: "All" },
            { value: "over", label: "Over" },
            { value: "soon", label: "30 days" },
            { value: "open", label: "No day" },
          ]}
        />
      }
    >
      <ExposurePlaces />
      {isNothingDue && kind === null ? null : (
        <div className="flex items-center gap-2 border-b bg-surface px-4 py-2 md:px-6">
          <FilterSelect
            label="Kind"
            any="Any kind"
            value={kind}
            choices={DUE_KINDS.map((it) => [it, KIND_NAMES[it]])}
            onChoose={(it) => setPlace({ kind: it })}
          />
          {first ? <span className="ml-auto text-muted text-xs">{countOf(first.total, "item")}</span> : null}
        </div>
      )}
      <div className="scroll-area min-h-0 flex-1 bg-surface">
        {due.isError ? <QueryProblem isInset error={due.error} refetch={due.refetch} /> : null}
        {due.isPending ? <SkeletonRows count={8} columns={["w-24", "w-24", "w-56", "w-72"]} /> : null}
        {first?.total === 0 ? <Nothing onClear={isNothingDue ? null : () => setPlace(null)} /> : null}
        {items.length > 0 ? (
          <Table isEdgeToEdge aria-label="Due">
            <thead>
              <tr>
                <Th>When</Th>
                <Th className="max-md:hidden">Kind</Th>
                <Th>What</Th>
                <Th className="max-sm:hidden">Why</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={`${item.kind} ${item.id}`} className="align-top hover:bg-hover">
                  <Td className="whitespace-nowrap">
                    {item.on ?? <span className="text-muted">no day</span>}
                    {item.on ? (
                      <span
                        className={clsx("block text-xs", item.state === "over" ? "text-risk-high-text" : "text-muted")}
                      >
                        {item.state === "open" ? "later" : STATE_NAMES[item.state]}
                      </span>
                    ) : null}
                  </Td>
                  <Td className="max-md:hidden">{KIND_NAMES[item.kind]}</Td>
                  <Td className="max-w-72">
                    <Link href={hrefOf(item)} className="line-clamp-2 hover:underline [overflow-wrap:anywhere]">
                      <bdi>{item.title}</bdi>
                    </Link>
                    <span className="block text-muted text-xs sm:hidden">{item.because.join(" ")}</span>
                  </Td>
                  <Td className="max-w-96 max-sm:hidden">{item.because.join(" ")}</Td>
                  <Td className="whitespace-nowrap text-right">
                    <DueAction item={item} onAsk={() => setAsked(item)} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        ) : null}
        <ShowMore pages={due} note={`${formatCount(items.length)} of ${countOf(first?.total ?? 0, "item")}`} />
      </div>
      {asked ? <DueDialog item={asked} onClose={() => setAsked(null)} /> : null}
    </Page>
  );
}

function DueAction({ item, onAsk }: { readonly item: DueItem; readonly onAsk: () => void }) {
  const mayRequest = useCan("access.request");
  const mayZone = useCan("zones.edit");
  if (item.kind === "destination") {
    return (
      <Button asChild size="sm">
        <Link href={hrefOf(item)}>Open</Link>
      </Button>
    );
  }
  if (!(item.kind === "conduit" ? mayZone : mayRequest)) return null;
  return (
    <Button size="sm" onClick={onAsk} aria-label={`${item.kind === "access" ? "Ask again" : "Change"}: ${item.title}`}>
      {item.kind === "access" ? "Ask again…" : "Change…"}
    </Button>
  );
}

/** What is due is dealt with where it stands. */
function DueDialog({ item, onClose }: { readonly item: DueItem; readonly onClose: () => void }) {
  const client = useQueryClient();
  const supplier = useQuery({ ...supplierOptions(item.id), enabled: item.kind === "contract" }).data;
  const grant = useQuery({ ...grantOptions(item.id), enabled: item.kind === "access" }).data;
  const conduit = useQuery({ ...conduitOptions(item.id), enabled: item.kind === "conduit" }).data;
  if (item.kind === "conduit") {
    if (!conduit) return null;
    return (
      <ConduitDialog
        from={{ key: conduit.fromZoneId, name: conduit.fromName }}
        to={{ key: conduit.toZoneId, name: conduit.toName }}
        protocols={[]}
        conduit={conduit}
        onClose={() => {
          onClose();
          client.invalidateQueries({ queryKey: ["exposure", "due"] });
        }}
      />
    );
  }
  if (item.kind === "contract") {
    return supplier ? <SupplierDialog supplier={supplier} onClose={onClose} /> : null;
  }
  if (!grant) return null;
  const asked = { id: grant.supplierId, name: grant.supplier, people: [] };
  return <RequestDialog supplier={asked} like={grant} onClose={onClose} />;
}

function hrefOf({ kind, title, state }: DueItem): string {
  switch (kind) {
    case "access":
      return `/exposure/suppliers?q=${encodeURIComponent(title.split(", ")[0] ?? "")}`;
    case "contract":
      return `/exposure/suppliers?q=${encodeURIComponent(title)}`;
    case "destination":
      return state === "over" ? "/exposure/outbound" : "/exposure/outbound?view=needed";
    case "conduit":
      return "/zones?tab=conduits";
  }
}

function sentence({ counts: { over, soon, open } }: DueQueueDto): string {
  if (over + soon + open === 0) return "Nothing ends within 30 days, and nothing waits for a review.";
  const parts = [
    over > 0 ? `${countOf(over, "item")} over` : null,
    soon > 0 ? `${soon} within 30 days` : null,
    open > 0 ? `${open} without a day or a duty filled in` : null,
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}

/** `onClear` where something is due, and other things were asked for. */
function Nothing({ onClear }: { readonly onClear: (() => void) | null }) {
  return onClear ? (
    <NothingFits title="Nothing fits" onClear={onClear} />
  ) : (
    <EmptyState title="Nothing is due">
      <p>
        Access and contracts come here 30 days before they end, answers about destinations before they are asked again,
        conduits when their review is due or when nobody said who enforces them.
      </p>
    </EmptyState>
  );
}
