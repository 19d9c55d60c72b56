"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { FileInput, Grid3x3, type LucideIcon, Server } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { searchOptions } from "@/lib/client/queries/search";
import type { SearchResults } from "@/lib/contracts/overview";
import { PLACES } from "./places";
import { QueryProblem } from "./query-problem";
import { useScopedHref } from "./scope-context";

const ICONS: Readonly<Record<SearchResults["items"][number]["kind"], LucideIcon>> = {
  device: Server,
  zone: Grid3x3,
  import: FileInput,
};

const ITEM = "flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-selected";

interface PaletteContentProps {
  /** What was typed before it was there. */
  readonly firstWords: string;
  readonly onDone: () => void;
}

/** The inside of the palette; loaded when somebody is about to open it. */
export function PaletteContent({ firstWords, onDone }: PaletteContentProps) {
  const router = useRouter();
  const scopedHref = useScopedHref();
  const [words, setWords] = useState(firstWords);
  const asked = useDeferredValue(words);
  const found = useQuery({ ...searchOptions(asked), placeholderData: keepPreviousData });
  const isAsking = words.trim().length >= 2;
  const items = isAsking ? (found.data?.items ?? []) : [];
  const places = PLACES.filter((it) => it.label.toLowerCase().includes(words.trim().toLowerCase()));

  function go(href: string) {
    onDone();
    router.push(href);
  }

  return (
    <Command label="Find anything" shouldFilter={false} loop>
      <Command.Input
        value={words}
        onValueChange={setWords}
        placeholder="Name, address, MAC, vendor, serial, zone…"
        className="h-12 w-full border-b bg-transparent px-4 text-md outline-none"
      />
      <Command.List className="scroll-area max-h-[50vh] p-2">
        {isAsking ? <QueryProblem error={found.error} refetch={found.refetch} /> : null}
        <Command.Empty className="px-2 py-3 text-muted">
          {isAsking && found.isFetching ? "Looking…" : "Nothing has this name or address."}
        </Command.Empty>
        {items.length > 0 ? (
          <Command.Group heading={<Heading>Found</Heading>}>
            {items.map((item) => {
              const Icon = ICONS[item.kind];
              return (
                <Command.Item
                  key={`${item.kind} ${item.id}`}
                  value={item.href}
                  onSelect={() => go(item.href)}
                  className={ITEM}
                >
                  <Icon aria-label={item.kind} size={14} className="shrink-0 text-muted" />
                  <bdi className="min-w-0 shrink truncate">{item.title}</bdi>
                  <bdi className="min-w-0 flex-1 truncate text-right text-muted text-xs">{item.subtitle}</bdi>
                </Command.Item>
              );
            })}
          </Command.Group>
        ) : null}
        {places.length > 0 ? (
          <Command.Group heading={<Heading>Pages</Heading>}>
            {places.map((place) => (
              <Command.Item
                key={place.href}
                value={`page ${place.href}`}
                onSelect={() => go(scopedHref(place.href))}
                className={ITEM}
              >
                <place.icon aria-hidden size={14} className="shrink-0 text-muted" />
                <span className="flex-1">{place.label}</span>
                <Kbd keys={`G ${place.key.toUpperCase()}`} />
              </Command.Item>
            ))}
          </Command.Group>
        ) : null}
      </Command.List>
    </Command>
  );
}

function Heading({ children }: { readonly children: string }) {
  return <span className="block px-2 pt-1 pb-1 text-muted text-xs">{children}</span>;
}
