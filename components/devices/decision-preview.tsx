"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { QueryProblem } from "@/components/shell/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { previewDecision } from "@/lib/client/decisions";
import type { DecisionPreview as Preview } from "@/lib/contracts/devices";
import { countOf } from "@/lib/domain/say-count";
import { deviceProduct, deviceTitle } from "./device-name";
import { RiskBar } from "./risk-bar";
import { StateBadge } from "./state-badge";
import type { DecisionInput } from "./use-decide";
import { WireText } from "./wire-text";

/** What a decision would make of its devices, side by side, before it is made. */
export function DecisionPreview({ decision }: { readonly decision: DecisionInput }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["decisions", "preview", decision] as const,
    queryFn: () => previewDecision(decision),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  if (!data) {
    return (
      <div role="status" aria-label="Working out what it would make" className="grid gap-3 sm:grid-cols-2">
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    );
  }
  const { before, after } = data;
  return (
    <section aria-label="What it would make">
      <p className="pb-2 text-soft">
        {before.length === after.length
          ? `${countOf(before.length, "device")} before and after.`
          : `${countOf(before.length, "device")} now, ${countOf(after.length, "device")} then.`}
      </p>
      <ul className={clsx("grid gap-3", after.length > 1 && "sm:grid-cols-2")}>
        {after.map((it) => (
          <Half key={it.row.id} it={it} />
        ))}
      </ul>
      {after.length === 1 && before.length === 1 ? (
        <p className="pt-2 text-muted text-xs">
          What is left over proves no device of its own: it is counted among the unconfirmed addresses.
        </p>
      ) : null}
    </section>
  );
}

function Half({ it }: { readonly it: Preview["after"][number] }) {
  const { row, identifiers, services, conflicts } = it;
  return (
    <li className="min-w-0 rounded-md border p-3">
      <p className="truncate font-medium">
        <bdi>{deviceTitle(row)}</bdi>
      </p>
      <p className="truncate text-muted text-xs">
        <bdi>{deviceProduct(row) ?? "vendor and model unknown"}</bdi>
      </p>
      <ul className="pt-2 font-mono text-xs">
        {identifiers.slice(0, 8).map((text) => (
          <li key={text} className="truncate" title={text}>
            <bdi>{text}</bdi>
          </li>
        ))}
        {identifiers.length > 8 ? <li className="font-sans text-muted">and {identifiers.length - 8} more</li> : null}
      </ul>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-2 text-xs">
        <StateBadge state={row.state} />
        <bdi className="min-w-0 truncate">{row.zone?.name ?? "unzoned"}</bdi>
        <span>{countOf(services, "service")}</span>
      </div>
      <RiskBar score={row.riskScore} band={row.riskBand} hasWord className="mt-1 w-full" />
      {conflicts.map((text) => (
        <p key={text} className="pt-1 text-risk-high-text text-xs">
          <WireText text={text} isWrapped />
        </p>
      ))}
    </li>
  );
}
