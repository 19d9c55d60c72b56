"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Segmented } from "@/components/ui/segmented";
import { Table, Td, Th } from "@/components/ui/table";
import { RULE_FINDINGS } from "@/lib/contracts/choices";
import type { RuleCheckDto } from "@/lib/contracts/firewall-rules";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { RemarkList } from "./remark-list";

type Kind = (typeof RULE_FINDINGS)[number];
const LABELS: Readonly<Record<Kind, string>> = {
  contradicting: "Against conduits",
  shadowed: "Shadowed",
  redundant: "Redundant",
  "too-wide": "Too wide",
  unused: "Unused",
};
const KINDS = ["all", ...RULE_FINDINGS] as const;

/** What is wrong with a rule set, rule by rule with its line; what could not be read comes last and is counted. */
export function CheckResult({ check }: { readonly check: RuleCheckDto }) {
  const [kind, setKind] = useQueryState("finding", parseAsStringLiteral(KINDS).withDefault("all"));
  const shown = check.findings.filter((it) => kind === "all" || it.kind === kind);
  const counts = new Map(
    RULE_FINDINGS.map((it) => [it, check.findings.filter((finding) => finding.kind === it).length]),
  );
  return (
    <section aria-label="What was found" className="flex flex-col gap-4">
      <p role="status" className="max-w-[90ch]">
        {sentenceOf(check)}
      </p>
      {check.findings.length > 0 ? (
        <>
          <div className="max-w-full overflow-x-auto whitespace-nowrap">
            <Segmented
              label="Findings"
              value={kind}
              onChange={setKind}
              choices={KINDS.filter((it) => it === "all" || (counts.get(it) ?? 0) > 0).map((it) => ({
                value: it,
                label: it === "all" ? `All ${check.findings.length}` : `${LABELS[it]} ${counts.get(it)}`,
              }))}
            />
          </div>
          <Table isStacked aria-label="Findings">
            <thead>
              <tr>
                <Th isNumber>Line</Th>
                <Th>Finding</Th>
                <Th>Why</Th>
                <Th>Rule</Th>
              </tr>
            </thead>
            <tbody>
              {shown.map((it) => (
                <tr key={`${it.kind} ${it.line} ${it.sentence}`} className="hover:bg-hover">
                  <Td head="Line" isNumber>
                    {it.line ?? <span className="text-muted">none</span>}
                  </Td>
                  <Td className="whitespace-nowrap">{LABELS[it.kind]}</Td>
                  <Td head="Why" className="min-w-72 max-w-[70ch] whitespace-normal! py-1.5">
                    {it.sentence}
                  </Td>
                  <Td head="Rule" className="max-w-[60ch] whitespace-normal! break-all py-1.5 font-mono text-xs">
                    <bdi>{it.text}</bdi>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      ) : null}
      {check.unread.length > 0 ? (
        <Table isStacked aria-label="Lines that were not read">
          <thead>
            <tr>
              <Th isNumber>Line</Th>
              <Th>Not read, because</Th>
              <Th>Text</Th>
            </tr>
          </thead>
          <tbody>
            {check.unread.map((it) => (
              <tr key={`${it.line} ${it.reason}`} className="hover:bg-hover">
                <Td head="Line" isNumber>
                  {it.line}
                </Td>
                <Td head="Not read, because" className="whitespace-normal!">
                  {it.reason}
                </Td>
                <Td head="Text" className="max-w-[60ch] whitespace-normal! break-all font-mono text-xs">
                  <bdi>{it.text}</bdi>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <RemarkList title="What the check cannot tell" remarks={check.caveats} />
    </section>
  );
}

function sentenceOf({ rules, findings, observedFlows, allowedFlows, unreadTotal, realm }: RuleCheckDto): string {
  const found = findings.length === 0 ? "nothing stands out" : `${countOf(findings.length, "finding")}`;
  const flows = `of ${countOf(observedFlows, "observed flow")}${realm ? ` in ${realm.name}` : ""} ${formatCount(allowedFlows)} may begin`;
  const unread =
    unreadTotal === 0
      ? "every line was read"
      : `${countOf(unreadTotal, "line")} could not be read and ${unreadTotal === 1 ? "counts" : "count"} for nothing`;
  return `${countOf(rules, "rule")}: ${found}; ${flows}; ${unread}.`;
}
