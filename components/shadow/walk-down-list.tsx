"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Printer } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { WireText } from "@/components/devices/wire-text";
import { FirstStep, useIsBare } from "@/components/shell/first-step";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { walkDownOptions } from "@/lib/client/queries/walk-down";
import { useSiteScope } from "@/lib/client/use-site-scope";
import type { WalkDownList as List, WalkDownQuestionDto } from "@/lib/contracts/walk-down";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { WALK_DOWN_KINDS, type WalkDownKind } from "@/lib/domain/triage/walk-down";
import { ShadowPlaces } from "./shadow-places";
import { WalkDownSheet } from "./walk-down-sheet";

const KIND_WORDS: Readonly<Record<WalkDownKind, string>> = {
  approval: "whose it is",
  identity: "what it is",
  firmware: "its firmware",
  hardware: "its plate",
  zone: "where it stands",
};
const SHOWN = 200;

/** Which unknown fact about which device would settle most: to ask, to walk along, to print. */
export function WalkDownList() {
  const [{ place, placeSite, kind }, setSearch] = useQueryStates({
    place: parseAsString.withDefault(""),
    placeSite: parseAsString.withDefault(""),
    kind: parseAsStringLiteral(WALK_DOWN_KINDS),
  });
  const scope = useSiteScope();
  const filter = {
    ...scope,
    ...(place ? { place } : {}),
    ...(placeSite ? { placeSite } : {}),
    ...(kind ? { kind } : {}),
    limit: SHOWN,
  };
  const { data, error, refetch } = useQuery(walkDownOptions(filter));
  const mayExport = useCan("exports.read");
  const isBare = useIsBare();
  const isFiltered = place !== "" || kind !== null;
  const places = withChosen(data?.places ?? [], place ? { place, site: placeSite } : null);
  const search = new URLSearchParams(Object.entries(filter).map(([key, value]) => [key, String(value)]));
  return (
    <Page
      title="Shadow · Walk-down"
      answer={data ? sentenceOfList(data, isFiltered) : "Looking for what would settle most…"}
      actions={
        data?.items.length === 0 ? null : (
          <>
            <Button onClick={() => window.print()} className="print:hidden">
              <Printer aria-hidden size={14} /> Print
            </Button>
            {mayExport ? (
              <Button asChild>
                <a href={`/api/v1/exports/walk-down?${search}`} download className="print:hidden">
                  Download CSV
                </a>
              </Button>
            ) : null}
          </>
        )
      }
    >
      <ShadowPlaces />
      <div
        className={clsx(
          "flex flex-wrap items-end gap-x-6 gap-y-3 px-4 py-3 md:px-6 print:hidden",
          isBare && data?.items.length === 0 && "hidden",
        )}
      >
        <Field label="Place">
          <Select
            className="max-w-60"
            value={place ? keyOf({ place, site: placeSite }) : ""}
            onChange={({ target }) => {
              const chosen = places.find((it) => keyOf(it) === target.value);
              setSearch({ place: chosen?.place ?? null, placeSite: chosen?.site ?? null });
            }}
          >
            <option value="">All places</option>
            {places.map((it) => (
              <option key={keyOf(it)} value={keyOf(it)}>
                {[it.place, it.site].filter(Boolean).join(", ")}
                {it.questions === null ? "" : ` (${formatCount(it.questions)})`}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Unknown">
          <Select
            value={kind ?? ""}
            onChange={(event) => setSearch({ kind: WALK_DOWN_KINDS.find((it) => it === event.target.value) ?? null })}
          >
            <option value="">Anything</option>
            {WALK_DOWN_KINDS.map((it) => (
              <option key={it} value={it}>
                {KIND_WORDS[it]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {error ? (
        <div className="px-4 md:px-6">
          <QueryProblem error={error} refetch={refetch} />
        </div>
      ) : null}
      {!data && !error ? <SkeletonRows count={8} columns={["w-40", "w-60", "w-24"]} /> : null}
      {data && data.items.length === 0 ? (
        <NothingToAsk
          isBare={isBare === true}
          onShowAll={isFiltered ? () => setSearch({ place: null, placeSite: null, kind: null }) : null}
        />
      ) : null}
      {data && data.items.length > 0 ? (
        <>
          <div className="print:hidden">
            <Questions items={data.items} />
          </div>
          <WalkDownSheet items={data.items} />
        </>
      ) : null}
      {data && data.total > data.items.length ? (
        <p className="px-4 py-3 text-muted md:px-6">
          {formatCount(data.total - data.items.length)} more are worth less; choose a place to see its own.
        </p>
      ) : null}
      {data && data.devicesOmitted > 0 ? (
        <p className="px-4 pb-3 text-muted md:px-6">
          {countOf(data.devicesOmitted, "device of lower risk leaves", "devices of lower risk leave")} something open,
          too, to be asked about when those above are settled.
        </p>
      ) : null}
    </Page>
  );
}

type Place = Pick<List["places"][number], "place" | "site">;

const keyOf = ({ site, place }: Place) => JSON.stringify([site, place]);

/** The places with the one that the address names, also when nothing is left to ask there, or it names no site. */
function withChosen(places: List["places"], chosen: Place | null): (Place & { readonly questions: number | null })[] {
  const isListed = chosen === null || places.some((it) => keyOf(it) === keyOf(chosen));
  return isListed ? places : [{ ...chosen, questions: null }, ...places];
}

interface NothingToAskProps {
  readonly isBare: boolean;
  /** Where only one place or kind was asked for: shows all. */
  readonly onShowAll: (() => void) | null;
}

function NothingToAsk({ isBare, onShowAll }: NothingToAskProps) {
  if (isBare) {
    return (
      <EmptyState title="Questions to walk along will stand here" action={<FirstStep />}>
        <p>Which fact about which device would settle most, with where it stands, to print or to take as CSV.</p>
      </EmptyState>
    );
  }
  if (onShowAll) {
    return (
      <EmptyState
        title="Nothing of this is left to ask"
        action={<Button onClick={onShowAll}>Show all questions</Button>}
      >
        <p>At other places, or about other facts, something may be open.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing is left to ask">
      <p>Every device is approved or decided, has a product and a zone, and no advisory waits for an answer.</p>
    </EmptyState>
  );
}

function sentenceOfList({ items, total }: List, isFiltered: boolean): string {
  const [first] = items;
  if (!first && isFiltered) return "Nothing that fits the filter is unknown.";
  if (!first) return "No unknown fact waits to be found out.";
  return `${countOf(total, "unknown fact")} to find out; “${first.text}” about ${first.name} settles most.`;
}

function Questions({ items }: { readonly items: readonly WalkDownQuestionDto[] }) {
  return (
    <Table isEdgeToEdge aria-label="Questions">
      <thead>
        <tr>
          <Th>Question</Th>
          <Th>Device</Th>
          <Th className="max-md:hidden">Where</Th>
          <Th className="max-md:hidden">Settles</Th>
          <Th isNumber title="Risk score of the device × what the answer settles">
            Worth
          </Th>
        </tr>
      </thead>
      <tbody>
        {items.map((it) => (
          <tr key={`${it.deviceId} ${it.kind}`} className="align-top hover:bg-hover">
            <Td className="md:min-w-44 xl:min-w-52">
              {it.text}
              <span className="block text-muted text-xs md:hidden">{it.settles.join(", ")}</span>
            </Td>
            <Td className="max-w-44 md:max-w-80">
              <Link href={`/devices/${it.deviceId}`} className="rounded-sm hover:underline">
                <WireText text={it.name} />
              </Link>
              <span
                title={[it.product ?? "unknown product", ...it.addresses].join("\n")}
                className="block truncate text-muted text-xs"
              >
                <bdi>{it.product ?? "unknown product"}</bdi>
                <span className="max-md:block max-md:whitespace-normal">
                  {it.addresses.map((address) => (
                    <span key={address} className="inline-block font-mono md:ml-2 max-md:mr-2">
                      {address}
                    </span>
                  ))}
                </span>
              </span>
              <span className="block text-muted text-xs md:hidden">
                <WireText text={it.place} />
              </span>
            </Td>
            <Td className="max-w-48 max-md:hidden">
              <WireText text={it.place} />
              <span className="block text-muted text-xs">
                <WireText text={it.site} />
              </span>
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">{it.settles.join(", ")}</Td>
            <Td isNumber title={`Risk ${it.riskScore}`}>
              {formatCount(it.worth)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
