"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { countChosen, FilterBar } from "@/components/ui/filter-bar";
import { FilterSelect } from "@/components/ui/filter-select";
import { SearchField } from "@/components/ui/search-field";
import { DayInput } from "@/components/ui/time-input";
import { AUDIT_KINDS } from "@/lib/contracts/choices";

const KIND_WORDS: Readonly<Record<(typeof AUDIT_KINDS)[number], string>> = {
  decisions: "Decisions about devices",
  imports: "Imports and sensors",
  zones: "Zones and target",
  exposure: "Access from outside",
  vulnerabilities: "Vulnerabilities and firmware",
  people: "People and sign-ins",
  settings: "Settings",
};

const PARSERS = {
  who: parseAsString,
  q: parseAsString,
  kind: parseAsStringLiteral(AUDIT_KINDS),
  from: parseAsString,
  until: parseAsString,
};

/** What of the audit log is shown, all of it in the URL. */
export function useAuditFilter() {
  return useQueryStates(PARSERS, { history: "replace" });
}

/** Narrows the audit log by who, what and when. */
export function AuditFilter() {
  const [place, setPlace] = useAuditFilter();
  return (
    <FilterBar
      chosen={countChosen(place, ["who", "kind", "from", "until"])}
      search={
        <SearchField
          label="Search the audit log"
          placeholder="Device, zone, file, reason"
          maxLength={200}
          value={place.q}
          onSearch={(q) => setPlace({ q })}
        />
      }
    >
      <SearchField
        label="Who"
        placeholder="Who"
        className="max-w-40"
        maxLength={200}
        value={place.who}
        onSearch={(who) => setPlace({ who })}
      />
      <FilterSelect
        label="What"
        any="Anything"
        value={place.kind}
        choices={AUDIT_KINDS.map((it) => [it, KIND_WORDS[it]])}
        onChoose={(kind) => setPlace({ kind })}
      />
      <span className="flex items-center gap-2">
        <DayInput
          aria-label="From day (UTC)"
          className="w-36"
          value={place.from ?? ""}
          onDay={(day) => setPlace({ from: day || null })}
        />
        <span aria-hidden className="text-muted text-xs">
          to
        </span>
        <DayInput
          aria-label="Until day (UTC)"
          className="w-36"
          value={place.until ?? ""}
          onDay={(day) => setPlace({ until: day || null })}
        />
      </span>
    </FilterBar>
  );
}
