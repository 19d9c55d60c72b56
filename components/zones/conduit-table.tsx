"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import type { z } from "zod";
import { TimeAgo } from "@/components/devices/time-ago";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NothingFits } from "@/components/ui/nothing-fits";
import { RowActions } from "@/components/ui/row-actions";
import { SearchField } from "@/components/ui/search-field";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast, UNDO } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";
import { conduitListOptions } from "@/lib/client/queries/conduits";
import type { ConduitDto, conduit as conduitContract } from "@/lib/contracts/zones";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ConduitCells, ConduitHeads } from "./conduit-cells";
import { ConduitDialog } from "./conduit-dialog";
import { conduitAgain } from "./conduit-form";

/** The paths that somebody allowed, with their reason. */
export function ConduitTable() {
  const client = useQueryClient();
  const mayEdit = useCan("zones.edit");
  const [q, setQ] = useQueryState("q", parseAsString);
  const conduits = useInfiniteQuery({ ...conduitListOptions(q?.trim() ?? ""), placeholderData: keepPreviousData });
  const [changing, setChanging] = useState<ConduitDto | null>(null);
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const reopen = useMutation({
    mutationFn: (one: ConduitDto) => apiSend<z.output<typeof conduitContract>>("POST", "/conduits", conduitAgain(one)),
    onSuccess: () => refreshInventory(client),
    onError: (error) => toast({ title: "The conduit stays closed", detail: sentenceOf(error), tone: "danger" }),
  });
  const remove = useMutation({
    mutationFn: (one: ConduitDto) => apiSend("DELETE", `/conduits/${one.id}`, null),
    onSuccess: async (_, one) => {
      toast({
        title: `Closed ${one.fromName} → ${one.toName}`,
        action: { label: UNDO, run: () => reopen.mutate(one) },
      });
      await refreshInventory(client);
    },
    onError: (error) => toast({ title: "The conduit was not closed", detail: sentenceOf(error), tone: "danger" }),
  });
  const rows = conduits.data?.pages.flatMap((page) => page.items) ?? [];
  const total = conduits.data?.pages[0]?.total;
  if (total === 0 && q === null) return <NoConduit mayEdit={mayEdit} />;
  return (
    <>
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-2 md:px-6 print:hidden">
        <SearchField
          label="Search conduits"
          placeholder="Zone, protocol, reason, owner"
          maxLength={200}
          value={q}
          onSearch={(words) => setQ(words)}
        />
        <div role="status" className="ml-auto text-muted text-xs">
          {total === undefined ? null : countOf(total, "conduit")}
        </div>
      </div>
      {conduits.isError ? <QueryProblem isInset error={conduits.error} refetch={conduits.refetch} /> : null}
      {conduits.isPending ? <SkeletonRows count={4} columns={["w-40", "w-24", "w-56"]} /> : null}
      {total === 0 ? (
        <NothingFits title="No conduit fits" onClear={() => setQ(null)}>
          Try another spelling: words are looked for in zones, protocols, reasons and owners.
        </NothingFits>
      ) : null}
      {rows.length > 0 ? (
        <Table isEdgeToEdge aria-label="Conduits">
          <thead>
            <tr>
              <ConduitHeads />
              <Th className="max-md:hidden">Since</Th>
              <Th>{mayEdit ? <span className="sr-only">Actions</span> : null}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.id} className="hover:bg-hover max-md:align-top">
                <ConduitCells from={one.fromName} to={one.toName} conduit={one} today={today} />
                <Td className="max-md:hidden">
                  <TimeAgo at={one.createdAt} />
                </Td>
                <Td className="text-right">
                  {mayEdit ? (
                    <RowActions
                      changeLabel={`Change ${one.fromName} to ${one.toName}`}
                      onChange={() => setChanging(one)}
                      removeLabel={`Close ${one.fromName} to ${one.toName}`}
                      onRemove={() => remove.mutate(one)}
                    />
                  ) : null}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      {total === undefined ? null : (
        <ShowMore
          pages={conduits}
          className="p-4 md:px-6"
          note={`${formatCount(rows.length)} of ${countOf(total, "conduit")}`}
        />
      )}
      {changing ? (
        <ConduitDialog
          from={{ key: changing.fromZoneId, name: changing.fromName }}
          to={{ key: changing.toZoneId, name: changing.toName }}
          protocols={[]}
          conduit={changing}
          onClose={() => setChanging(null)}
        />
      ) : null}
    </>
  );
}

function NoConduit({ mayEdit }: { readonly mayEdit: boolean }) {
  return (
    <EmptyState
      title="Allowed paths will stand here"
      action={
        mayEdit ? (
          <Button asChild tone="primary">
            <Link href="/zones">Open the matrix</Link>
          </Button>
        ) : (
          <RoleNote permission="zones.edit" deed="allow paths" />
        )
      }
    >
      <p>
        No path is allowed yet, so every path between zones is undecided. Open a cell of the matrix, and allow what is
        needed there with the reason for it.
      </p>
    </EmptyState>
  );
}
