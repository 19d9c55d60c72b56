"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { sentenceOf } from "@/lib/client/api-problem";
import { zoneListOptions } from "@/lib/client/queries/zones";
import { DecisionDialog } from "./decision-dialog";
import { type NamedDevice, objectOf } from "./device-name";
import { GroupPlaces } from "./group-places";
import { NameList } from "./name-list";
import type { WholeGroup } from "./whole-group";

interface ZoneDialogProps {
  readonly devices: readonly NamedDevice[];
  readonly whole?: WholeGroup | null;
  readonly onClose: () => void;
  readonly onDecided?: (() => void) | undefined;
}

/** Pins devices to a zone, whatever the rules of zones say. */
export function ZoneDialog({ devices, whole = null, onClose, onDecided }: ZoneDialogProps) {
  const zones = useQuery(zoneListOptions());
  const [zoneId, setZoneId] = useState<string | null>(null);
  const object = objectOf(devices, whole);
  const zone = zones.data?.items.find((it) => it.id === zoneId);

  return (
    <DecisionDialog
      title={`Set the zone of ${object}`}
      description="A pinned zone stands above VLAN and subnet rules, until you undo it."
      verb="Set zone"
      isReady={zone !== undefined}
      decision={(reason) => ({ kind: "zone", deviceIds: devices.map((it) => it.id), zoneId: zone?.id ?? "", reason })}
      done={`Moved ${object} to ${zone?.label}`}
      whole={whole}
      onDecided={onDecided}
      onClose={onClose}
    >
      {whole ? <NameList devices={devices} total={whole.now.total} /> : null}
      {whole ? <GroupPlaces whole={whole} /> : null}
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
    </DecisionDialog>
  );
}
