"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { OperationsText } from "@/components/devices/operations-text";
import { Section } from "@/components/overview/section";
import { QueryProblem } from "@/components/shell/query-problem";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { formatBytes } from "@/lib/client/format-number";
import { targetWhatIfOptions } from "@/lib/client/queries/targets";
import type { TargetCut, TargetDetail, TargetWhatIf } from "@/lib/contracts/targets";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { CutPanel } from "./cut-panel";
import { serviceOf } from "./service-of";

const SHOWN = ["open", "accepted", "all"] as const;

/** The target over everything that was recorded: what it would cut, how often that happens, and what to do about it. */
export function WhatIfTab({ target }: { readonly target: TargetDetail }) {
  const version = target.version === target.latestVersion ? null : target.version;
  const whatIf = useQuery(targetWhatIfOptions(target.id, version));
  const [{ cut: chosenKey, show }, setPlace] = useQueryStates({
    cut: parseAsString,
    show: parseAsStringLiteral(SHOWN).withDefault("open"),
  });
  if (whatIf.isPending) {
    return (
      <div role="status">
        <p className="pb-2 text-soft">Trying the target on everything that was recorded…</p>
        <SkeletonRows count={6} columns={["w-40", "w-24", "w-56"]} />
      </div>
    );
  }
  if (whatIf.isError) return <QueryProblem error={whatIf.error} refetch={whatIf.refetch} />;
  const { data } = whatIf;
  const open = data.cuts.filter((it) => !it.accepted);
  const accepted = data.cuts.filter((it) => it.accepted);
  const shown = show === "open" ? open : show === "accepted" ? accepted : data.cuts;
  const chosen = data.cuts.find((it) => it.key === chosenKey) ?? null;
  return (
    <div className="flex flex-col gap-6 pb-8">
      <Outcomes whatIf={data} />
      <Section
        title="What would be cut"
        note={`${countOf(open.length, "cut")} to decide, ${formatCount(accepted.length)} accepted`}
      >
        <div className="pb-2">
          <Segmented
            label="Which cuts"
            value={show}
            onChange={(next) => setPlace({ show: next })}
            choices={[
              { value: "open", label: "To decide" },
              { value: "accepted", label: "Accepted" },
              { value: "all", label: "All" },
            ]}
          />
        </div>
        {shown.length === 0 ? (
          <p className="border-t py-3 text-soft">
            {show === "open" ? "Nothing waits for a decision: what the target cuts is accepted." : "There is none."}
          </p>
        ) : (
          <CutTable cuts={shown} chosenKey={chosenKey} onChoose={(key) => setPlace({ cut: key })} />
        )}
      </Section>
      <Evidence whatIf={data} />
      {chosen ? <CutPanel target={target} cut={chosen} onClose={() => setPlace({ cut: null })} /> : null}
    </div>
  );
}

const OUTCOMES = [
  { key: "within", label: "inside a zone", className: "bg-track" },
  { key: "allowed", label: "allowed by a conduit", className: "bg-verdict-inside" },
  { key: "cut", label: "cut, to decide", className: "bg-verdict-violation" },
  { key: "accepted", label: "cut, accepted", className: "bg-risk-medium" },
  { key: "undecided", label: "undecided", className: "bg-verdict-undecided" },
] as const;

