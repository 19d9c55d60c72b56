"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useState } from "react";
import { OpenAlerts } from "@/components/alerts/open-alerts";
import { WireText } from "@/components/devices/wire-text";
import { FirstStep } from "@/components/shell/first-step";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Table, Td, Th } from "@/components/ui/table";
import { MomentInput } from "@/components/ui/time-input";
import { formatUtc } from "@/lib/client/format-time";
import { monthsText } from "@/lib/client/months-text";
import { fieldTimeOf } from "@/lib/client/past-time";
import type { ChangeDto, Changes } from "@/lib/contracts/changes";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { CHANGE_WORDS } from "./change-words";

/** Rows of a group that are shown at first, so that every group is found at a glance; the others on demand. */
const SHOWN_AT_FIRST = 20;
/** Nothing was before, or nothing came after: two columns say it all. */
const ONE_SIDED: ReadonlySet<ChangeDto["kind"]> = new Set(["new", "gone"]);

export interface ChangePreset {
  readonly label: string;
  readonly from: string;
}

interface ChangesViewProps {
  readonly changes: Changes;
  readonly presets: readonly ChangePreset[];
  readonly canExport: boolean;
}

/** What was learned between two times, grouped by what it means. */
export function ChangesView({ changes, presets, canExport }: ChangesViewProps) {
  const { from, to, counts, items, isCut, unknownPeerMonths } = changes;
  const nothing = isCut ? "No change in what was compared." : "Nothing changed between the two times.";
  const groups = counts.filter(({ count }) => count > 0);
  const search = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
  return (
    <Page
      title="Activity"
      answer={items.length === 0 ? nothing : sentenceOf(counts)}
      actions={
        canExport ? (
          <Button asChild>
            <a href={`/api/v1/exports/changes?${search}`} download>
              Download CSV
            </a>
          </Button>
        ) : null
      }
    >
      <OpenAlerts withSettled />
      <section
        aria-label="Times to compare"
        className="flex flex-wrap items-end gap-x-6 gap-y-3 border-y bg-surface px-4 py-3 md:px-6 print:hidden"
      >
        <form action="/activity" className="flex flex-wrap items-end gap-2">
          <Field label="From (UTC)">
            <MomentInput name="from" required defaultValue={fieldTimeOf(from)} />
          </Field>
          <Field label="To (UTC)">
            <MomentInput name="to" defaultValue={fieldTimeOf(to)} />
          </Field>
          <Button type="submit">Compare</Button>
        </form>
        <nav aria-label="Common times" className="flex flex-wrap gap-2">
          {presets.map((preset) => (
            <Button key={preset.label} asChild tone="quiet">
              <Link
                href={`/activity?from=${encodeURIComponent(preset.from)}`}
                aria-current={preset.from === from ? "true" : undefined}
                className={clsx(preset.from === from && "bg-hover text-ink")}
              >
                {preset.label}
              </Link>
            </Button>
          ))}
        </nav>
      </section>
      <p className="px-4 pt-3 text-soft md:px-6">
        From{" "}
        <Link href={`/devices?asOf=${encodeURIComponent(from)}`} className="rounded-sm underline">
          the inventory at {formatUtc(from)}
        </Link>{" "}
        to{" "}
        <Link href={`/devices?asOf=${encodeURIComponent(to)}`} className="rounded-sm underline">
          the one at {formatUtc(to)}
        </Link>
        .
      </p>
      {groups.length > 2 ? (
        <nav aria-label="Kinds of changes" className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-2 md:px-6">
          {groups.map(({ kind, count }) => (
            <a key={kind} href={`#${kind}`} className="rounded-sm hover:underline">
              {CHANGE_WORDS[kind]} <span className="text-muted tabular-nums">{formatCount(count)}</span>
            </a>
          ))}
        </nav>
      ) : null}
      {isCut ? (
        <div className="px-4 pt-3 md:px-6">
          <Callout tone="warn" title="More came in than is compared at once">
            Choose a shorter time to see all of it.
          </Callout>
        </div>
      ) : null}
      {unknownPeerMonths.length > 0 ? (
        <div className="px-4 pt-3 md:px-6">
          <Callout title={`Which peers were new within ${monthsText(unknownPeerMonths)} is no longer known`}>
            Single flows of files taken in then were added up and let go. Whoever talked in that month counts as known;
            everything else is compared as always.
          </Callout>
        </div>
      ) : null}
      {groups.length === 0 && !isCut ? (
        <EmptyState title="Nothing changed" action={<FirstStep />}>
          No device, service, address or peer is known differently. Choose an earlier first time.
        </EmptyState>
      ) : (
        groups.map(({ kind, count }) => (
          <ChangeGroup
            key={kind}
            kind={kind}
            count={count}
            items={items.filter((it) => it.kind === kind)}
            from={from}
          />
        ))
      )}
    </Page>
  );
}

