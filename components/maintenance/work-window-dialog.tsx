"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { QueryProblem } from "@/components/shell/query-problem";
import { SearchField } from "@/components/ui/search-field";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { occurrenceListOptions } from "@/lib/client/queries/maintenance";
import type { MaintenanceOccurrenceDto, WorkItemDto } from "@/lib/contracts/maintenance";
import { sayWindowTime } from "./say-window-time";
import { useMaintenance } from "./use-maintenance";

interface WorkWindowDialogProps {
  readonly item: WorkItemDto;
  readonly onClose: () => void;
}

const NONE = "none";
const keyOf = (windowId: string, startsAt: string) => `${windowId} ${startsAt}`;

/** Puts work into one of the times at which a window of its zone or of the whole plant comes, or takes it out. */
export function WorkWindowDialog({ item, onClose }: WorkWindowDialogProps) {
  const now = item.windowId && item.occurrenceAt ? keyOf(item.windowId, item.occurrenceAt) : NONE;
  const [chosen, setChosen] = useState(now);
  const [q, setQ] = useState<string | null>(null);
  const { changeWork } = useMaintenance();
  const list = useInfiniteQuery(
    occurrenceListOptions({ ...(item.zoneId ? { zone: item.zoneId } : {}), ...(q ? { q } : {}) }),
  );
  const occurrences = list.data?.pages.flatMap((page) => page.items) ?? [];

  function submit() {
    const [windowId = null, occurrenceAt = null] = chosen === NONE ? [] : chosen.split(" ");
    changeWork.mutate({ workId: item.id, change: { windowId, occurrenceAt } }, { onSuccess: onClose });
  }

  return (
    <FormDialog
      title={`Window of ${item.title}`}
      description={`Windows ${item.zoneName ? `of ${item.zoneName} and of the whole plant` : "of all zones"}, the earliest first.`}
      verb={chosen === NONE ? "Put it in no window" : "Put it into the window"}
      isReady={chosen !== now}
      isBusy={changeWork.isPending}
      error={changeWork.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <SearchField label="Search windows" placeholder="Name or zone" value={q} onSearch={setQ} className="" />
      <QueryProblem error={list.error} refetch={list.refetch} />
      <fieldset className="scroll-area max-h-80 rounded-md border">
        <legend className="sr-only">Window</legend>
        <Choice label="none" value={NONE} chosen={chosen} onChoose={setChosen} />
        {list.isPending ? <SkeletonRows count={4} columns={["w-64"]} /> : null}
        {occurrences.map((it) => (
          <Choice
            key={keyOf(it.windowId, it.startsAt)}
            label={`${sayWindowTime(it.startsAt)} · ${it.title}`}
            note={noteOf(it)}
            value={keyOf(it.windowId, it.startsAt)}
            chosen={chosen}
            onChoose={setChosen}
          />
        ))}
        <ShowMore pages={list} className="p-2" />
      </fieldset>
    </FormDialog>
  );
}

function noteOf({ zoneName, durationMinutes, workCount }: MaintenanceOccurrenceDto): string {
  const work = workCount === 0 ? "nothing in it yet" : `${workCount} in it`;
  return `${zoneName ?? "whole plant"} · ${durationMinutes / 60} h · ${work}`;
}

interface ChoiceProps {
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

function Choice({ label, note, value, chosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex items-baseline gap-2 px-2 py-1.5 hover:bg-hover has-checked:bg-selected">
      <input type="radio" name="occurrence" checked={value === chosen} onChange={() => onChoose(value)} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <bdi>{label}</bdi>
        {note ? <span className="block text-muted text-xs">{note}</span> : null}
      </span>
    </label>
  );
}
