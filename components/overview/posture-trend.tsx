"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { prepareTrend } from "@/components/charts/prepare-trend";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import type { Overview } from "@/lib/contracts/overview";

const TrendChart = dynamic(() => import("@/components/charts/trend-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

const MEASURES = [
  { value: "risk", label: "Mean risk" },
  { value: "unsanctioned", label: "Unsanctioned" },
] as const;
type Measure = (typeof MEASURES)[number]["value"];

/** How the posture has gone, as it was computed on each day; with its table for those who cannot see the picture. */
export function PostureTrend({ trend }: { readonly trend: Overview["trend"] }) {
  const [measure, setMeasure] = useState<Measure>("risk");
  const points = prepareTrend(trend);
  const label = MEASURES.find((it) => it.value === measure)?.label ?? "";
  if (points.length < 2) {
    return (
      <p className="border-t py-3 text-soft">
        The posture is kept once a day. A line appears here from the second day on; today counts{" "}
        {points[0] ? `a mean risk of ${Math.round(points[0].risk)}` : "nothing yet"}.
      </p>
    );
  }
  return (
    <div className="border-t pt-3">
      <Segmented label="Measure" value={measure} onChange={setMeasure} choices={MEASURES} />
      <div aria-hidden className="pt-2">
        <TrendChart
          points={points}
          dataKey={measure}
          label={label}
          isHeld
          {...(measure === "risk" ? { max: 100 } : {})}
        />
      </div>
      <details className="pt-1 text-soft text-xs">
        <summary className="w-fit rounded-sm text-muted hover:text-ink">As a table</summary>
        <Table aria-label="Posture by day">
          <thead>
            <tr>
              <Th>Day</Th>
              <Th isNumber>Mean risk</Th>
              <Th isNumber>Unsanctioned</Th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.day}>
                <Td>{point.day}</Td>
                <Td isNumber>{Math.round(point.risk)}</Td>
                <Td isNumber>{point.unsanctioned}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </div>
  );
}
