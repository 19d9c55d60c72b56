"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { NothingFits } from "@/components/ui/nothing-fits";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { auditOptions } from "@/lib/client/queries/users";
import type { AuditFilterInput } from "@/lib/contracts/users";
import { AuditFilter, useAuditFilter } from "./audit-filter";

/** Who did what and why, newest first. Written with the change itself, never changed after. */
export function AuditList() {
  const [filter, setFilter] = useAuditFilter();
  return (
    <div className="-mx-4 md:-mx-6">
      <AuditFilter />
      <div className="px-4 md:px-6">
        <Entries filter={filter} onClear={() => setFilter(null)} />
      </div>
    </div>
  );
}

function Entries({ filter, onClear }: { readonly filter: AuditFilterInput; readonly onClear: () => void }) {
  const audit = useInfiniteQuery({ ...auditOptions(filter), placeholderData: keepPreviousData });
  if (audit.isPending) return <SkeletonRows count={8} columns={["w-24", "w-32", "w-72"]} />;
  if (audit.isError) return <QueryProblem error={audit.error} refetch={audit.refetch} />;
  const entries = audit.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <NothingFits title="No entry fits" onClear={onClear} />;
  return (
    <>
      <Table aria-label="Audit log">
        <thead>
          <tr>
            <Th>When</Th>
            <Th>Who</Th>
            <Th>What and why</Th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <Td className="whitespace-nowrap">
                <TimeAgo at={entry.at} />
              </Td>
              <Td className="max-w-24 truncate md:max-w-44" title={entry.actor}>
                <bdi>{entry.actor}</bdi>
              </Td>
              <Td>
                <WireText text={entry.summary} isWrapped />
                {entry.reason ? (
                  <span className="block text-muted">
                    <WireText text={entry.reason} isWrapped />
                  </span>
                ) : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {audit.hasNextPage ? (
        <p className="pt-3">
          <Button isBusy={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
            Show earlier
          </Button>
        </p>
      ) : null}
    </>
  );
}
