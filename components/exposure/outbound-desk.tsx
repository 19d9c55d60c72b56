"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import { outboundOptions } from "@/lib/client/queries/exposure";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import type { OutboundItemDto, OutboundQueueDto } from "@/lib/contracts/exposure";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { AnswerDialog } from "./answer-dialog";
import { ExposurePlaces } from "./exposure-places";

const VIEWS = ["waiting", "needed", "closed"] as const;
type View = (typeof VIEWS)[number];

const isIn = (item: OutboundItemDto, view: View) =>
  view === "waiting" ? item.state === "open" || item.state === "expired" : item.state === view;

/** Why does this kind of device need that destination? Answered one by one or many at once, by keyboard too. */
export function OutboundDesk() {
  const { data, error, isPending, refetch } = useQuery(outboundOptions());
  const mayDecide = useCan("exposure.decide");
  const [place, setPlace] = useQueryStates(
    { view: parseAsStringLiteral(VIEWS).withDefault("waiting"), at: parseAsString },
    { history: "replace" },
  );
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [verdict, setVerdict] = useState<"needed" | "closed" | null>(null);
  const items = (data?.items ?? []).filter((it) => isIn(it, place.view));
  const index = Math.max(
    0,
    items.findIndex((it) => it.key === place.at),
  );
  const current = items[index];
  const chosen = items.filter((it) => picked.has(it.key));
  const asked = chosen.length > 0 ? chosen : current ? [current] : [];
  const moveTo = (to: number) => {
    const item = items[to];
    if (item) setPlace({ at: item.key });
  };
  const toggle = (key: string) => {
    const next = new Set(picked);
    if (!next.delete(key)) next.add(key);
    setPicked(next);
  };
  useHotkeys(
    [
      { key: "j", label: "Next destination", group: "Destinations", run: () => moveTo(index + 1) },
      { key: "k", label: "Previous destination", group: "Destinations", run: () => moveTo(index - 1) },
      ...(mayDecide && asked.length > 0
        ? [
            { key: "x", label: "Select", group: "Destinations", run: () => current && toggle(current.key) },
            { key: "n", label: "Needed", group: "Destinations", run: () => setVerdict("needed") },
            { key: "c", label: "Close", group: "Destinations", run: () => setVerdict("closed") },
          ]
        : []),
    ],
    verdict === null,
  );
  return (
    <Page
      title="Exposure · Destinations"
      answer={data ? sentence(data) : "Destinations outside"}
      isFilling
      actions={
        <Segmented
          label="Answers"
          value={place.view}
          onChange={(view) => {
            setPicked(new Set());
            setPlace({ view, at: null });
          }}
          choices={[
            { value: "waiting", label: "Waiting" },
            { value: "needed", label: "Needed" },
            { value: "closed", label: "To be closed" },
          ]}
        />
      }
    >
      <ExposurePlaces />
      {mayDecide && items.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-2 md:px-6">
          <Button size="sm" tone="primary" onClick={() => setVerdict("needed")}>
            Needed… <Kbd keys="N" />
          </Button>
          <Button size="sm" onClick={() => setVerdict("closed")}>
            Close… <Kbd keys="C" />
          </Button>
          <span className="text-muted text-xs">
            {chosen.length > 0 ? `${formatCount(chosen.length)} selected` : "the marked one; X selects more"}
          </span>
        </div>
      ) : null}
      <div className="scroll-area min-h-0 flex-1 bg-surface">
        {error ? <QueryProblem isInset error={error} refetch={refetch} /> : null}
        {isPending ? <SkeletonRows count={12} columns={["w-32", "w-48", "w-24", "w-20"]} /> : null}
        {data && items.length === 0 ? <Nothing view={place.view} isEmpty={data.items.length === 0} /> : null}
        {items.length > 0 ? (
          <Table isEdgeToEdge aria-label="Destinations">
            <thead>
              <tr>
                {mayDecide ? (
                  <Th className="w-8">
                    <span className="sr-only">Chosen</span>
                  </Th>
                ) : null}
                <Th>Kind of device</Th>
                <Th>Destination</Th>
                <Th isNumber>Devices</Th>
                <Th isNumber className="max-md:hidden">
                  Volume
                </Th>
                <Th className="max-md:hidden">Last seen</Th>
                <Th>Answer</Th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Line
                  key={item.key}
                  item={item}
                  isCurrent={item.key === current?.key}
                  isPicked={picked.has(item.key)}
                  mayDecide={mayDecide}
                  onPick={() => toggle(item.key)}
                  onChoose={() => setPlace({ at: item.key })}
                />
              ))}
            </tbody>
          </Table>
        ) : null}
        {data && furtherIn(data, place.view) > 0 ? (
          <p className="p-4 text-muted">
            Not listed{place.view === "waiting" ? " until these are answered" : ""}:{" "}
            {countOf(furtherIn(data, place.view), "further destination")}.
          </p>
        ) : null}
        {data && data.zones.length > 0 ? <DefaultDeny zones={data.zones} /> : null}
      </div>
      <AnswerDialog
        verdict={verdict}
        items={asked}
        onClose={() => setVerdict(null)}
        onAnswered={() => {
          const next = items.slice(index + 1).find((it) => !asked.includes(it));
          setPicked(new Set());
          setPlace({ at: next?.key ?? null });
        }}
      />
    </Page>
  );
}

