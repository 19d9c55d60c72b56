"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Section } from "@/components/overview/section";
import { QueryProblem } from "@/components/shell/query-problem";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { targetDistanceOptions } from "@/lib/client/queries/targets";
import type { TargetDetail, TargetDistance } from "@/lib/contracts/targets";
import { formatCount } from "@/lib/domain/say-count";

const TrendChart = dynamic(() => import("@/components/charts/trend-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

const MEASURES = [
  {
    key: "violatingFlows",
    label: "Violating paths",
    note: "device pair and protocol that the target cuts, seen lately",
  },
  { key: "misplacedDevices", label: "Devices in the wrong zone", note: "not where the target puts them" },
  { key: "undecidedCells", label: "Undecided cells", note: "pairs of zones with cuts that nobody accepted" },
  { key: "aboveTolerance", label: "Above risk tolerance", note: "devices" },
] as const;

/** How far today is from the target, and how it has gone: all four lines shall reach 0. */
export function DistanceTab({ target }: { readonly target: TargetDetail }) {
  const distance = useQuery(targetDistanceOptions(target.id));
  if (distance.isPending) return <SkeletonRows count={4} columns={["w-40", "w-24"]} />;
  if (distance.isError) return <QueryProblem error={distance.error} refetch={distance.refetch} />;
  const { now, days, version, riskTolerance } = distance.data;
  return (
    <div className="flex flex-col gap-6 pb-8">
      <p className="text-soft">
        Measured by version {version}
        {target.approvedVersion === version ? ", the approved one" : ", the newest; none is approved yet"}. Risk
        tolerance {riskTolerance}.{days.length < 2 ? " Kept once a day: lines appear from the second day on." : ""}
      </p>
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        {MEASURES.map((measure) => (
          <Section key={measure.key} title={measure.label} note={measure.note}>
            <p className="border-t pt-2 font-medium text-xl">{formatCount(now[measure.key])}</p>
            {days.length < 2 ? null : (
              <div aria-hidden>
                <TrendChart points={pointsOf(days)} dataKey={measure.key} label={measure.label} />
              </div>
            )}
          </Section>
        ))}
      </div>
      <DayTable days={days} />
    </div>
  );
}

function DayTable({ days }: { readonly days: TargetDistance["days"] }) {
  return (
    <Section title="By day">
      <Table aria-label="Distance by day">
        <thead>
          <tr>
            <Th>Day</Th>
            <Th isNumber>Version</Th>
            {MEASURES.map(({ key, label }) => (
              <Th key={key} isNumber>
                {label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={day.day}>
              <Td>{day.day}</Td>
              <Td isNumber>{day.version}</Td>
              {MEASURES.map(({ key }) => (
                <Td key={key} isNumber>
                  {formatCount(day[key])}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

const pointsOf = (days: TargetDistance["days"]) =>
  days.map((day) => ({ ...day, atMs: Date.parse(`${day.day}T00:00:00Z`) }));
