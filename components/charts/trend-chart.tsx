"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { dayLabel } from "./prepare-trend";

const TICK = { fill: "var(--muted)", fontSize: 12 } as const;

interface TrendChartProps {
  readonly points: readonly { readonly atMs: number }[];
  /** A measure of the points. */
  readonly dataKey: string;
  readonly label: string;
  /** Upper end of the scale; absent = the largest value. */
  readonly max?: number;
  /** A value holds until the next one: days between two of them were not in between. */
  readonly isHeld?: boolean;
}

/** One measure over days, from zero. */
export default function TrendChart({ points, dataKey, label, max, isHeld = false }: TrendChartProps) {
  return (
    <ResponsiveContainer width="100%" height={160} initialDimension={{ width: 480, height: 160 }}>
      <AreaChart data={[...points]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="atMs"
          type="number"
          domain={["dataMin", "dataMax"]}
          tickFormatter={dayLabel}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={48}
        />
        <YAxis
          domain={[0, max ?? "auto"]}
          allowDecimals={false}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={32}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(atMs) => dayLabel(Number(atMs))}
          formatter={(value) => [Math.round(Number(value)), label]}
          contentStyle={{
            background: "var(--raised)",
            border: "none",
            borderRadius: 5,
            boxShadow: "var(--pop-shadow)",
            color: "var(--ink)",
            fontSize: 12,
          }}
          itemStyle={{ color: "var(--ink)" }}
        />
        <Area
          type={isHeld ? "stepAfter" : "linear"}
          dataKey={dataKey}
          stroke="var(--soft)"
          strokeWidth={1.5}
          fill="var(--track)"
          isAnimationActive={false}
          dot={points.length < 3 ? { r: 2.5, fill: "var(--ink)" } : false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