/** How many there are in a view beyond those that the server lists. */
function furtherIn({ items, counts }: OutboundQueueDto, view: View): number {
  const all = view === "waiting" ? (counts.open ?? 0) + (counts.expired ?? 0) : (counts[view] ?? 0);
  return all - items.filter((item) => isIn(item, view)).length;
}

interface LineProps {
  readonly item: OutboundItemDto;
  readonly isCurrent: boolean;
  readonly isPicked: boolean;
  readonly mayDecide: boolean;
  readonly onPick: () => void;
  readonly onChoose: () => void;
}

function Line({ item, isCurrent, isPicked, mayDecide, onPick, onChoose }: LineProps) {
  const [first] = item.devices;
  return (
    <tr
      onClick={onChoose}
      aria-current={isCurrent || undefined}
      className={clsx("cursor-default hover:bg-hover", isCurrent && "bg-selected")}
    >
      {mayDecide ? (
        <Td>
          <Checkbox
            aria-label={`Select ${item.kind}, ${item.destination}`}
            checked={isPicked}
            onClick={(event) => event.stopPropagation()}
            onChange={onPick}
          />
        </Td>
      ) : null}
      <Td className="max-w-56">
        <WireText text={item.kind} />
        {first ? (
          <span className="block truncate text-muted text-xs">
            {first.deviceId ? (
              <Link href={`/devices/${first.deviceId}`} className="hover:underline">
                <bdi>{first.name}</bdi>
              </Link>
            ) : (
              <bdi>{first.name}</bdi>
            )}
            , {first.zone}
          </span>
        ) : null}
      </Td>
      <Td className="max-w-64">
        <Link
          href={`/exposure?view=outside&attempts=yes&path=${item.pathIds[0] ?? ""}`}
          className="block hover:underline"
        >
          <WireText text={item.destination} />
        </Link>
        <span className="block truncate text-muted text-xs">
          {item.tool ? `${item.tool.tool}, remote access · ` : ""}
          {item.services.slice(0, 3).join(", ")}
          {item.isAnswered ? "" : " · attempt, never answered"}
        </span>
      </Td>
      <Td isNumber>{formatCount(item.deviceCount)}</Td>
      <Td isNumber className="max-md:hidden">
        {formatBytes(item.bytes)}
      </Td>
      <Td className="whitespace-nowrap max-md:hidden">
        <TimeAgo at={item.lastSeenAt} />
      </Td>
      <Td className="max-w-72">
        <AnswerText item={item} />
      </Td>
    </tr>
  );
}

