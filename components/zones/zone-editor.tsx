"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { z } from "zod";
import { Failure } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import { siteListOptions } from "@/lib/client/queries/sites";
import { zoneListOptions } from "@/lib/client/queries/zones";
import type { ZoneDto, ZoneInput, zone as zoneContract, zonePreview } from "@/lib/contracts/zones";
import { ZONE_CONSEQUENCES } from "@/lib/domain/zone/zone";
import { SecurityLevels } from "./security-levels";
import { EMPTY_FORM, formOf, readForm, ruleForms, type ZoneForm } from "./zone-form";
import { ZoneMoves } from "./zone-moves";
import { CONSEQUENCE_WORDS, CRITICALITIES } from "./zone-words";

const LEVELS = ["5", "4", "3.5", "3", "2", "1", "0"];

interface ZoneEditorProps {
  /** null = a new zone. */
  readonly zone: (ZoneInput & Pick<ZoneDto, "id">) | null;
  /** Where it goes instead of today's zones; nothing of today moves then, so there is no preview. */
  readonly store?: (zone: ZoneInput) => Promise<unknown>;
  /** What a new zone begins with. */
  readonly draft?: ZoneForm;
  readonly onClose: () => void;
}

/** Makes or changes a zone, after showing which devices it would move. */
export function ZoneEditor({ zone, draft, store, onClose }: ZoneEditorProps) {
  const formId = useId();
  const client = useQueryClient();
  const sites = useQuery(siteListOptions());
  const zones = useQuery(zoneListOptions());
  const [form, setForm] = useState<ZoneForm>(() => (zone ? formOf(zone) : (draft ?? EMPTY_FORM)));
  const [lineError, setLineError] = useState<string | null>(null);
  const siteId = form.siteId || (sites.data?.items[0]?.id ?? "");
  const realms = sites.data?.items.find((it) => it.id === siteId)?.realms ?? [];
  const set = (change: Partial<ZoneForm>) => {
    setForm((old) => ({ ...old, ...change }));
    preview.reset();
  };

  const preview = useMutation({
    mutationFn: () =>
      apiSend<z.output<typeof zonePreview>>("POST", "/zones/preview", { zoneId: zone?.id ?? null, zone: input() }),
  });
  const save = useMutation({
    mutationFn: async () => {
      const wanted = input();
      if (store) await store(wanted);
      else if (zone) await apiSend<z.output<typeof zoneContract>>("PUT", `/zones/${zone.id}`, wanted);
      else await apiSend<z.output<typeof zoneContract>>("POST", "/zones", wanted);
      return wanted;
    },
    onSuccess: async (saved) => {
      onClose();
      toast({ title: zone ? `Changed ${saved.name}` : `Made ${saved.name}` });
      if (!store) await refreshInventory(client);
    },
  });

  function input() {
    const read = readForm({ ...form, siteId });
    setLineError(read.ok ? null : read.error);
    if (!read.ok) throw new Error(read.error);
    return read.zone;
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate();
  }

  const failure = save.error ?? preview.error;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      width="md"
      title={zone ? `Edit ${zone.name}` : "New zone"}
      description="Devices that share a security need. A pinned device stays where it was pinned."
      footer={
        <>
          {store ? null : (
            <Button onClick={() => preview.mutate()} isBusy={preview.isPending}>
              Preview what moves
            </Button>
          )}
          <Button type="submit" form={formId} tone="primary" isBusy={save.isPending}>
            {zone ? "Save zone" : "Make zone"}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <Field label="Name" className="sm:col-span-2">
          <Input value={form.name} onChange={(e) => set({ name: e.target.value })} required maxLength={80} />
        </Field>
        <Field label="Site">
          <Select value={siteId} onChange={(e) => set({ siteId: e.target.value })} disabled={zone !== null} required>
            {sites.data?.items.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Owner" isOptional>
          <Input value={form.owner} onChange={(e) => set({ owner: e.target.value })} maxLength={120} />
        </Field>
        <Field label="Purdue level">
          <Select value={form.purdueLevel} onChange={(e) => set({ purdueLevel: e.target.value })}>
            <option value="">none</option>
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {level}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Criticality">
          <Select value={form.criticality} onChange={(e) => set({ criticality: e.target.value })}>
            {CRITICALITIES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        {store ? null : (
          <Field label="Part of">
            <Select value={form.parentId} onChange={(e) => set({ parentId: e.target.value })}>
              <option value="">no other zone</option>
              {zones.data?.items
                .filter((it) => it.siteId === siteId && it.id !== zone?.id)
                .map((it) => (
                  <option key={it.id} value={it.id}>
                    {it.name}
                  </option>
                ))}
            </Select>
          </Field>
        )}
        <Field label="If it fails">
          <Select value={form.consequence} onChange={(e) => set({ consequence: e.target.value })}>
            <option value="">not said</option>
            {ZONE_CONSEQUENCES.map((it) => (
              <option key={it} value={it}>
                {CONSEQUENCE_WORDS[it]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="What happens then" isOptional className="sm:col-span-2">
          <Input
            value={form.consequenceNote}
            onChange={(e) => set({ consequenceNote: e.target.value })}
            maxLength={300}
          />
        </Field>
        <SecurityLevels levels={form.levels} onChange={(levels) => set({ levels })} />
        <Field label="Rules" className="sm:col-span-2" error={lineError} hint={rulesHint(realms.map((it) => it.name))}>
          <Textarea
            rows={5}
            value={form.rules}
            onChange={(e) => set({ rules: e.target.value })}
            className="font-mono text-xs!"
            spellCheck={false}
          />
        </Field>
        <Field label="Description" isOptional className="sm:col-span-2">
          <Input value={form.description} onChange={(e) => set({ description: e.target.value })} maxLength={500} />
        </Field>
        <div className="flex flex-col gap-2 sm:col-span-2">
          <Failure error={lineError === null ? failure : null} />
          {preview.data ? <ZoneMoves moves={preview.data} /> : null}
        </div>
      </form>
    </Dialog>
  );
}

function rulesHint(realms: readonly string[]): string {
  const forms = ruleForms(realms[0] ?? "plant").map((it) => `"${it}"`);
  const named = realms.length > 1 ? ` Realms here: ${realms.join(", ")}.` : "";
  return `One a line: ${forms.join(", ")}. VLANs go before subnets, subnets before MACs, roles and queries.${named}`;
}
