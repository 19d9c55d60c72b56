"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { TimeAgo } from "@/components/devices/time-ago";
import { FirstStep } from "@/components/shell/first-step";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { zoneSuggestionOptions } from "@/lib/client/queries/zones";
import type { SuggestionAnswer, ZoneSuggestionDto } from "@/lib/contracts/zone-suggestions";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { SuggestionDetail } from "./suggestion-detail";
import { takeBackAnswer } from "./take-back-answer";

interface SuggestionViewProps {
  /** Key of the one that is open; null = the first. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** Zones that the evidence speaks for, one open beside the list, and what people made of others. */
export function SuggestionView({ chosen, onChoose }: SuggestionViewProps) {
  const list = useQuery(zoneSuggestionOptions());
  if (list.isPending) return <SkeletonRows count={6} columns={["w-40", "w-24", "w-56"]} />;
  if (list.isError) {
    return <QueryProblem isInset error={list.error} refetch={list.refetch} />;
  }
  const { items, answered, deviceCount, pairCount } = list.data;
  const open = items.find(({ key }) => key === chosen) ?? items[0];
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <section
        aria-label="Suggestions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="scroll-area max-h-64 shrink-0 border-b md:max-h-none md:w-80 md:border-r md:border-b-0"
      >
        <p className="border-b px-4 py-2 text-muted text-xs md:pl-6">
          {countOf(deviceCount, "device")} and {countOf(pairCount, "pair")} that talk were looked at.
        </p>
        <ul>
          {items.map((it) => (
            <li key={it.key}>
              <Row suggestion={it} isOpen={it === open} onOpen={() => onChoose(it.key)} />
            </li>
          ))}
        </ul>
        <Answered answers={answered} />
      </section>
      <div className="scroll-area min-h-0 min-w-0 flex-1">
        {open ? (
          <SuggestionDetail key={open.key} suggestion={open} />
        ) : (
          <EmptyState title="Nothing to suggest" action={<FirstStep />}>
            <p>
              {deviceCount === 0
                ? "Once devices are known, groups of them that share a subnet or talk mostly to each other are shown here as zones to draw."
                : "No group of devices that share a subnet or talk mostly to each other stands out, beside those that are drawn as zones or were dismissed."}
            </p>
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function Row({
  suggestion: { kind, name, zone, devices, purdueLevel, reason },
  isOpen,
  onOpen,
}: {
  readonly suggestion: ZoneSuggestionDto;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  const all = reason.insidePackets + reason.outsidePackets;
  return (
    <button
      type="button"
      aria-current={isOpen}
      onClick={onOpen}
      className={clsx(
        "block w-full border-b px-4 py-2 outline-offset-[-2px] hover:bg-hover md:pl-6",
        isOpen && "bg-selected",
      )}
    >
      <span className="flex items-baseline justify-between gap-2">
        <bdi className="truncate font-medium">{kind === "make" ? name : `into ${name}`}</bdi>
        <span className="shrink-0 tabular-nums">{formatCount(devices.length)}</span>
      </span>
      <span className="block truncate text-muted text-xs">
        {kind === "make" ? (zone ? `new, part of ${zone.name}` : "new zone") : "join a zone"}
        {kind === "make" && purdueLevel !== null ? `, level ${purdueLevel}` : ""}
        {all > 0 ? `, ${Math.round((reason.insidePackets / all) * 100)} % stays inside` : ", no traffic"}
      </span>
    </button>
  );
}

function Answered({ answers }: { readonly answers: readonly SuggestionAnswer[] }) {
  const client = useQueryClient();
  const mayEdit = useCan("zones.edit");
  const undo = useMutation({ mutationFn: (id: string) => takeBackAnswer(client, id) });
  if (answers.length === 0) return null;
  return (
    <>
      <h2 className="label-quiet px-4 pt-3 pb-1 md:pl-6">Answered</h2>
      <ul>
        {answers.map(({ id, answer, kind, name, deviceCount, actor, createdAt }) => (
          <li key={id} className="flex items-center gap-2 border-b px-4 py-2 md:pl-6">
            <span className="min-w-0 flex-1">
              <bdi className="block truncate">{kind === "make" ? name : `into ${name}`}</bdi>
              <span className="block truncate text-muted text-xs">
                {answer}, {countOf(deviceCount, "device")}, {actor}, <TimeAgo at={createdAt} />
              </span>
            </span>
            {mayEdit ? (
              <Button
                size="sm"
                tone="quiet"
                aria-label={`Take back ${name}`}
                isBusy={undo.isPending && undo.variables === id}
                onClick={() => undo.mutate(id)}
              >
                Undo
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
