"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { QueryProblem } from "@/components/shell/query-problem";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { searchOptions } from "@/lib/client/queries/search";

const MOST_CHOICES = 6;
/** Fewer letters are not asked about. */
const LEAST_LETTERS = 2;

export interface FoundDevice {
  readonly id: string;
  readonly title: string;
}

interface DeviceSearchProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Not offered: ids of those that are chosen already. */
  readonly without: readonly string[];
  readonly onChoose: (device: FoundDevice) => void;
}

/** One device by any of its names, addresses or numbers; the field is free again for the next one. */
export function DeviceSearch({ label, hint, without, onChoose }: DeviceSearchProps) {
  const [words, setWords] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const found = useQuery(searchOptions(words));
  const isAsking = words.trim().length >= LEAST_LETTERS;
  const choices = (found.data?.items ?? [])
    .filter((it) => it.kind === "device" && !without.includes(it.id))
    .slice(0, MOST_CHOICES);
  function choose({ id, title }: FoundDevice) {
    onChoose({ id, title });
    setWords("");
    // What was pressed is gone, and the focus with it.
    input.current?.focus();
  }
  return (
    <>
      <Field label={label} hint={hint}>
        <Input
          ref={input}
          value={words}
          placeholder="Name or address"
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      {isAsking ? <QueryProblem error={found.error} refetch={found.refetch} /> : null}
      {isAsking && !found.isError ? (
        <ul aria-label="Found devices">
          {choices.map((it) => (
            <li key={it.id}>
              <button
                type="button"
                onClick={() => choose(it)}
                className="flex h-8 w-full items-center justify-between gap-4 rounded-md px-2 hover:bg-hover"
              >
                <bdi className="min-w-0 shrink-0 max-w-full truncate">{it.title}</bdi>
                <bdi className="min-w-0 truncate text-muted text-xs">{it.subtitle}</bdi>
              </button>
            </li>
          ))}
          {choices.length === 0 ? (
            <li className="px-2 py-1 text-muted">
              {found.isFetching ? "Looking…" : "Nothing else has this name or address."}
            </li>
          ) : null}
        </ul>
      ) : null}
    </>
  );
}
