"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { z } from "zod";
import { Failure } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import { siteListOptions } from "@/lib/client/queries/sites";
import type { ZoneDto, ZoneInput, zone as zoneContract, zonePreview } from "@/lib/contracts/zones";
import { ZoneFields } from "./zone-fields";
import { EMPTY_FORM, formOf, readForm, type ZoneForm } from "./zone-form";
import { ZoneMoves } from "./zone-moves";

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
  const [form, setForm] = useState<ZoneForm>(() => (zone ? formOf(zone) : (draft ?? EMPTY_FORM)));
  const [lineError, setLineError] = useState<string | null>(null);
  const siteId = form.siteId || (sites.data?.items[0]?.id ?? "");
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
        <ZoneFields
          form={{ ...form, siteId }}
          onChange={set}
          zoneId={zone?.id ?? null}
          isDesign={store !== undefined}
          rulesError={lineError}
        />
        <div className="flex flex-col gap-2 sm:col-span-2">
          <Failure error={lineError === null ? failure : null} />
          {preview.data ? <ZoneMoves moves={preview.data} /> : null}
        </div>
      </form>
    </Dialog>
  );
}
