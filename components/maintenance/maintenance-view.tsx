"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { sentenceOf } from "@/lib/client/api-problem";
import { maintenanceOptions } from "@/lib/client/queries/maintenance";
import type { MaintenancePlanDto } from "@/lib/contracts/maintenance";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { fetchWholePlan } from "./fetch-whole-plan";
import { MaintenanceParts } from "./maintenance-parts";
import { WindowDialog } from "./window-dialog";

/** What is done when: windows with their work, what needs none, and what has not found one. */
export function MaintenanceView() {
  const { data, error, isPending, refetch } = useQuery(maintenanceOptions());
  const [isOpening, setIsOpening] = useState(false);
  const mayDecide = useCan("findings.decide");
  const mayExport = useCan("exports.read");
  return (
    <Page
      title="Vulnerabilities · Maintenance"
      answer={data ? sentence(data) : "Maintenance plan"}
      actions={
        <span className="flex flex-wrap gap-2 print:hidden">
          {mayExport ? (
            <Button asChild>
              <a href="/api/v1/exports/work" download>
                Export CSV
              </a>
            </Button>
          ) : null}
          <PrintButton />
          {mayDecide ? (
            <Button tone="primary" onClick={() => setIsOpening(true)}>
              Open a window…
            </Button>
          ) : null}
        </span>
      }
    >
      <div className="print:hidden">
        <VulnerabilityPlaces />
      </div>
      <div className="flex flex-col gap-8 bg-surface px-4 py-5 md:px-6">
        <QueryProblem error={error} refetch={refetch} />
        {isPending ? <SkeletonRows count={8} columns={["w-96", "w-24", "w-24"]} /> : null}
        {data ? <MaintenanceParts plan={data} /> : null}
      </div>
      {isOpening ? <WindowDialog onClose={() => setIsOpening(false)} /> : null}
    </Page>
  );
}

/** On paper stands the whole plan, whatever of it was shown before. */
function PrintButton() {
  const client = useQueryClient();
  const [isFetching, setIsFetching] = useState(false);
  async function print() {
    setIsFetching(true);
    try {
      await fetchWholePlan(client);
      // What was fetched is drawn first.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      window.print();
    } catch (error) {
      toast({ title: "It was not printed", detail: sentenceOf(error as Error), tone: "danger" });
    } finally {
      setIsFetching(false);
    }
  }
  return (
    <Button isBusy={isFetching} onClick={print}>
      Print or PDF
    </Button>
  );
}

function sentence({ inWindows, anytime, unplanned }: MaintenancePlanDto): string {
  const open = inWindows + anytime + unplanned;
  if (open === 0) return "Nothing is planned.";
  const parts = [
    ...(anytime > 0 ? [`${formatCount(anytime)} can be done without an outage`] : []),
    ...(inWindows > 0 ? [`${formatCount(inWindows)} ${inWindows === 1 ? "stands" : "stand"} in a window`] : []),
    ...(unplanned > 0 ? [`${formatCount(unplanned)} ${unplanned === 1 ? "has" : "have"} none yet`] : []),
  ];
  return `${countOf(open, "thing")} to do: ${parts.join(", ")}.`;
}
