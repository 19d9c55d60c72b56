"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import type { TargetSummary } from "@/lib/contracts/targets";

/** Begins a target and goes there. */
export function NewTargetDialog({ onClose }: { readonly onClose: () => void }) {
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
  return (
    <FormDialog
      title="New target"
      description="A draft beside today's zones. Every save is kept as a version."
      verb="Begin target"
      isBusy={make.isPending}
      error={make.error}
      onSubmit={make.mutate}
      onClose={onClose}
    >
      <Field label="Name">
        <Input name="name" required maxLength={80} />
      </Field>
      <Field label="Begin with">
        <Select name="from" defaultValue="today">
          <option value="today">today's zones and conduits</option>
          <option value="empty">nothing</option>
        </Select>
      </Field>
    </FormDialog>
  );
}
