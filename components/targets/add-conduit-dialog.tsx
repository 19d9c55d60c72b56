"use client";

import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { newId } from "@/lib/client/new-id";
import type { TargetDetail } from "@/lib/contracts/targets";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { useTargetChange } from "./use-target-change";

/** A conduit between two zones of the target, before anything of it was recorded. */
export function AddConduitDialog({ target, onClose }: { readonly target: TargetDetail; readonly onClose: () => void }) {
  const change = useTargetChange(target);
  const ends = [...target.design.zones.map(({ id, name }) => ({ id, name })), { id: INTERNET, name: "Internet" }];
  const nameOf = (id: string) => ends.find((it) => it.id === id)?.name ?? "";

  function submit(form: FormData) {
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
    <FormDialog
      title="Allow a path in the target"
      description="The first zone may open connections to the second; answers come back by themselves."
      verb="Allow path"
      isBusy={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
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
      </div>
    </FormDialog>
  );
}
