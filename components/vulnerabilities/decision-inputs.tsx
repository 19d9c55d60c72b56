"use client";

import { useState } from "react";
import { useUndo } from "@/components/devices/use-decide";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { PanelPair } from "@/components/ui/panel-part";
import type { FindingDetailDto } from "@/lib/contracts/findings";
import { INPUT_VALUES } from "@/lib/domain/finding/override-input";
import { POLICY_WORDS } from "@/lib/domain/priority/decision-policy";
import { InputDialog } from "./input-dialog";
import { INPUT_QUESTIONS, valueWords } from "./input-words";

type InputName = keyof typeof INPUT_VALUES;
const isInputName = (name: string): name is InputName => name in INPUT_VALUES;

/** What the decision rests on, each with its source and a person's way to set it; and the rows of both tables. */
export function DecisionInputs({ detail }: { readonly detail: FindingDetailDto }) {
  const { row, inputs, ssvcRow, bod, points, policy, overridden } = detail;
  const mayDecide = useCan("findings.decide");
  const { undo, isBusy } = useUndo();
  const [setting, setSetting] = useState<{ name: InputName; value: string } | null>(null);
  const sum = points.reduce((total, it) => total + it.points, 0);
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[128px_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1.5">
        {inputs.map(({ name, value, source }) => {
          const word = overridden.find((it) => it.name === name);
          return (
            <PanelPair key={name} label={isInputName(name) ? INPUT_QUESTIONS[name] : name}>
              <span className="flex flex-wrap items-baseline justify-between gap-x-2">
                <span className="font-medium" title={`${name}: ${value}`}>
                  {isInputName(name) ? valueWords(name, value) : value}
                </span>
                {mayDecide && isInputName(name) ? (
                  <span className="flex gap-1">
                    {word ? (
                      <Button
                        size="sm"
                        tone="quiet"
                        isBusy={isBusy}
                        aria-label={`Take back ${name}`}
                        onClick={() => undo([word.decisionId], `${name} of ${row.key}`)}
                      >
                        Take back
                      </Button>
                    ) : null}
                    <Button
                      size="sm"
                      tone="quiet"
                      aria-label={`Set ${name}`}
                      onClick={() => setSetting({ name, value })}
                    >
                      Set
                    </Button>
                  </span>
                ) : null}
              </span>
              <span className="block text-muted text-xs [overflow-wrap:anywhere]">
                {isInputName(name) ? `${name}: ${value} · ` : ""}
                <bdi>{source}</bdi>
              </span>
              {word ? (
                <span className="block text-muted text-xs">
                  {word.isExpired
                    ? `Set to ${isInputName(name) ? valueWords(name, word.value) : word.value} by ${word.actor}; that has ended.`
                    : null}
                  {!word.isExpired && word.expiresAt ? `Until ${word.expiresAt.slice(0, 10)}.` : null}
                </span>
              ) : null}
            </PanelPair>
          );
        })}
        <PanelPair label="By CERT/CC’s table">
          <span className="block">
            Row {ssvcRow}
            {policy === "ssvc-deployer" ? DECIDES : null}
          </span>
          <span className="block text-muted text-xs">{POLICY_WORDS["ssvc-deployer"]}</span>
        </PanelPair>
        <PanelPair label="By CISA’s directive">
          <span className="inline-block first-letter:uppercase">{bod}</span>
          {policy === "bod-26-04" ? DECIDES : null}
          <span className="block text-muted text-xs">{POLICY_WORDS["bod-26-04"]}</span>
        </PanelPair>
      </dl>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 border-t pt-2">
        {points.map(({ label, points: value }) => (
          <PanelPair key={label} label={label}>
            <span className="block text-right tabular-nums">{value}</span>
          </PanelPair>
        ))}
        <PanelPair label="Points among findings of the same urgency">
          <span className="block text-right font-medium tabular-nums">{sum}</span>
        </PanelPair>
      </dl>
      {setting ? (
        <InputDialog row={row} name={setting.name} value={setting.value} onClose={() => setSetting(null)} />
      ) : null}
    </div>
  );
}

const DECIDES = <span className="text-muted"> · decides</span>;
