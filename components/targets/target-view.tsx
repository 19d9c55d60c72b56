"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Page } from "@/components/shell/page";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { ZonePlaces } from "@/components/zones/zone-places";
import { targetOptions } from "@/lib/client/queries/targets";
import type { TargetDetail } from "@/lib/contracts/targets";
import { countOf } from "@/lib/domain/say-count";
import { DesignTab } from "./design-tab";

// What is not met first comes when it is opened.
const loading = () => <SkeletonRows count={6} columns={["w-40", "w-24", "w-64"]} />;
const WhatIfTab = dynamic(() => import("./what-if-tab").then((it) => it.WhatIfTab), { ssr: false, loading });
const StepsTab = dynamic(() => import("./steps-tab").then((it) => it.StepsTab), { ssr: false, loading });
const DistanceTab = dynamic(() => import("./distance-tab").then((it) => it.DistanceTab), { ssr: false, loading });
const VersionsTab = dynamic(() => import("./versions-tab").then((it) => it.VersionsTab), { ssr: false, loading });

const TABS = ["design", "what-if", "steps", "distance", "versions"] as const;
const LABELS = {
  design: "Design",
  "what-if": "What-if",
  steps: "Steps",
  distance: "Distance",
  versions: "Versions",
} as const;

/** One target: drawn, tried, measured, agreed on. */
export function TargetView({ id }: { readonly id: string }) {
  const [{ tab, version }, setPlace] = useQueryStates({
    tab: parseAsStringLiteral(TABS).withDefault("design"),
    version: parseAsInteger,
  });
  const mayExport = useCan("exports.read");
  const newest = useSuspenseQuery(targetOptions(id, null)).data;
  const old = useQuery({ ...targetOptions(id, version), enabled: version !== null });
  const target = version === null ? newest : (old.data ?? newest);
  const broken = target.principles.filter((it) => !it.isKept).length;
  return (
    <Page
      title={`Zones · Target · ${target.name}`}
      answer={sentenceOf(target, broken)}
      isFilling
      actions={
        <div className="flex flex-wrap items-center gap-2 print:hidden">
          {mayExport ? (
            <Button asChild>
              <Link href={`/zones/rules?target=${id}`}>Rules of this target</Link>
            </Button>
          ) : null}
          <Button onClick={() => window.print()}>Print</Button>
        </div>
      }
    >
      <ZonePlaces />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        {target.version !== target.latestVersion ? (
          <p className="border-b bg-canvas px-4 py-1.5 text-soft md:px-6">
            Version {target.version}, as it was saved.{" "}
            <Link
              href={`/zones/target/${id}?tab=${tab}`}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              Go to the newest
            </Link>
          </p>
        ) : null}
        <Tabs
          label="Target"
          value={tab}
          isFilling
          onChange={(next) => setPlace({ tab: next })}
          tabs={TABS.map((value) => ({
            value,
            label: LABELS[value],
            ...(value === "versions" ? { count: target.versions.length } : {}),
          }))}
        >
          <TabPanel value="design" isFilling>
            <DesignTab target={target} />
          </TabPanel>
          <TabPanel value="what-if" isFilling>
            <WhatIfTab target={target} />
          </TabPanel>
          <TabPanel value="steps" isFilling>
            <StepsTab target={target} />
          </TabPanel>
          <TabPanel value="distance" isFilling>
            <DistanceTab target={target} />
          </TabPanel>
          <TabPanel value="versions" isFilling>
            <VersionsTab target={target} />
          </TabPanel>
        </Tabs>
      </div>
    </Page>
  );
}

function sentenceOf({ design, approvedVersion, version }: TargetDetail, broken: number): string {
  const size = `${countOf(design.zones.length, "zone")} and ${countOf(design.conduits.length, "conduit")}`;
  const kept = broken === 0 ? "every principle is kept" : `${countOf(broken, "principle")} broken`;
  // First, so that what is broken does not read as if it were approved.
  const approved = approvedVersion === version ? "Approved: " : approvedVersion === null ? "Not approved yet: " : "";
  return `${approved}${size}; ${kept}.`;
}
