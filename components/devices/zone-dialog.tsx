"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { sentenceOf } from "@/lib/client/api-problem";
import { zoneListOptions } from "@/lib/client/queries/zones";
import { type NamedDevice, objectOf } from "./device-name";
import { ReasonDialog } from "./reason-dialog";
import { useDecide } from "./use-decide";

interface ZoneDialogProps {
  readonly devices: readonly NamedDevice[];
  readonly onClose: () => void;
  readonly onDecided?: (() => void) | undefined;
}

/** Pins devices to a zone, whatever the rules of zones say. */
export function ZoneDialog({ devices, onClose, onDecided }: ZoneDialogProps) {
  const zones = useQuery(zoneListOptions());
  const [zoneId, setZoneId] = useState<string | null>(null);
  const decide = useDecide();
  const object = objectOf(devices);
  const zone = zones.data?.items.find((it) => it.id === zoneId);

  function submit(reason: string) {
    if (!zone) return;
    const deviceIds = devices.map((it) => it.id);
    decide.mutate(
      { decision: { kind: "zone", deviceIds, zoneId: zone.id, reason }, done: `Moved ${object} to ${zone.label}` },
      {
        onSuccess: () => {
          onClose();
          onDecided?.();
        },
      },
    );
  }

  return (
    <ReasonDialog
      title={`Set the zone of ${object}`}
      description="A pinned zone stands above VLAN and subnet rules, until you undo it."
      verb="Set zone"
      isReady={zone !== undefined}
      isBusy={decide.isPending}
      error={decide.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Zone" error={zones.isError ? sentenceOf(zones.error) : null}>
        <Combobox
          label="Zone"
          value={zoneId}
          onChange={setZoneId}
          choices={(zones.data?.items ?? []).map((it) => ({
            value: it.id,
            label: it.label,
            detail: it.purdueLevel === null ? "no level" : `L${it.purdueLevel}`,
          }))}
        />
      </Field>
    </ReasonDialog>
  );
}
