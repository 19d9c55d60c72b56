"use client";

import { clsx } from "clsx";
import { Unknown } from "@/components/devices/unknown";
import { useNowMs } from "@/lib/client/use-now";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { supportStateAt } from "@/lib/domain/lifecycle/lifecycle";

interface SupportWordProps {
  /** The moment at which the last day with support is over, ISO 8601; null when no list says. */
  readonly endsAt: string | null;
  /** It holds for some versions only, and which one runs cannot be told. */
  readonly isPossible?: boolean;
}

/** When the vendor's support ends or ended, as a day. */
export function SupportWord({ endsAt, isPossible }: SupportWordProps) {
  const now = useNowMs();
  if (endsAt === null) return <Unknown />;
  const endsMs = Date.parse(endsAt);
  const day = new Date(endsMs - 1).toISOString().slice(0, 10);
  const state = now === null ? null : supportStateAt(endsMs * 1000, now * 1000);
  return (
    <span
      className={clsx(
        state === "ended" && "font-medium text-risk-high-text",
        state === "ending" && "text-risk-medium-text",
      )}
    >
      {isPossible ? "perhaps " : ""}
      {state === null ? "until" : state === "ended" ? "ended" : "ends"} {day}
    </span>
  );
}

/** The other days, which row of the list says so, and why it is about the device. */
export function lifecycleReason(lifecycle: NonNullable<DeviceDetail["lifecycle"]>): string {
  const { endOfSale, endOfLife, because, source, place } = lifecycle;
  return [
    endOfSale === null ? null : `sold until ${endOfSale}`,
    endOfLife === null ? null : `end of life ${endOfLife}`,
    because,
    source === null ? place : `${source} (${place})`,
  ]
    .filter((it) => it !== null)
    .join("; ");
}
