"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { OpenAlerts } from "@/components/alerts/open-alerts";
import { MitigationAlert } from "@/components/mitigations/mitigation-alert";
import { FiveThings } from "@/components/plan/five-things";
import { SensorAlerts } from "@/components/sensors/sensor-troubles";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { overviewOptions } from "@/lib/client/queries/overview";
import { countOf } from "@/lib/domain/say-count";
import { BlindSpots } from "./blind-spots";
import { FigureRow } from "./figure-row";
import { FirstSources } from "./first-sources";
import { NextStep } from "./next-step";
import { PostureTrend } from "./posture-trend";
import { SamplePlantButton } from "./sample-plant-button";
import { Section } from "./section";
import { TopRisks } from "./top-risks";
import { UnapprovedPaths } from "./unapproved-paths";
import { ZoneLadder } from "./zone-ladder";

/** How exposed are we, where, and what to do first. */
export function OverviewView() {
  const { data } = useSuspenseQuery(overviewOptions());
  if (data.isEmpty) return <EmptyInstallation />;
  return (
    <Page title="Overview" answer={data.sentence}>
      <OpenAlerts />
      <SensorAlerts />
      <FigureRow figures={data.figures} />
      <div className="grid gap-x-10 gap-y-8 px-4 py-5 md:px-6 lg:grid-cols-2">
        <Section title="Risk by zone" note="enterprise at the top, process at the bottom">
          <ZoneLadder zones={data.zones} deviceCount={data.deviceCount} />
        </Section>
        <Section title="Do these five first">
          <MitigationAlert />
          <FiveThings />
        </Section>
        <Section title="Highest risk" note={`of ${countOf(data.deviceCount, "device")}`}>
          <TopRisks devices={data.topRisks} />
        </Section>
        <div className="flex min-w-0 flex-col gap-8">
          <NextStep />
          <UnapprovedPaths />
          <Section title="How it has gone">
            <PostureTrend trend={data.trend} />
          </Section>
          <Section title="What we cannot see">
            <BlindSpots spots={data.blindSpots} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

function EmptyInstallation() {
  return (
    <Page title="Overview" answer="Nothing has been taken in yet.">
      <EmptyState
        title="This will show what is on your network, what is at risk, and what to do first"
        action={
          <>
            <ImportLink>Import a capture or scan</ImportLink>
            <SamplePlantButton />
          </>
        }
      >
        <p>
          Drop in captures (pcap, pcapng), Zeek logs, nmap scans or an approved list in CSV. Sightglass merges them into
          one inventory and keeps, for every value, the packet or line that it was read from.
        </p>
        <p className="pt-2">
          To look around first, load the sample plant: a simulated waterworks with 150 devices, taken in through the
          same pipeline as your own files.
        </p>
      </EmptyState>
      <FirstSources />
    </Page>
  );
}
