"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import type { TargetSummary } from "@/lib/contracts/targets";

/** Begins a target and goes there. */
export function NewTargetDialog({ onClose }: { readonly onClose: () => void }) {
  const formId = useId();
  const router = useRouter();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: (form: FormData) =>
      apiSend<TargetSummary>("POST", "/targets", { name: String(form.get("name")), from: String(form.get("from")) }),
    onSuccess: async (target) => {
      await client.invalidateQueries({ queryKey: ["targets"] });
      router.push(`/zones/target/${target.id}`);
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    make.mutate(new FormData(event.currentTarget));
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="New target"
      description="A draft beside today's zones. Every save is kept as a version."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={make.isPending}>
            Begin target
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name">
          <Input name="name" required maxLength={80} />
        </Field>
        <Field label="Begin with">
          <Select name="from" defaultValue="today">
            <option value="today">today's zones and conduits</option>
            <option value="empty">nothing</option>
          </Select>
        </Field>
        {make.isError ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(make.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