function sentenceOf(counts: Changes["counts"]): string {
  const count = (kind: ChangeDto["kind"]) => counts.find((it) => it.kind === kind)?.count ?? 0;
  const gone = count("gone") + count("merged");
  const parts = [
    [count("new"), countOf(count("new"), "new device")],
    [gone, `${countOf(gone, "device")} gone`],
    [count("firmware"), countOf(count("firmware"), "firmware change")],
    [count("new-service"), countOf(count("new-service"), "new service")],
    [count("new-peer"), countOf(count("new-peer"), "new peer")],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([, words]) => words);
  return told.length > 0 ? told.join(", ") : "No new device, firmware, service or peer; smaller changes below";
}

interface ChangeGroupProps {
  readonly kind: ChangeDto["kind"];
  readonly count: number;
  readonly items: readonly ChangeDto[];
  readonly from: string;
}

function ChangeGroup({ kind, count, items, from }: ChangeGroupProps) {
  const title = CHANGE_WORDS[kind];
  const isOneSided = ONE_SIDED.has(kind);
  const [isWhole, setIsWhole] = useState(false);
  const shown = Math.min(items.length, isWhole ? items.length : SHOWN_AT_FIRST);
  return (
    <section id={kind} className="scroll-mt-2 pt-4">
      <h2 className="px-4 pb-1 font-semibold md:px-6">
        {title} <span className="font-normal text-muted tabular-nums">{formatCount(count)}</span>
      </h2>
      <Table isEdgeToEdge aria-label={title} className="table-fixed">
        <thead>
          <tr>
            <Th className="w-1/2 md:w-64">
              Device<span className="md:hidden">{isOneSided ? ", what it is" : ", what"}</span>
            </Th>
            <Th className="max-md:hidden md:w-72">{isOneSided ? "What it is" : "What"}</Th>
            {isOneSided ? null : <Th className="max-md:hidden md:w-64">Before</Th>}
            <Th className="w-1/2 md:w-64">
              {isOneSided ? (
                "Where"
              ) : (
                <>
                  <span className="md:hidden">Before, a</span>
                  <span className="max-md:hidden">A</span>fter
                </>
              )}
            </Th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, shown).map((it) => (
            <ChangeRow
              key={`${it.deviceId} ${it.what} ${it.after} ${it.otherId}`}
              change={it}
              isOneSided={isOneSided}
              from={from}
            />
          ))}
        </tbody>
      </Table>
      {items.length > shown && !isWhole ? (
        <p className="px-4 pt-2 md:px-6 print:hidden">
          <Button size="sm" onClick={() => setIsWhole(true)}>
            Show {count > items.length ? `the first ${formatCount(items.length)}` : `all ${formatCount(count)}`}
          </Button>
        </p>
      ) : null}
      {count > shown ? (
        <p className={clsx("px-4 pt-1 text-muted md:px-6", !isWhole && "hidden print:block")}>
          {formatCount(count - shown)} more stand in the file.
        </p>
      ) : null}
    </section>
  );
}

interface ChangeRowProps {
  readonly change: ChangeDto;
  readonly isOneSided: boolean;
  readonly from: string;
}

/** One change a line; on a narrow screen what it is stands under the device, and what was before above what came after. */
function ChangeRow({ change, isOneSided, from }: ChangeRowProps) {
  return (
    <tr className="hover:bg-hover">
      <Td className="max-md:align-top">
        <Link href={deviceLink(change, from)} className="rounded-sm hover:underline">
          <WireText text={change.deviceName} />
        </Link>
        <span className="block text-soft md:hidden">
          <WireText text={change.what} />
        </span>
      </Td>
      <Td className="max-md:hidden">
        <WireText text={change.what} />
      </Td>
      {isOneSided ? null : (
        <Td className="text-soft max-md:hidden">{change.before === null ? null : <WireText text={change.before} />}</Td>
      )}
      <Td className="max-md:align-top">
        {isOneSided || change.before === null ? null : (
          <span className="block text-muted md:hidden">
            <WireText text={change.before} />
          </span>
        )}
        {change.otherId ? (
          <Link href={`/devices/${change.otherId}`} className="rounded-sm hover:underline">
            <WireText text={change.after ?? "the other device"} />
          </Link>
        ) : (
          <AfterText change={change} isOneSided={isOneSided} />
        )}
      </Td>
    </tr>
  );
}

/** Of a device that went, its place is what was before. */
function AfterText({ change, isOneSided }: { readonly change: ChangeDto; readonly isOneSided: boolean }) {
  const text = change.after ?? (isOneSided ? change.before : null);
  return text === null ? null : <WireText text={text} />;
}

/** A device that is no more is shown as it was. */
function deviceLink({ deviceId, isPresent }: ChangeDto, from: string): string {
  return isPresent ? `/devices/${deviceId}` : `/devices/${deviceId}?asOf=${encodeURIComponent(from)}`;
}