function AnswerText({ item: { answer, state, isStillSeen } }: { readonly item: OutboundItemDto }) {
  if (!answer) return <span className="text-muted">nobody answered yet</span>;
  return (
    <>
      <span className="block truncate">
        {state === "expired" ? "ended: " : ""}
        {answer.verdict === "needed" ? (
          <>
            needed by <bdi>{answer.neededBy}</bdi>
          </>
        ) : isStillSeen ? (
          <span className="font-medium text-risk-high-text">to be closed, still passes</span>
        ) : (
          "to be closed"
        )}
      </span>
      <span className="block truncate text-muted text-xs" title={answer.reason}>
        <bdi>{answer.reason}</bdi> · <bdi>{answer.actor}</bdi>
        {answer.expiresAt ? `, until ${answer.expiresAt.slice(0, 10)}` : ""}
      </span>
    </>
  );
}

function DefaultDeny({ zones }: { readonly zones: OutboundQueueDto["zones"] }) {
  return (
    <section className="border-t pt-4 pb-6">
      <h2 className="label-quiet px-4 pb-1 md:px-6">
        What “deny all but what is needed” at a zone’s edge to outside would cut
      </h2>
      <Table isEdgeToEdge aria-label="Default deny by zone">
        <thead>
          <tr>
            <Th>Zone</Th>
            <Th isNumber>Devices cut</Th>
            <Th isNumber>Destinations cut</Th>
            <Th isNumber className="max-md:hidden">
              Of them unanswered
            </Th>
            <Th isNumber>Flows cut</Th>
            <Th isNumber className="max-md:hidden">
              Bytes cut
            </Th>
            <Th isNumber className="max-sm:hidden">
              Flows kept
            </Th>
          </tr>
        </thead>
        <tbody>
          {zones.map((it) => (
            <tr key={it.zone}>
              <Td className="max-w-56 truncate">
                <Link href={`/exposure?view=outside&direction=out&zone=${it.zone}`} className="hover:underline">
                  <bdi>{it.name}</bdi>
                </Link>
              </Td>
              <Td isNumber>{formatCount(it.cutDevices)}</Td>
              <Td isNumber>{formatCount(it.cutDestinations)}</Td>
              <Td isNumber className="max-md:hidden">
                {formatCount(it.cutUnanswered)}
              </Td>
              <Td isNumber>{formatCount(it.cutFlows)}</Td>
              <Td isNumber className="max-md:hidden">
                {formatBytes(it.cutBytes)}
              </Td>
              <Td isNumber className="max-sm:hidden">
                {formatCount(it.keptFlows)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Nothing({ view, isEmpty }: { readonly view: View; readonly isEmpty: boolean }) {
  if (isEmpty || view === "waiting") {
    return (
      <EmptyState
        title={isEmpty ? "Destinations outside will be asked about here" : "Every destination has its answer"}
        action={isEmpty ? <ImportLink>Import captures or flow logs</ImportLink> : null}
      >
        <p>
          Each kind of device and each destination on the internet is one question: who needs it, why, and until when?
          Or is it to be closed?
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={view === "needed" ? "Nothing is known to be needed yet" : "Nothing is to be closed yet"}>
      <p>Answer what waits.</p>
    </EmptyState>
  );
}

function sentence({ counts }: OutboundQueueDto): string {
  const waiting = (counts.open ?? 0) + (counts.expired ?? 0);
  if (waiting + (counts.needed ?? 0) + (counts.closed ?? 0) === 0) return "No device talks to outside, as far as seen.";
  const ended = (counts.expired ?? 0) > 0 ? `, ${formatCount(counts.expired ?? 0)} of them again` : "";
  return waiting === 0
    ? "Every destination outside has its answer."
    : `${countOf(waiting, "destination waits", "destinations wait")} for an answer${ended}.`;
}
