"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type NamedDevice, objectOf } from "@/components/devices/device-name";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { sendQuestion } from "@/lib/client/triage";

interface AskDialogProps {
  readonly devices: readonly NamedDevice[];
  readonly onClose: () => void;
}

/** Asks a user or anybody with a name; the question stays open until the answer is written down. */
export function AskDialog({ devices, onClose }: AskDialogProps) {
  const [askedOf, setAskedOf] = useState("");
  const [text, setText] = useState("Whose is this, and is it wanted here?");
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
  return (
    <FormDialog
      title={`Ask about ${objectOf(devices)}`}
      description="Nothing is sent: it stands in the list of questions until somebody writes the answer down."
      verb="Ask"
      isBusy={ask.isPending}
      error={ask.error}
      onSubmit={() => ask.mutate()}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
