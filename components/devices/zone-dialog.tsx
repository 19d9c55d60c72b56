"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { sentenceOf } from "@/lib/client/api-problem";
import { countOf } from "@/lib/client/format-number";
import { zoneListOptions } from "@/lib/client/queries/zones";
import type { DeviceRow } from "@/lib/contracts/devices";
import { deviceTitle } from "./device-name";
import { useDecide } from "./use-decide";

interface ZoneDialogProps {
  readonly isOpen: boolean;
  readonly devices: readonly Pick<DeviceRow, "id" | "name" | "vendor" | "model" | "ips" | "macs">[];
  readonly onClose: () => void;
  readonly onDecided?: () => void;
}

/** Pins devices to a zone, whatever the rules of zones say. */
export function ZoneDialog({ isOpen, devices, onClose, onDecided }: ZoneDialogProps) {
  return isOpen ? <OpenZoneDialog devices={devices} onClose={onClose} onDecided={onDecided} /> : null;
}

function OpenZoneDialog({ devices, onClose, onDecided }: Omit<ZoneDialogProps, "isOpen">) {
  const formId = useId();
  const zones = useQuery(zoneListOptions());
  const [zoneId, setZoneId] = useState<string | null>(null);
  const decide = useDecide();
  const [first] = devices;
  const object = devices.length === 1 && first ? deviceTitle(first) : countOf(devices.length, "device");
  const zoneName = zones.data?.items.find((it) => it.id === zoneId)?.name;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (zoneId === null) return;
    const reason = String(new FormData(event.currentTarget).get("reason"));
    decide.mutate(
      {
        decision: { kind: "zone", deviceIds: devices.map((it) => it.id), zoneId, reason },
        done: `Moved ${object} to ${zoneName}`,
      },
      {
        onSuccess: () => {
          onClose();
          onDecided?.();
        },
      },
    );
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`Set the zone of ${object}`}
      description="A pinned zone stands above VLAN and subnet rules, until you undo it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={decide.isPending} disabled={zoneId === null}>
            Set zone
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Zone" error={zones.isError ? sentenceOf(zones.error) : null}>
          <Combobox
            label="Zone"
            value={zoneId}
            onChange={setZoneId}
            choices={(zones.data?.items ?? []).map((it) => ({
              value: it.id,
              label: it.name,
              detail: it.purdueLevel === null ? "no level" : `L${it.purdueLevel}`,
            }))}
          />
        </Field>
        <Field label="Reason" hint="Kept with your name in the audit log.">
          <Textarea name="reason" required minLength={3} maxLength={500} />
        </Field>
        {decide.isError ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(decide.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
