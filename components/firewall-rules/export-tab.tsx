"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ruleExportOptions } from "@/lib/client/queries/firewall-rules";
import { targetListOptions } from "@/lib/client/queries/targets";
import { RULE_DIALECT_TITLES, RULE_DIALECTS } from "@/lib/contracts/choices";
import type { RuleExportDto } from "@/lib/contracts/firewall-rules";
import { formatCount } from "@/lib/domain/say-count";
import { RemarkList } from "./remark-list";
import { RuleText } from "./rule-text";

/** Conduits as rules for one firewall, with the proof that they do what the picture says. */
export function ExportTab() {
  const mayExport = useCan("exports.read");
  const [choice, setChoice] = useQueryStates({
    dialect: parseAsStringLiteral(RULE_DIALECTS).withDefault("nftables"),
    realm: parseAsString,
    target: parseAsString,
    point: parseAsString,
  });
  const rules = useQuery({ ...ruleExportOptions(choice), enabled: mayExport });
  const targets = useQuery(targetListOptions()).data?.items ?? [];
  if (!mayExport) return <RoleNote permission="exports.read" deed="export rules" />;
  const { data } = rules;
  return (
    <div className="flex flex-col gap-4 pb-6">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Firewall">
          <Select
            value={choice.dialect}
            onChange={({ target }) => setChoice({ dialect: RULE_DIALECTS.find((it) => it === target.value) ?? null })}
          >
            {RULE_DIALECTS.map((it) => (
              <option key={it} value={it}>
                {RULE_DIALECT_TITLES[it]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Made of">
          <Select value={choice.target ?? ""} onChange={({ target }) => setChoice({ target: target.value || null })}>
            <option value="">Today's zones and conduits</option>
            {targets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        {data && data.realms.length === 0 ? null : (
          <Field label="Realm">
            <Select
              value={data?.realm?.id ?? choice.realm ?? ""}
              onChange={({ target }) => setChoice({ realm: target.value || null })}
            >
              {(data?.realms ?? []).map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {data && data.points.length > 0 ? (
          <Field label="Enforcement point">
            <Select value={choice.point ?? ""} onChange={({ target }) => setChoice({ point: target.value || null })}>
              <option value="">All conduits</option>
              {data.points.map((point) => (
                <option key={point} value={point}>
                  {point}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
      </div>
      {rules.isError ? (
        <QueryProblem error={rules.error} refetch={rules.refetch} />
      ) : data ? (
        <Exported rules={data} />
      ) : (
        <SkeletonRows count={8} columns={["w-40", "w-96"]} />
      )}
    </div>
  );
}

function Exported({ rules }: { readonly rules: RuleExportDto }) {
  return (
    <>
      {rules.refusal === null ? (
        <p className="max-w-[90ch]" role="status">
          {provenSentence(rules)}
        </p>
      ) : (
        <Callout tone="warn" title="Nothing is exported">
          {rules.refusal}{" "}
          <Link href="/zones?tab=conduits" className="underline underline-offset-2">
            See the conduits
          </Link>
        </Callout>
      )}
      <RemarkList title="What the rules cannot hold" remarks={rules.warnings} />
      <RemarkList title="Before you load them" remarks={rules.notes} />
      <RuleText files={rules.files} />
    </>
  );
}

function provenSentence({ observedFlows, triedFlows, allowedFlows, dialect }: RuleExportDto): string {
  const all = observedFlows + triedFlows;
  return `Read back as ${RULE_DIALECT_TITLES[dialect]} reads it, the text gives the conduits' verdict on all of ${formatCount(all)} flows: ${formatCount(observedFlows)} observed, ${formatCount(triedFlows)} tried at the edges of every rule. ${formatCount(allowedFlows)} pass, ${formatCount(all - allowedFlows)} are cut.`;
}
