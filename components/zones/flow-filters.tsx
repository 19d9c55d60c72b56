"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useTransition } from "react";
import { countChosen, FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-select";
import { Input } from "@/components/ui/input";
import type { FlowFilter } from "@/lib/client/queries/flows";

export interface FlowZone {
  readonly key: string;
  readonly name: string;
}

interface FlowFiltersProps {
  readonly filter: FlowFilter;
  readonly zones: readonly FlowZone[];
}

type Narrowing = "fromZone" | "toZone" | "initiatorIp" | "responderIp";

/** Narrows the list of flows by the zones and addresses of both ends. Each choice is an address of the page. */
export function FlowFilters({ filter, zones }: FlowFiltersProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const choices = zones.map(({ key, name }) => [key, name] as const);

  function narrow(by: Narrowing, value: string | null) {
    if ((filter[by] ?? null) === value) return;
    const search = new URLSearchParams();
    for (const [name, it] of Object.entries({ ...filter, [by]: value })) if (it) search.set(name, it);
    startTransition(() => router.push(search.size > 0 ? `/zones/flows?${search}` : "/zones/flows"));
  }

  const fields = { narrow, filter };
  return (
    <FilterBar
      chosen={countChosen({ fromZone: null, toZone: null, responderIp: null, ...filter }, [
        "fromZone",
        "toZone",
        "responderIp",
      ])}
      end={isPending ? "Looking …" : null}
      search={<AddressField {...fields} by="initiatorIp" label="Initiator’s address" />}
    >
      <AddressField {...fields} by="responderIp" label="Responder’s address" />
      <FilterSelect
        label="Zone of the initiator"
        any="From any zone"
        className="max-w-44"
        value={filter.fromZone}
        choices={choices}
        onChoose={(zone) => narrow("fromZone", zone)}
      />
      <FilterSelect
        label="Zone of the responder"
        any="To any zone"
        className="max-w-44"
        value={filter.toZone}
        choices={choices}
        onChoose={(zone) => narrow("toZone", zone)}
      />
    </FilterBar>
  );
}

interface AddressFieldProps {
  readonly filter: FlowFilter;
  readonly narrow: (by: Narrowing, value: string | null) => void;
  readonly by: "initiatorIp" | "responderIp";
  readonly label: string;
}

/** A whole address, looked for on Enter or when the field is left: part of one would be another address. */
function AddressField({ filter, narrow, by, label }: AddressFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const asked = filter[by] ?? "";
  // Back and links change what is asked for. Another field in its place would take the focus away from who pressed Enter.
  useEffect(() => {
    if (field.current) field.current.value = asked;
  }, [asked]);
  const look = (text: string) => narrow(by, text.trim().toLowerCase() || null);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    look(String(new FormData(event.currentTarget).get("ip") ?? ""));
  }
  return (
    <form onSubmit={submit} className="min-w-0 max-md:flex-1">
      <Input
        ref={field}
        name="ip"
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={45}
        defaultValue={asked}
        className="md:w-48"
        onBlur={(event) => look(event.target.value)}
      />
    </form>
  );
}
