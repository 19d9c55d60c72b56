"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { QueryProblem } from "@/components/shell/query-problem";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { AnswerList } from "@/components/vulnerabilities/answer-list";
import { DeviceFindingTable } from "@/components/vulnerabilities/device-finding-table";
import { FindingPanel } from "@/components/vulnerabilities/finding-panel";
import { WhyNotList } from "@/components/vulnerabilities/why-not-list";
import { deviceAdvisoriesOptions, findingListOptions } from "@/lib/client/queries/findings";
import { Section } from "./section";

const SKELETON = ["w-24", "w-80", "w-20"];

/** What is weak about this device, and which advisories were looked at and do not apply. */
export function FindingsTab({ deviceId }: { readonly deviceId: string }) {
  const findings = useInfiniteQuery(findingListOptions({ device: deviceId }));
  const advisories = useQuery(deviceAdvisoriesOptions(deviceId));
  const [chosenId, setChosenId] = useQueryState("finding", parseAsString);
  const rows = findings.data?.pages.flatMap((page) => page.items) ?? [];
  const total = findings.data?.pages[0]?.total ?? 0;
  const others = advisories.data?.items.filter(({ kind }) => kind === "not_affected" || kind === "unknown") ?? [];
  return (
    <div className="flex min-h-0">
      <div className="min-w-0 flex-1">
        <Section title="Findings" {...(findings.data ? { count: total } : {})}>
          <QueryProblem error={findings.error} refetch={findings.refetch} />
          {findings.isPending ? <SkeletonRows count={4} columns={SKELETON} /> : null}
          {findings.data && total === 0 ? (
            <p className="text-muted">
              {advisories.data?.hasKnowledge === false
                ? "No insecure service was seen, and no advisories were brought in yet."
                : "No advisory applies to this device as it was seen, and no insecure service was seen."}
            </p>
          ) : null}
          {total > 0 ? (
            <DeviceFindingTable
              rows={rows}
              chosenId={chosenId}
              onChoose={(id) => setChosenId(id === chosenId ? null : id)}
            />
          ) : null}
          <ShowMore pages={findings} className="pt-2" />
        </Section>
        {advisories.data && advisories.data.answers.length > 0 ? (
          <Section title="Answered by people" count={advisories.data.answers.length}>
            <AnswerList answers={advisories.data.answers} />
          </Section>
        ) : null}
        <Section title="Looked at, and not affected" {...(advisories.data ? { count: others.length } : {})}>
          <QueryProblem error={advisories.error} refetch={advisories.refetch} />
          {advisories.isPending ? <SkeletonRows count={3} columns={SKELETON} /> : null}
          {advisories.data && others.length === 0 ? (
            <p className="text-muted">No other advisory names a product like this one.</p>
          ) : null}
          {others.length > 0 ? <WhyNotList advisories={others} /> : null}
        </Section>
      </div>
      {chosenId ? (
        <FindingPanel
          id={chosenId}
          title={rows.find(({ id }) => id === chosenId)?.title ?? null}
          onClose={() => setChosenId(null)}
        />
      ) : null}
    </div>
  );
}
