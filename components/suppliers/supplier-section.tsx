"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { ShowMore } from "@/components/ui/show-more";
import { grantListOptions } from "@/lib/client/queries/exposure";
import type { LedgerFilterInput, SupplierDto } from "@/lib/contracts/suppliers";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { GrantTable } from "./grant-table";
import { sayTerms } from "./say-terms";

interface SupplierSectionProps {
  readonly supplier: SupplierDto;
  /** By which its access is narrowed. */
  readonly filter: LedgerFilterInput;
  readonly onChange: () => void;
  readonly onAsk: () => void;
}

/** One supplier of the ledger: who comes, how far it reaches, its terms, and its access; what there is of it beyond the first when asked for. */
export function SupplierSection({ supplier, filter, onChange, onAsk }: SupplierSectionProps) {
  const mayRequest = useCan("access.request");
  const [isWhole, setIsWhole] = useState(false);
  const all = useInfiniteQuery({ ...grantListOptions(supplier.id, filter), enabled: isWhole });
  const grants = (isWhole ? all.data?.pages.flatMap((page) => page.items) : undefined) ?? supplier.grants;
  const pages = all.data
    ? all
    : {
        hasNextPage: supplier.grantCount > supplier.grants.length,
        isFetchingNextPage: all.isFetching,
        fetchNextPage: () => setIsWhole(true),
      };
  return (
    <section aria-label={supplier.name} className="border-b pt-3 pb-4">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 pb-2 md:px-6">
        <div className="min-w-0">
          <h2 className="font-semibold [overflow-wrap:anywhere]">
            <bdi>{supplier.name}</bdi>
          </h2>
          <p className="text-muted text-xs [overflow-wrap:anywhere]">{sayReach(supplier)}</p>
          <p className="text-muted text-xs [overflow-wrap:anywhere]">
            <bdi>{sayTerms(supplier)}</bdi>
          </p>
        </div>
        {mayRequest ? (
          <span className="flex gap-2 print:hidden">
            <Button size="sm" tone="quiet" onClick={onChange}>
              Change…
            </Button>
            <Button size="sm" onClick={onAsk}>
              Ask for access…
            </Button>
          </span>
        ) : null}
      </header>
      {grants.length > 0 ? <GrantTable supplier={supplier} grants={grants} /> : null}
      <ShowMore
        pages={pages}
        className="px-4 pt-2 md:px-6"
        note={`${formatCount(grants.length)} of ${countOf(supplier.grantCount, "access", "accesses")}`}
      />
    </section>
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
