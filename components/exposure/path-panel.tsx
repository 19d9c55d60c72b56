"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { sayWeek } from "@/components/charts/say-week";
import { WeekPicture } from "@/components/charts/week-picture";
import { CitationText } from "@/components/devices/citation-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { QueryProblem } from "@/components/shell/query-problem";
import { PanelPair, PanelSection, PanelSkeleton } from "@/components/ui/panel-part";
import { SidePanel } from "@/components/ui/side-panel";
import { formatBytes } from "@/lib/client/format-number";
import { pathDetailOptions } from "@/lib/client/queries/exposure";
import type { AccessPathDto, PathDetailDto } from "@/lib/contracts/exposure";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { KIND_WORDS } from "./exposure-words";
import { StepLadder } from "./step-ladder";
import { StepMark } from "./step-mark";
import { ToolMark } from "./tool-mark";

interface PathPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One path in full: how it is known, whom it leads to, when, and what to do next. */
export function PathPanel({ id, onClose }: PathPanelProps) {
  const { data, error, refetch } = useQuery(pathDetailOptions(id));
  const path = data?.path;
  return (
    <SidePanel
      label={path ? titleOf(path) : "Path"}
      contentKey={id}
      onClose={onClose}
      header={
        path ? (
          <>
            <h2 className="line-clamp-2 font-semibold text-md [overflow-wrap:anywhere]">
              <bdi>{titleOf(path)}</bdi>
            </h2>
            <p className="truncate text-muted text-xs">
              {path.device.deviceId ? (
                <Link href={`/devices/${path.device.deviceId}`} className="underline underline-offset-2">
                  <bdi>{path.device.name}</bdi>
                </Link>
              ) : (
                <bdi>{path.device.name}</bdi>
              )}
              , {path.device.zone}
            </p>
          </>
        ) : null
      }
    >
      {error ? (
        <QueryProblem isInset error={error} refetch={refetch} />
      ) : data ? (
        <PathBody detail={data} />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  );
}

function PathBody({ detail: { path, week, sessions, sessionCount, nextStep } }: { readonly detail: PathDetailDto }) {
  return (
    <div className="flex flex-col gap-5 p-4">
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-y-1.5">
        {path.tool ? (
          <>
            <PanelPair label="Tool">
              <ToolMark tool={path.tool} />
            </PanelPair>
            <PanelPair label="Kind">{KIND_WORDS[path.tool.kind]}</PanelPair>
            <PanelPair label="Step">
              <StepMark step={path.step} />
            </PanelPair>
          </>
        ) : null}
        <PanelPair label="Seen in">
          <CitationText citation={path.toolCitation ?? path.citation} />
        </PanelPair>
        <PanelPair label="Services">{path.services.join(", ")}</PanelPair>
        {path.gateways.length > 0 ? (
          <PanelPair label={path.direction === "out" ? "Leaves at" : "Comes in at"}>
            {path.gateways.map((gateway, at) => (
              <span key={gateway.deviceId}>
                {at > 0 ? ", " : ""}
                <Link href={`/devices/${gateway.deviceId}`} className="underline underline-offset-2">
                  <bdi>{gateway.name}</bdi>
                </Link>
                {gateway.isSanctioned ? "" : <span className="text-risk-medium-text"> (nobody sanctioned it)</span>}
              </span>
            ))}
          </PanelPair>
        ) : null}
        <PanelPair label="Volume">
          {formatBytes(path.bytes)} in {formatCount(path.packets)} packets, {countOf(path.flows, "flow")}
          {path.isAnswered ? "" : "; nobody ever answered"}
        </PanelPair>
        <PanelPair label="Since">
          <TimeAgo at={path.firstSeenAt} />, last <TimeAgo at={path.lastSeenAt} />
        </PanelPair>
      </dl>
      {path.tool ? (
        <PanelSection title="Steps">
          <StepLadder path={path} />
          {nextStep ? <p className="pt-2">{nextStep}</p> : null}
        </PanelSection>
      ) : null}
      <PanelSection title="Hours">
        <WeekPicture hours={week.hours} />
        <p className="text-muted text-xs">{sayWeek(week)}</p>
      </PanelSection>
      <PanelSection
        title={path.peerCount > path.peers.length ? `Peers, ${path.peers.length} of ${path.peerCount}` : "Peers"}
      >
        <ul>
          {path.peers.map((peer) => (
            <li key={`${peer.name} ${peer.ip}`} className="flex min-w-0 items-baseline gap-2 border-b py-1">
              <span className="min-w-0 flex-1">
                {peer.deviceId ? (
                  <Link href={`/devices/${peer.deviceId}`} className="block hover:underline">
                    <WireText text={peer.name} />
                  </Link>
                ) : (
                  <WireText text={peer.name} />
                )}
              </span>
              {peer.ip && peer.ip !== peer.name ? (
                <span className="font-mono text-muted text-xs">{peer.ip}</span>
              ) : null}
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection
        title={sessions.length < sessionCount ? `Sessions, newest ${sessions.length} of ${sessionCount}` : "Sessions"}
      >
        <ul>
          {sessions.map((session) => (
            <li
              key={`${session.citation.fileSha256} ${session.citation.position} ${session.service} ${session.peerIp}`}
              className="border-b py-1"
            >
              <span className="flex justify-between gap-2">
                <TimeAgo at={session.firstSeenAt} />
                <span className="whitespace-nowrap">{formatBytes(session.bytes)}</span>
              </span>
              <CitationText citation={session.citation} />
            </li>
          ))}
        </ul>
      </PanelSection>
    </div>
  );
}

function titleOf({ tool, direction, scope, destination, device }: AccessPathDto): string {
  const what = tool ? (tool.confidence === "possible" ? `Possibly ${tool.tool}` : tool.tool) : "Traffic";
  if (scope === "inside") return `${what} from ${destination} to ${device.name}`;
  return direction === "out" ? `${what} to ${destination}` : `${what} from outside to ${destination}`;
}
