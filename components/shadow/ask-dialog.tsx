"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { type NamedDevice, objectOf } from "@/components/devices/device-name";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { sendQuestion } from "@/lib/client/triage";

interface AskDialogProps {
  readonly devices: readonly NamedDevice[];
  readonly onClose: () => void;
}

/** Asks a user or anybody with a name; the question stays open until the answer is written down. */
export function AskDialog({ devices, onClose }: AskDialogProps) {
  const [askedOf, setAskedOf] = useState("");
  const [text, setText] = useState("Whose is this, and is it wanted here?");
  const formId = useId();
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      sendQuestion({ deviceIds: devices.map((it) => it.id), askedOf: askedOf.trim(), text: text.trim() }),
    onSuccess: () => {
      toast({ title: `Asked ${askedOf.trim()}`, detail: "The question stands under Questions until it is answered." });
      onClose();
      return client.invalidateQueries({ queryKey: ["questions"] });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    ask.mutate();
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Ask about ${objectOf(devices)}`}
      description="Nothing is sent: it stands in the list of questions until somebody writes the answer down."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={ask.isPending}>
            Ask
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Whom" hint="A user of this installation, or any name.">
          <Input value={askedOf} onChange={(event) => setAskedOf(event.target.value)} required maxLength={200} />
        </Field>
        <Field label="Question">
          <Textarea
            value={text}
            onChange={(event) => setText(event.target.value)}
            required
            minLength={3}
            maxLength={1000}
          />
        </Field>
        {ask.error ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(ask.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
