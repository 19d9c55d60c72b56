"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CitationText } from "@/components/devices/citation-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Callout } from "@/components/ui/callout";
import { PanelPair, PanelSection, PanelSkeleton } from "@/components/ui/panel-part";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { mitigationDetailOptions } from "@/lib/client/queries/mitigations";
import { useCloseKey } from "@/lib/client/use-close-key";
import type { MitigationDetailDto } from "@/lib/contracts/mitigations";
import { MitigationActions } from "./mitigation-actions";
import { effectWords, kindWords } from "./mitigation-words";
import { StandingMark } from "./standing-mark";
import { SuggestedRules } from "./suggested-rules";

interface MitigationPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** All about one mitigation, beside the list. */
export function MitigationPanel({ id, onClose }: MitigationPanelProps) {
  useCloseKey(onClose);
  const { data, error, refetch } = useQuery(mitigationDetailOptions(id));
  return (
    <SidePanel
      label={data?.row.title ?? "Mitigation"}
      contentKey={id}
      onClose={onClose}
      header={
        <>
          <h2 className="line-clamp-2 font-semibold text-md [overflow-wrap:anywhere]">
            {data ? <bdi dir="auto">{data.row.title}</bdi> : <Skeleton className="h-4 w-40" />}
          </h2>
          {data ? <p className="mt-0.5 text-muted text-xs">{kindWords(data.row)}</p> : null}
        </>
      }
    >
      {error ? (
        <QueryProblem isInset error={error} refetch={refetch} />
      ) : data ? (
        <Detail detail={data} />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  );
}

function Detail({ detail }: { readonly detail: MitigationDetailDto }) {
  const { row, contradictions, path, targets, history } = detail;
  const mayDecide = useCan("findings.decide");
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="flex flex-col gap-2">
        <StandingMark standing={row.standing} />
        {contradictions.length > 0 && row.standing === "withdrawn" ? (
          <Callout tone="danger" title={`${row.owner}, this was seen after it began`}>
            <ul className="flex flex-col gap-1.5">
              {contradictions.map((it) => (
                <li key={`${it.deviceId} ${it.text}`}>
                  <bdi>{it.text}</bdi> <TimeAgo at={it.seenAt} className="text-muted" />
                  <span className="block">
                    <CitationText citation={it.citation} />
                  </span>
                </li>
              ))}
            </ul>
          </Callout>
        ) : null}
        {mayDecide && row.standing !== "ended" ? <MitigationActions detail={detail} /> : null}
      </div>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
        <PanelPair label="Lowers">{effectWords(row.factor)}</PanelPair>
        {path ? (
          <PanelPair label="Closes">
            <bdi>{path.said}</bdi>
          </PanelPair>
        ) : null}
        <PanelPair label="Owner">
          <bdi>{row.owner}</bdi>
        </PanelPair>
        <PanelPair label="Evidence">
          <bdi dir="auto">{detail.evidence}</bdi>
          {detail.evidenceUrl ? (
            <span className="block select-all font-mono text-muted text-xs">{detail.evidenceUrl}</span>
          ) : null}
        </PanelPair>
        <PanelPair label="Since">{row.startsAt.slice(0, 16).replace("T", " ")} UTC</PanelPair>
        <PanelPair label="Review">
          {row.reviewAt?.slice(0, 10) ?? "none set"}
          {row.isReviewDue ? <span className="text-risk-medium-text"> · due</span> : null}
        </PanelPair>
        <PanelPair label="Until">{row.expiresAt?.slice(0, 10) ?? "the device states the new version"}</PanelPair>
        <PanelPair label="Recorded by">
          <bdi>{row.createdBy}</bdi>
        </PanelPair>
      </dl>
      <PanelSection title={row.scope === "zone" ? "Zone" : "About"}>
        {row.scope === "zone" ? (
          <Link
            href={`/devices?zone=${row.zoneId}`}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            <bdi>{row.zoneName ?? "a zone that is no more"}</bdi>
          </Link>
        ) : (
          <ul className="flex flex-col">
            {targets.map((it) => (
              <li key={`${it.deviceId} ${it.finding}`} className="border-b py-1 last:border-b-0">
                <Link
                  href={`/devices/${it.deviceId}${it.finding === null ? "" : "?tab=findings"}`}
                  className="rounded-sm hover:underline"
                >
                  <bdi>{it.deviceName ?? "a device that is no more"}</bdi>
                </Link>
                {it.finding === null ? null : (
                  <span className="block text-muted text-xs">
                    <bdi>{it.title ?? `${it.finding.slice(it.finding.indexOf(" ") + 1)}, which holds no more`}</bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
      {path && row.standing !== "ended" ? (
        <PanelSection title="Suggested rules">
          <SuggestedRules id={row.id} />
        </PanelSection>
      ) : null}
      <PanelSection title="History">
        <ol className="flex flex-col gap-1.5">
          {history.map((it) => (
            <li key={`${it.at} ${it.what}`}>
              <span className="text-muted text-xs">
                <TimeAgo at={it.at} /> · <bdi>{it.actor}</bdi> · {it.what}
              </span>
              <span className="block [overflow-wrap:anywhere]">
                <bdi dir="auto">{it.text}</bdi>
              </span>
            </li>
          ))}
        </ol>
      </PanelSection>
    </div>
  );
}
