"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { QueryProblem } from "@/components/shell/query-problem";
import { CheckLine } from "@/components/ui/check-line";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeviceSearch } from "@/lib/client/device-search";
import { deviceFacetsOptions } from "@/lib/client/queries/devices";
import type { DeviceFacets } from "@/lib/contracts/devices";
import type { DeviceFacet } from "@/lib/domain/device/device-facets";
import { formatCount } from "@/lib/domain/say-count";
import { PRESENCE_WORDS, PresenceShape } from "../presence-mark";
import { RISK_FILLS } from "../risk-bar";
import { STATE_WORDS, StateShape } from "../state-badge";
import { FACET_ORDER, FACET_TITLES } from "./facet-titles";

const OPEN_AT_FIRST = new Set<DeviceFacet>(["state", "riskBand", "zone", "vendor"]);
const VALUES_SHOWN = 7;

interface FacetListProps {
  readonly search: DeviceSearch;
  readonly onToggle: (facet: DeviceFacet, value: string) => void;
}

/** What the list can be narrowed by, with exact counts, each under all other filters. */
export function FacetList({ search, onToggle }: FacetListProps) {
  const { data, error, refetch } = useQuery({ ...deviceFacetsOptions(search), placeholderData: keepPreviousData });
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  const facets = FACET_ORDER.map((facet) => ({ facet, values: data?.facets.find((it) => it.facet === facet)?.values }));
  // What all devices share narrows nothing; what is chosen can always be taken back.
  const shown = facets.filter(({ facet, values }) => !values || values.length > 1 || search[facet].length > 0);
  if (shown.length === 0) {
    return <p className="py-2 text-muted text-xs">Nothing to filter by yet: in all of these the devices are alike.</p>;
  }
  return (
    <>
      {shown.map(({ facet, values }) => (
        <FacetSection
          key={facet}
          facet={facet}
          values={values}
          chosen={search[facet]}
          onToggle={(value) => onToggle(facet, value)}
        />
      ))}
    </>
  );
}

interface FacetSectionProps {
  readonly facet: DeviceFacet;
  readonly values: DeviceFacets["facets"][number]["values"] | undefined;
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

function FacetSection({ facet, values, chosen, onToggle }: FacetSectionProps) {
  const [isOpen, setIsOpen] = useState(OPEN_AT_FIRST.has(facet) || chosen.length > 0);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? values : values?.filter((it, at) => at < VALUES_SHOWN || chosen.includes(it.value));
  return (
    <section className="border-b py-1 last:border-b-0">
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="flex h-7 w-full items-center gap-1 rounded-sm font-medium text-soft text-xs hover:text-ink"
        >
          <ChevronRight
            aria-hidden
            size={12}
            className={clsx("text-muted transition-transform", isOpen && "rotate-90")}
          />
          {FACET_TITLES[facet]}
          {chosen.length > 0 ? <span className="text-accent">{chosen.length} chosen</span> : null}
        </button>
      </h2>
      {isOpen ? (
        <ul className="pb-1 pl-4">
          {shown === undefined
            ? [0, 1, 2].map((row) => (
                <li key={row} className="flex h-6 items-center">
                  <Skeleton className="h-2 w-28" />
                </li>
              ))
            : shown.map((it) => (
                <FacetValue
                  key={it.value}
                  label={it.label}
                  count={it.count}
                  sign={signOf(facet, it.value)}
                  isChosen={chosen.includes(it.value)}
                  onToggle={() => onToggle(it.value)}
                />
              ))}
          {values && shown && values.length > VALUES_SHOWN && (isWhole || shown.length < values.length) ? (
            <li>
              <button
                type="button"
                onClick={() => setIsWhole(!isWhole)}
                className="h-6 rounded-sm text-muted text-xs hover:text-ink"
              >
                {isWhole ? "Fewer" : `All ${values.length}`}
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

interface FacetValueProps {
  readonly sign: ReactNode;
  readonly label: string;
  readonly count: number;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function FacetValue({ sign, label, count, isChosen, onToggle }: FacetValueProps) {
  return (
    <li>
      <CheckLine isChecked={isChosen} onChange={onToggle}>
        {sign}
        <bdi dir="auto" className={clsx("min-w-0 flex-1 truncate", count === 0 && "text-muted")} title={label}>
          {label}
        </bdi>
        <span className="text-muted text-xs">{formatCount(count)}</span>
      </CheckLine>
    </li>
  );
}

/** The table's own shapes beside the words they stand for: the facet is the legend. */
function signOf(facet: DeviceFacet, value: string): ReactNode {
  if (facet === "riskBand" && isKeyOf(RISK_FILLS, value)) {
    return <span aria-hidden className={clsx("size-2 shrink-0 rounded-[1px]", RISK_FILLS[value])} />;
  }
  if (facet === "state" && isKeyOf(STATE_WORDS, value)) return <StateShape state={value} />;
  if (facet === "presence" && isKeyOf(PRESENCE_WORDS, value)) return <PresenceShape presence={value} />;
  return null;
}

function isKeyOf<Key extends string>(table: Readonly<Record<Key, string>>, value: string): value is Key {
  return Object.hasOwn(table, value);
}
