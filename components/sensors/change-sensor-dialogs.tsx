"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import type { SensorDto } from "@/lib/contracts/sensors";

interface ChangeProps {
  readonly sensor: SensorDto;
  readonly onClose: () => void;
}

export function RenameSensorDialog({ sensor, onClose }: ChangeProps) {
  const formId = useId();
  const client = useQueryClient();
  const rename = useMutation({
    mutationFn: (name: string) => apiSend("PATCH", `/sensors/${sensor.id}`, { name }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["sensors"] });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    rename.mutate(String(new FormData(event.currentTarget).get("name")));
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Rename ${sensor.name}`}
      description="What it sent before keeps the name under which it came."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name">
          <Input name="name" required maxLength={120} defaultValue={sensor.name} autoFocus />
        </Field>
        {rename.isError ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(rename.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
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
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Revoke the token of ${sensor.name}`}
      description="It can send nothing from now on. What it sent stays. Adding the name again makes a new token."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="danger" onClick={() => revoke.mutate()} isBusy={revoke.isPending}>
            Revoke
          </Button>
        </>
      }
    >
      {revoke.isError ? (
        <Callout tone="danger" isAlert>
          {sentenceOf(revoke.error)}
        </Callout>
      ) : null}
    </Dialog>
  );
}