/** All recorded flows in one bar; the parts add up to the whole, and say so. */
function Outcomes({ whatIf }: { readonly whatIf: TargetWhatIf }) {
  const { outcomes, all } = whatIf;
  const parts = OUTCOMES.filter(({ key }) => outcomes[key].flows > 0);
  if (all.flows === 0)
    return <p className="text-soft">No flow was recorded yet, so there is nothing to try the target on.</p>;
  return (
    <Section title="All recorded flows" note={`${formatCount(all.flows)} flows, ${formatBytes(all.bytes)}`}>
      <div aria-hidden className="flex h-3 gap-px overflow-hidden rounded-sm">
        {parts.map(({ key, className }) => (
          <span key={key} className={className} style={{ flexGrow: outcomes[key].flows, minWidth: 3 }} />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 pt-2">
        {parts.map(({ key, label, className }) => (
          <div key={key} className="flex items-baseline gap-1.5">
            <span aria-hidden className={clsx("size-2 self-center rounded-sm", className)} />
            <dd className="font-medium">{formatCount(outcomes[key].flows)}</dd>
            <dt className="text-soft">{label}</dt>
          </div>
        ))}
      </dl>
    </Section>
  );
}

interface CutTableProps {
  readonly cuts: readonly TargetCut[];
  readonly chosenKey: string | null;
  readonly onChoose: (key: string) => void;
}

function CutTable({ cuts, chosenKey, onChoose }: CutTableProps) {
  return (
    <Table isStacked aria-label="Cuts">
      <thead>
        <tr>
          <Th>Path</Th>
          <Th>Protocol</Th>
          <Th>What was done</Th>
          <Th>How often</Th>
          <Th isNumber>Device pairs</Th>
          <Th isNumber>Flows</Th>
          <Th isNumber>Bytes</Th>
        </tr>
      </thead>
      <tbody>
        {cuts.map((cut) => (
          <tr key={cut.key} className={clsx(cut.key === chosenKey ? "bg-selected" : "hover:bg-hover")}>
            <Td>
              <button
                type="button"
                onClick={() => onChoose(cut.key)}
                aria-expanded={cut.key === chosenKey}
                className="rounded-sm hover:underline"
              >
                <bdi>{cut.fromName}</bdi> <span aria-hidden>→</span>
                <span className="sr-only">to</span> <bdi>{cut.toName}</bdi>
              </button>
            </Td>
            <Td head="Protocol">{serviceOf(cut)}</Td>
            <Td head="What was done">
              <OperationsText operations={cut.operations} />
              {cut.isAnswered ? null : <span className="text-muted">nobody answered</span>}
            </Td>
            <Td head="How often">
              <Rhythm cut={cut} />
            </Td>
            <Td head="Device pairs" isNumber>
              {formatCount(cut.pairCount)}
              {cut.pairsSinceAccepted > 0 ? (
                <span className="text-risk-high-text"> {formatCount(cut.pairsSinceAccepted)} new</span>
              ) : null}
            </Td>
            <Td head="Flows" isNumber>
              {formatCount(cut.tally.flows)}
            </Td>
            <Td head="Bytes" isNumber>
              {formatBytes(cut.tally.bytes)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** How often, with a mark on what weeks of silence do not disprove. */
function Rhythm({ cut }: { readonly cut: TargetCut }) {
  return (
    <span className="flex items-center gap-1.5">
      {cut.rarePairCount > 0 ? (
        <span
          title={`Of ${countOf(cut.rarePairCount, "device pair")} weeks of silence prove nothing: ask before it is cut.`}
          className="rounded-sm border border-risk-medium px-1 text-risk-medium-text text-xs"
        >
          {cut.pairs.some((pair) => pair.recurrence.kind === "monthly") ? "monthly" : "rare"}
        </span>
      ) : null}
      {cut.recurrence.kind === "unknown"
        ? `on ${cut.days} of ${countOf(cut.evidenceDays, "day")}`
        : cut.recurrence.sentence}
    </span>
  );
}

/** How far all this can be relied on. */
function Evidence({ whatIf }: { readonly whatIf: TargetWhatIf }) {
  const { evidence } = whatIf;
  return (
    <Section
      title="How far the evidence carries"
      note={evidence.firstDay ? `${evidence.firstDay} to ${evidence.lastDay}` : null}
    >
      <ul className="border-t">
        <li className="border-b py-2">{evidence.sentence}</li>
        {evidence.silentZones.length > 0 ? (
          <li className="border-b py-2">
            Nothing was recorded in <bdi>{evidence.silentZones.join(", ")}</bdi>: that nothing is cut there says
            nothing.
          </li>
        ) : null}
        {evidence.blindSpots.map(({ where, sentence, advice }) => (
          <li key={`${where} ${sentence}`} className="border-b py-2">
            {where ? <bdi className="text-muted">{where}: </bdi> : null}
            {sentence} <span className="text-muted">{advice}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
