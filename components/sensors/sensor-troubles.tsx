"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useCan } from "@/components/shell/session-context";
import { Callout } from "@/components/ui/callout";
import { sensorListOptions } from "@/lib/client/queries/sensors";
import type { SensorDto } from "@/lib/contracts/sensors";
import { formatCount } from "@/lib/domain/say-count";

/** More of them at once have one cause, such as a switch or this server's network. */
const SHOWN = 5;

/** Sensors that hear or send nothing, each with what to do next; nothing when there are none. */
export function SensorTroubles({ sensors }: { readonly sensors: readonly SensorDto[] }) {
  const troubled = sensors.filter((it) => it.trouble !== null);
  if (troubled.length === 0) return null;
  return (
    <section aria-label="Sensors that hear or send nothing" className="flex flex-col gap-2 px-4 py-4 md:px-6">
      {troubled.slice(0, SHOWN).map(({ id, name, siteName, realmName, trouble }) => (
        <Callout key={id} tone="warn">
          <p className="font-medium text-ink">
            <bdi>{name}</bdi> in <bdi>{siteName}</bdi> / <bdi>{realmName}</bdi> {trouble?.sentence}
          </p>
          <p>{trouble?.advice}</p>
        </Callout>
      ))}
      {troubled.length > SHOWN ? (
        <Link href="/discovery/sensors" className="rounded-sm text-muted text-xs underline">
          {formatCount(troubled.length - SHOWN)} more, by their state in the list of sensors
        </Link>
      ) : null}
    </section>
  );
}

/** The same where other alerts stand, for whoever may see sensors. */
export function SensorAlerts() {
  const { data } = useQuery({ ...sensorListOptions(), enabled: useCan("sites.read") });
  return data ? <SensorTroubles sensors={data.items} /> : null;
}
