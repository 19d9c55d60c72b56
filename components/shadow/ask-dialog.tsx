"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type NamedDevice, objectOf } from "@/components/devices/device-name";
import { NameList } from "@/components/devices/name-list";
import { seenGroupOf, type WholeGroup } from "@/components/devices/whole-group";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { sendGroupQuestion, sendQuestion } from "@/lib/client/triage";

interface AskDialogProps {
  readonly devices: readonly NamedDevice[];
  /** All of a group of which these are the first. */
  readonly whole?: WholeGroup | null;
  readonly onClose: () => void;
}

/** Asks a user or anybody with a name; the question stays open until the answer is written down. */
export function AskDialog({ devices, whole = null, onClose }: AskDialogProps) {
  const [askedOf, setAskedOf] = useState("");
  const [text, setText] = useState("Whose is this, and is it wanted here?");
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: () => {
      const said = { askedOf: askedOf.trim(), text: text.trim() };
      return whole
        ? sendGroupQuestion({ ...said, group: seenGroupOf(whole) })
        : sendQuestion({ ...said, deviceIds: devices.map((it) => it.id) });
    },
    onSuccess: () => {
      toast({ title: `Asked ${askedOf.trim()}`, detail: "The question stands under Questions until it is answered." });
      onClose();
      return client.invalidateQueries({ queryKey: ["questions"] });
    },
  });
  return (
    <FormDialog
      title={`Ask about ${objectOf(devices, whole)}`}
      description="Nothing is sent: it stands in the list of questions until somebody writes the answer down."
      verb="Ask"
      isBusy={ask.isPending}
      error={ask.error}
      onSubmit={() => ask.mutate()}
      onClose={onClose}
    >
      {whole ? <NameList devices={devices} total={whole.now.total} /> : null}
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
