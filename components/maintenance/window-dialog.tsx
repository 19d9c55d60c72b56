"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { MomentInput } from "@/components/ui/time-input";
import { pastTimeOf } from "@/lib/client/past-time";
import { zoneListOptions } from "@/lib/client/queries/zones";
import { OUTAGES, REPEATS, type Repeats } from "@/lib/domain/maintenance/maintenance-window";
import { useMaintenance } from "./use-maintenance";

const REPEAT_WORDS: Readonly<Record<Repeats, string>> = {
  once: "once",
  weeks: "every few weeks",
  month: "monthly, on the same weekday of the month",
};
const ALLOWED_WORDS = { none: "nothing", device: "single devices", zone: "the whole zone" } as const;

/** Opens a time in which work may be done. */
export function WindowDialog({ onClose }: { readonly onClose: () => void }) {
  const [repeats, setRepeats] = useState<Repeats>("once");
  const zones = useQuery(zoneListOptions());
  const { addWindow } = useMaintenance();

  function submit(form: FormData) {
    addWindow.mutate(
      {
        title: String(form.get("title")).trim(),
        zoneId: String(form.get("zoneId")) || null,
        startsAt: pastTimeOf(String(form.get("startsAt"))) ?? "",
        durationMinutes: Math.round(Number(form.get("hours")) * 60),
        repeats,
        every: repeats === "weeks" ? Number(form.get("every")) : 1,
        outage: String(form.get("outage")) as (typeof OUTAGES)[number],
      },
      { onSuccess: onClose },
    );
  }

  return (
    <FormDialog
      title="Open a maintenance window"
      description="A time in which something may stand still. All times are UTC."
      verb="Open window"
      isBusy={addWindow.isPending}
      error={addWindow.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name">
        <Input name="title" required minLength={3} maxLength={120} placeholder="Sunday shutdown" />
      </Field>
      <Field label="Zone">
        <Select name="zoneId">
          <option value="">the whole plant</option>
          {(zones.data?.items ?? []).map((zone) => (
            <option key={zone.id} value={zone.id}>
              {zone.label}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Begins (UTC)">
          <MomentInput name="startsAt" required />
        </Field>
        <Field label="Hours">
          <Input name="hours" type="number" min={0.5} max={336} step={0.5} defaultValue={4} required />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Comes again">
          <Select value={repeats} onChange={(event) => setRepeats(event.target.value as Repeats)}>
            {REPEATS.map((it) => (
              <option key={it} value={it}>
                {REPEAT_WORDS[it]}
              </option>
            ))}
          </Select>
        </Field>
        {repeats === "weeks" ? (
          <Field label="Every … weeks">
            <Input name="every" type="number" min={1} max={52} defaultValue={1} required />
          </Field>
        ) : null}
      </div>
      <Field label="May stand still">
        <Select name="outage" defaultValue="device">
          {OUTAGES.map((it) => (
            <option key={it} value={it}>
              {ALLOWED_WORDS[it]}
            </option>
          ))}
        </Select>
      </Field>
    </FormDialog>
  );
}
