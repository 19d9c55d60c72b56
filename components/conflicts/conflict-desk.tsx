"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRef } from "react";
import { CitationText } from "@/components/devices/citation-text";
import { WireText } from "@/components/devices/wire-text";
import { ShadowPlaces } from "@/components/shadow/shadow-places";
import { FirstStep } from "@/components/shell/first-step";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { scrollToNearest } from "@/components/ui/scroll-to-nearest";
import { ShowMore } from "@/components/ui/show-more";
import { conflictListOptions } from "@/lib/client/queries/conflicts";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import { useSiteScope } from "@/lib/client/use-site-scope";
import type { ConflictItem } from "@/lib/contracts/conflicts";
import { countOf } from "@/lib/domain/say-count";
import { ConflictActions } from "./conflict-actions";
import { CONFLICT_ADVICE, CONFLICT_TITLES } from "./conflict-titles";

/** Contradictions as a list to work through: both sides, where it was read, what settles it. */
export function ConflictDesk() {
  const pages = useSuspenseInfiniteQuery(conflictListOptions(useSiteScope()));
  const { data } = pages;
  const items = data.pages.flatMap((page) => page.items);
  const total = data.pages[0]?.total ?? 0;
  const list = useRef<HTMLUListElement>(null);
  /** Focus goes to the next or the previous contradiction, from where one Tab leads to what settles it. */
  function walk(by: 1 | -1) {
    const rows = [...(list.current?.children ?? [])] as HTMLElement[];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    next?.focus({ preventScroll: true });
    if (next) scrollToNearest(next);
  }
  useHotkeys([
    { key: "j", label: "Next contradiction", group: "Conflicts", run: () => walk(1) },
    { key: "k", label: "Previous contradiction", group: "Conflicts", run: () => walk(-1) },
  ]);
  return (
    <Page
      title="Shadow · Conflicts"
      answer={
        total === 0
          ? "No device has a contradiction that waits for a person."
          : `${countOf(total, "device")} ${total === 1 ? "has" : "have"} a contradiction that waits for a person.`
      }
    >
      <ShadowPlaces />
      {items.length === 0 ? (
        <EmptyState title="Contradictions will wait here" action={<FirstStep />}>
          <p>
            Two cards with one address, a serial number that changed or shows up twice, a vendor that its network card
            contradicts: nothing is merged or overwritten in silence.
          </p>
        </EmptyState>
      ) : (
        <ul ref={list} aria-label="Conflicts" className="px-4 pb-6 md:px-6">
          {items.map((it) => (
            <Item key={it.key} conflict={it} />
          ))}
        </ul>
      )}
      <ShowMore pages={pages} className="px-6 pb-6" />
    </Page>
  );
}

function Item({ conflict }: { readonly conflict: ConflictItem }) {
  return (
    <li tabIndex={-1} className="border-b py-4">
      <h2 className="font-medium">{CONFLICT_TITLES[conflict.kind]}</h2>
      <p className="max-w-[90ch] text-soft">
        <WireText text={conflict.summary} isWrapped />
      </p>
      <ul aria-label="Devices" className="flex flex-wrap gap-x-8 gap-y-1 pt-2">
        {conflict.devices.slice(0, 8).map((it) => (
          <li key={it.id} className="min-w-0 max-w-full">
            <Link href={`/devices/${it.id}?tab=evidence`} className="text-accent underline underline-offset-2">
              <bdi>{it.name}</bdi>
            </Link>{" "}
            <span className="text-muted text-xs">
              <bdi>{[it.product, it.zone ?? "unzoned"].filter(Boolean).join(", ")}</bdi>
            </span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-x-4 pt-1">
        {conflict.citations.slice(0, 6).map((it) => (
          <CitationText key={`${it.fileSha256} ${it.position}`} citation={it} />
        ))}
      </div>
      <p className="max-w-[90ch] pt-1 pb-2 text-muted text-xs">{CONFLICT_ADVICE[conflict.kind]}</p>
      <ConflictActions conflict={conflict} />
    </li>
  );
}
