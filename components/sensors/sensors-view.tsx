"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DiscoveryPlaces } from "@/components/discovery/discovery-places";
import { Page } from "@/components/shell/page";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { sensorListOptions } from "@/lib/client/queries/sensors";
import type { SensorDto } from "@/lib/contracts/sensors";
import { countOf } from "@/lib/domain/say-count";
import { AddSensorDialog } from "./add-sensor-dialog";
import { RenameSensorDialog, RevokeSensorDialog } from "./change-sensor-dialogs";
import { SensorTable } from "./sensor-table";
import { SensorTroubles } from "./sensor-troubles";

type Asked = { readonly what: "add" } | { readonly what: "rename" | "revoke"; readonly sensor: SensorDto };

/** Programs that listen and send by themselves: are they alive, and do they see everything? */
export function SensorsView() {
  const { items } = useSuspenseQuery(sensorListOptions()).data;
  const mayEdit = useCan("sensors.edit");
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const add = (
    <Button tone="primary" onClick={() => setAsked({ what: "add" })}>
      Add a sensor…
    </Button>
  );
  return (
    <Page title="Discovery · Sensors" answer={sentence(items)} actions={mayEdit && items.length > 0 ? add : undefined}>
      <DiscoveryPlaces />
      {items.length === 0 ? (
        <EmptyState
          title="No sensor sends anything yet"
          action={mayEdit ? add : <RoleNote permission="sensors.edit" deed="add a sensor" />}
        >
          A sensor listens on a mirror port and sends what it learned every minute, never packets.
        </EmptyState>
      ) : (
        <div className="bg-surface">
          <SensorTroubles sensors={items} />
          <SensorTable
            sensors={items}
            mayEdit={mayEdit}
            onRename={(sensor) => setAsked({ what: "rename", sensor })}
            onRevoke={(sensor) => setAsked({ what: "revoke", sensor })}
          />
        </div>
      )}
      {asked?.what === "add" ? <AddSensorDialog onClose={close} /> : null}
      {asked?.what === "rename" ? <RenameSensorDialog sensor={asked.sensor} onClose={close} /> : null}
      {asked?.what === "revoke" ? <RevokeSensorDialog sensor={asked.sensor} onClose={close} /> : null}
    </Page>
  );
}

function sentence(sensors: readonly SensorDto[]): string {
  const troubled = sensors.filter((it) => it.trouble !== null);
  const [first] = troubled;
  if (sensors.length === 0) return "No sensor listens yet.";
  if (first && troubled.length === 1) return `${first.name} ${first.trouble?.sentence}`;
  if (troubled.length > 1) return `${countOf(troubled.length, "sensor")} hear or send nothing.`;
  const live = sensors.filter((it) => it.state === "live").length;
  return live === 0
    ? "No sensor has sent anything yet."
    : `${countOf(live, "sensor sends", "sensors send")} every minute.`;
}
