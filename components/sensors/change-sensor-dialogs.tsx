"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import type { SensorDto } from "@/lib/contracts/sensors";

interface ChangeProps {
  readonly sensor: SensorDto;
  readonly onClose: () => void;
}

export function RenameSensorDialog({ sensor, onClose }: ChangeProps) {
  const client = useQueryClient();
  const rename = useMutation({
    mutationFn: (name: string) => apiSend("PATCH", `/sensors/${sensor.id}`, { name }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["sensors"] });
    },
  });
  function submit(form: FormData) {
    rename.mutate(String(form.get("name")));
  }
  return (
    <FormDialog
      title={`Rename ${sensor.name}`}
      description="What it sent before keeps the name under which it came."
      verb="Rename"
      isBusy={rename.isPending}
      error={rename.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Name">
        <Input name="name" required maxLength={120} defaultValue={sensor.name} />
      </Field>
    </FormDialog>
  );
}

export function RevokeSensorDialog({ sensor, onClose }: ChangeProps) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => apiSend("POST", `/sensors/${sensor.id}/revoke`, null),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["sensors"] });
    },
  });
  return (
    <FormDialog
      title={`Revoke the token of ${sensor.name}`}
      description="It can send nothing from now on. What it sent stays. Adding the name again makes a new token."
      verb="Revoke"
      tone="danger"
      isBusy={revoke.isPending}
      error={revoke.error}
      onSubmit={() => revoke.mutate()}
      onClose={onClose}
    />
  );
}
