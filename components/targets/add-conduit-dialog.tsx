"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { sentenceOf } from "@/lib/client/api-problem";
import { newId } from "@/lib/client/new-id";
import type { TargetDetail } from "@/lib/contracts/targets";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { useTargetChange } from "./use-target-change";

/** A conduit between two zones of the target, before anything of it was recorded. */
export function AddConduitDialog({ target, onClose }: { readonly target: TargetDetail; readonly onClose: () => void }) {
  const formId = useId();
  const change = useTargetChange(target);
  const ends = [...target.design.zones.map(({ id, name }) => ({ id, name })), { id: INTERNET, name: "Internet" }];
  const nameOf = (id: string) => ends.find((it) => it.id === id)?.name ?? "";

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [fromZoneId, toZoneId] = [String(form.get("from")), String(form.get("to"))];
    const conduit = {
      ...{ id: newId(), fromZoneId, toZoneId, initiator: "from" as const, operations: [], ports: [] },
      protocols: String(form.get("protocols"))
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
      reason: String(form.get("reason")),
      owner: String(form.get("owner")) || null,
      reviewOn: null,
      enforcementPoint: null,
    };
    const comment = `Allowed ${nameOf(fromZoneId)} → ${nameOf(toZoneId)}: ${conduit.reason}`;
    change.mutate(
      { comment, edit: (design) => ({ conduits: [...design.conduits, conduit] }) },
      { onSuccess: () => onClose() },
    );
  }
  const choices = ends.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Allow a path in the target"
      description="The first zone may open connections to the second; answers come back by themselves."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={change.isPending}>
            Allow path
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <Field label="From">
          <Select name="from">{choices}</Select>
        </Field>
        <Field label="To">
          <Select name="to" defaultValue={ends[1]?.id ?? ends[0]?.id}>
            {choices}
          </Select>
        </Field>
        <Field label="Protocols" className="sm:col-span-2" hint='By name, as "modbus tls"; none = any.'>
          <Input name="protocols" maxLength={500} />
        </Field>
        <Field label="Reason" className="sm:col-span-2" hint="Why this path is needed.">
          <Textarea name="reason" required minLength={3} maxLength={300} />
        </Field>
        <Field label="Owner" isOptional className="sm:col-span-2">
          <Input name="owner" maxLength={120} />
        </Field>
        {change.isError ? (
          <div className="sm:col-span-2">
            <Callout tone="danger" isAlert>
              {sentenceOf(change.error)}
            </Callout>
          </div>
        ) : null}
      </form>
    </Dialog>
  );
}
