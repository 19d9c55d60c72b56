"use client";

import { Button } from "@/components/ui/button";
import { countChosen, FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-select";
import { FilterToggle } from "@/components/ui/filter-toggle";
import { SearchField } from "@/components/ui/search-field";
import type { PathPageDto } from "@/lib/contracts/exposure";
import { ACCESS_STEPS } from "@/lib/domain/exposure/maturity";
import { countOf } from "@/lib/domain/say-count";
import { CONFIDENCES } from "@/lib/domain/service/remote-access";
import { CONFIDENCE_WORDS, STEP_WORDS } from "./exposure-words";
import { gatewayChoices } from "./gateway-choices";
import type { usePathFilter } from "./use-path-filter";

const DIRECTIONS = [
  ["in", "In"],
  ["out", "Out"],
] as const;

type PathPlace = ReturnType<typeof usePathFilter>;

interface PathFiltersProps extends Pick<PathPlace, "place" | "setPlace"> {
  /** What the list says of itself; undefined while it is read. */
  readonly first: PathPageDto | undefined;
}

/** Narrows the paths by words, tool, direction, certainty, step, zone and gateway. */
export function PathFilters({ place, setPlace, first }: PathFiltersProps) {
  return (
    <FilterBar
      chosen={countChosen(place, ["tool", "direction", "confidence", "step", "zone", "gateway", "attempts", "device"])}
      search={
        <SearchField
          label="Search paths"
          placeholder="Device, tool, name, address"
          className="max-w-60"
          value={place.q}
          onSearch={(q) => setPlace({ q })}
        />
      }
      end={
        first
          ? `${countOf(first.total, "path")}${
              first.window
                ? ` last seen ${first.window.from} to ${first.window.until}, UTC; their sums are of all time`
                : ""
            }`
          : null
      }
    >
      <FilterSelect
        label="Tool"
        any="Any tool"
        value={place.tool}
        choices={(first?.toolNames ?? (place.tool ? [place.tool] : [])).map((it) => [it, it])}
        onChoose={(it) => setPlace({ tool: it })}
      />
      <FilterSelect
        label="Direction"
        any="In and out"
        value={place.direction}
        choices={DIRECTIONS}
        onChoose={(it) => setPlace({ direction: it })}
      />
      <FilterSelect
        label="Confidence"
        any="Any confidence"
        value={place.confidence}
        choices={CONFIDENCES.map((it) => [it, CONFIDENCE_WORDS[it]])}
        onChoose={(it) => setPlace({ confidence: it })}
      />
      <FilterSelect
        label="Step"
        any="Any step"
        value={place.step}
        choices={ACCESS_STEPS.map((it) => [it, STEP_WORDS[it]])}
        onChoose={(it) => setPlace({ step: it })}
      />
      <FilterSelect
        label="Zone"
        any="Any zone"
        className="max-w-36"
        value={place.zone}
        choices={(first?.zones ?? []).map(({ key, name }) => [key, name])}
        onChoose={(it) => setPlace({ zone: it })}
      />
      {(first?.gateways.length ?? 0) > 0 || place.gateway ? (
        <FilterSelect
          label="Where it leaves or comes in"
          any="Any gateway"
          className="max-w-36"
          value={place.gateway}
          choices={gatewayChoices(first?.gateways ?? [])}
          onChoose={(it) => setPlace({ gateway: it })}
        />
      ) : null}
      <FilterToggle isOn={place.attempts !== null} onChange={(isOn) => setPlace({ attempts: isOn ? "yes" : null })}>
        With attempts
      </FilterToggle>
      {place.device ? (
        <Button size="sm" onClick={() => setPlace({ device: null })}>
          Only one device ×
        </Button>
      ) : null}
    </FilterBar>
  );
}
