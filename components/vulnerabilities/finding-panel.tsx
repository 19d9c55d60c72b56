"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryProblem } from "@/components/shell/query-problem";
import { PanelSkeleton } from "@/components/ui/panel-part";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { findingDetailOptions } from "@/lib/client/queries/findings";
import { useCloseKey } from "@/lib/client/use-close-key";
import { weaknessName } from "@/lib/domain/software/component-key";
import { FindingCard } from "./finding-card";

interface FindingPanelProps {
  readonly id: string;
  /** Title of the row, while the card is on its way. */
  readonly title: string | null;
  readonly onClose: () => void;
}

/** The card of a finding beside the list. */
export function FindingPanel({ id, title, onClose }: FindingPanelProps) {
  useCloseKey(onClose);
  const { data, error, refetch } = useQuery(findingDetailOptions(id));
  const shown = data?.row.title ?? title;
  return (
    <SidePanel
      label={shown ?? "Finding"}
      contentKey={id}
      onClose={onClose}
      header={
        <>
          <h2 className="line-clamp-2 font-semibold text-md [overflow-wrap:anywhere]" title={shown ?? undefined}>
            {shown ? <bdi dir="auto">{shown}</bdi> : <Skeleton className="h-4 w-40" />}
          </h2>
          {data ? (
            <p className="mt-0.5 truncate text-muted text-xs">
              <span className="font-mono" title={data.row.key}>
                {weaknessName(data.row.key)}
              </span>{" "}
              on{" "}
              <Link href={`/devices/${data.row.deviceId}?tab=findings`} className="underline underline-offset-2">
                <bdi>{data.row.deviceName ?? "an unnamed device"}</bdi>
              </Link>
            </p>
          ) : null}
        </>
      }
    >
      {error ? (
        <QueryProblem isInset error={error} refetch={refetch} />
      ) : data ? (
        <FindingCard detail={data} />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  );
}
