"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { deviceRulesOptions } from "@/lib/client/queries/firewall-rules";
import { DEVICE_DIALECT_TITLES, DEVICE_DIALECTS } from "@/lib/contracts/choices";
import type { DeviceRulesDto } from "@/lib/contracts/firewall-rules";
import { countOf } from "@/lib/domain/say-count";
import { RemarkList } from "./remark-list";
import { RuleText } from "./rule-text";

const WINDOWS = [
  { days: null, label: "Everything recorded" },
  { days: 7, label: "Last 7 days of evidence" },
  { days: 30, label: "Last 30 days of evidence" },
  { days: 90, label: "Last 90 days of evidence" },
] as const;

/** What the device was seen doing, as an allow-list for itself or its switch port. */
export function DeviceRulesTab({ deviceId }: { readonly deviceId: string }) {
  const mayExport = useCan("exports.read");
  const [{ firewall, days }, setChoice] = useQueryStates({
    firewall: parseAsStringLiteral(DEVICE_DIALECTS).withDefault("nftables"),
    days: parseAsInteger,
  });
  const rules = useQuery({ ...deviceRulesOptions(deviceId, firewall, days), enabled: mayExport });
  if (!mayExport) return <RoleNote permission="exports.read" deed="export rules" />;
  return (
    <div className="flex flex-col gap-4 pb-6">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Firewall">
          <Select
            value={firewall}
            onChange={({ target }) =>
              setChoice({ firewall: DEVICE_DIALECTS.find((it) => it === target.value) ?? null })
            }
          >
            {DEVICE_DIALECTS.map((it) => (
              <option key={it} value={it}>
                {DEVICE_DIALECT_TITLES[it]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Seen in">
          <Select
            value={days ?? ""}
            onChange={({ target }) => setChoice({ days: target.value === "" ? null : Number(target.value) })}
          >
            {WINDOWS.map(({ days: value, label }) => (
              <option key={label} value={value ?? ""}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {rules.isError ? (
        <QueryProblem error={rules.error} refetch={rules.refetch} />
      ) : rules.data ? (
        <Listed rules={rules.data} />
      ) : (
        <SkeletonRows count={6} columns={["w-40", "w-96"]} />
      )}
    </div>
  );
}

function Listed({ rules }: { readonly rules: DeviceRulesDto }) {
  return (
    <>
      {rules.refusal === null ? (
        <p className="max-w-[90ch]" role="status">
          {countOf(rules.allows.length, "line")} from {countOf(rules.observedFlows, "kind")} of flow, on{" "}
          {countOf(rules.evidenceDays, "day")} of evidence. What it does less often than that is not in it: a monthly
          job needs a month and more.
        </p>
      ) : (
        <Callout tone="warn" title="Nothing is exported">
          {rules.refusal}
        </Callout>
      )}
      {rules.allows.length > 0 ? (
        <Table aria-label="What it needs">
          <thead>
            <tr>
              <Th>Needs</Th>
              <Th>Evidence</Th>
            </tr>
          </thead>
          <tbody>
            {rules.allows.map(({ title, reason }) => (
              <tr key={title} className="hover:bg-hover">
                <Td>
                  <bdi>{title}</bdi>
                </Td>
                <Td className="whitespace-normal!">
                  <bdi>{reason}</bdi>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <RemarkList
        title="Flows that are not in it"
        remarks={rules.leftOut.map(({ reason, flows }) => `${countOf(flows, "flow")}: ${reason}.`)}
      />
      <RemarkList title="Before you load it" remarks={rules.notes} />
      <RuleText files={rules.files} />
    </>
  );
}
