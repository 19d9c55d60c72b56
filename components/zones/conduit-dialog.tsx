"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";
import { type ConduitInput, conduit } from "@/lib/contracts/zones";

interface ConduitDialogProps {
  readonly from: { readonly key: string; readonly name: string };
  readonly to: { readonly key: string; readonly name: string };
  /** Protocols seen on the path. */
  readonly protocols: readonly string[];
  /** Where it goes instead of today's conduits. */
  readonly store?: (conduit: ConduitInput) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Decides that a path may be used, for chosen protocols, with a reason and an owner. */
export function ConduitDialog({ from, to, protocols, store, onClose }: ConduitDialogProps) {
  const formId = useId();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const wanted: ConduitInput = {
        fromZoneId: from.key,
        toZoneId: to.key,
        protocols: form.getAll("protocol").map(String),
        reason: String(form.get("reason")),
        owner: String(form.get("owner")) || null,
      };
      if (store) await store(wanted);
      else await apiSend("POST", "/conduits", wanted, conduit);
    },
    onSuccess: async () => {
      onClose();
      toast({ title: `Allowed ${from.name} → ${to.name}` });
      if (!store) await refreshInventory(client);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Allow ${from.name} → ${to.name}`}
      description="What the conduit names is inside; everything else between these two zones becomes a violation."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={save.isPending}>
            Allow path
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <fieldset className="flex flex-col gap-1">
          <legend className="pb-1 font-medium text-soft text-xs">Protocols; none chosen = any</legend>
          {protocols.map((protocol) => (
            <label key={protocol} className="flex h-7 items-center gap-2">
              <Checkbox name="protocol" value={protocol} defaultChecked />
              {protocol}
            </label>
          ))}
        </fieldset>
        <Field label="Reason" hint="Why this path is needed.">
          <Textarea name="reason" required minLength={3} maxLength={500} />
        </Field>
        <Field label="Owner" isOptional>
          <Input name="owner" maxLength={120} />
        </Field>
        {save.isError ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(save.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
