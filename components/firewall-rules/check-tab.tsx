"use client";

import { useMutation } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { type FormEvent, useId, useState } from "react";
import { Failure } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select, Textarea } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import { CHECKED_DIALECTS, MAX_RULE_TEXT, RULE_DIALECT_TITLES } from "@/lib/contracts/choices";
import type { RuleCheckDto } from "@/lib/contracts/firewall-rules";
import { CheckResult } from "./check-result";

/** A rule set that somebody else wrote, held against what was observed and what the conduits say. Nothing is kept. */
export function CheckTab() {
  const [{ dialect }, setPlace] = useQueryStates({
    dialect: parseAsStringLiteral(CHECKED_DIALECTS).withDefault("nftables"),
  });
  const [text, setText] = useState("");
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const fileId = useId();
  const check = useMutation({
    mutationFn: () => apiSend<RuleCheckDto>("POST", "/zones/rules/check", { dialect, text }),
  });

  async function take(file: File | undefined) {
    if (!file) return;
    if (file.size > MAX_RULE_TEXT) {
      setFileProblem(`${file.name} is too long: ${MAX_RULE_TEXT.toLocaleString("en-GB")} characters are taken.`);
      return;
    }
    setFileProblem(null);
    setText(await file.text());
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    check.mutate();
  }

  return (
    <div className="flex flex-col gap-4 pb-6">
      <form onSubmit={submit} className="flex max-w-[110ch] flex-col gap-3">
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Firewall">
            <Select
              value={dialect}
              onChange={({ target }) =>
                setPlace({ dialect: CHECKED_DIALECTS.find((it) => it === target.value) ?? null })
              }
            >
              {CHECKED_DIALECTS.map((it) => (
                <option key={it} value={it}>
                  {RULE_DIALECT_TITLES[it]}
                </option>
              ))}
            </Select>
          </Field>
          <div className="flex flex-col gap-1">
            <label htmlFor={fileId} className="font-medium text-soft text-xs">
              From a file <span className="font-normal text-muted">(optional)</span>
            </label>
            <input
              id={fileId}
              type="file"
              className="h-8 max-w-full text-sm file:mr-2 file:h-8 file:rounded-md file:border file:border-line-strong file:bg-raised file:px-3 file:text-ink"
              onChange={({ target }) => take(target.files?.[0])}
            />
          </div>
        </div>
        <Field label="Rule set" error={fileProblem} hint={HINTS[dialect]}>
          <Textarea
            rows={10}
            spellCheck={false}
            className="font-mono text-xs"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        <div>
          <Button type="submit" tone="primary" isBusy={check.isPending} disabled={text.trim() === ""}>
            Check rule set
          </Button>
        </div>
      </form>
      <Failure error={check.error} />
      {check.data ? <CheckResult check={check.data} /> : null}
    </div>
  );
}

const HINTS: Readonly<Record<(typeof CHECKED_DIALECTS)[number], string>> = {
  nftables: "The answer of nft list ruleset, or a file for nft -f.",
  iptables: "The answers of iptables-save and ip6tables-save, one below the other.",
  "cisco-ios": "The running configuration, or its access lists with their object groups.",
  "cisco-asa": "The running configuration, or its access lists with their objects and groups.",
};
