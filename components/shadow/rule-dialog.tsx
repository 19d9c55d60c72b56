"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { refreshInventory } from "@/lib/client/decisions";
import { previewRule, sendRule } from "@/lib/client/triage";
import { countOf } from "@/lib/domain/say-count";
import { FittingDevices } from "./fitting-devices";
import { type ActionName, actionOf, needsValue, RuleActionFields, titleOfAction } from "./rule-action-fields";

const NAME_LENGTH = 100;

/** A query, what to do, which devices fit now, and what the rule rests on. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  // Null until somebody writes one: then it says what the rule does.
  const [ownName, setOwnName] = useState<string | null>(null);
  const [query, setQuery] = useState("");
  const [action, setAction] = useState<ActionName>("sanction");
  const [value, setValue] = useState("");
  const client = useQueryClient();
  const asked = query.trim();
  const label = titleOfAction(action);
  const name = ownName ?? (asked === "" ? "" : `${label}: ${asked}`.slice(0, NAME_LENGTH));
  const preview = useQuery({
    queryKey: ["rules", "preview", asked] as const,
    queryFn: () => previewRule(asked),
    enabled: asked !== "",
    placeholderData: (before) => before,
    retry: false,
  });
  function chooseAction(chosen: ActionName) {
    setAction(chosen);
    // A tag is no zone.
    setValue("");
  }
  const create = useMutation({
    mutationFn: (reason: string) =>
      sendRule({ name: name.trim(), query: asked, action: actionOf(action, value), reason }),
    onSuccess: ({ devices }) => {
      toast({
        title: `The rule decided on ${countOf(devices, "device")}`,
        detail: "It can be taken back under Rules.",
      });
      onClose();
      return refreshInventory(client);
    },
  });
  const seen = preview.data;
  return (
    <ReasonDialog
      title="Write a rule"
      description="It decides on every device that waits and fits, now and after each import, in your name."
      verb={seen && seen.problem === null ? `Decide on ${countOf(seen.total, "device")}` : "Store the rule"}
      width="md"
      isReady={
        name.trim() !== "" &&
        seen !== undefined &&
        seen.problem === null &&
        (!needsValue(action) || value.trim() !== "")
      }
      isBusy={create.isPending}
      error={create.error ?? preview.error}
      onClose={onClose}
      onSubmit={(reason) => create.mutate(reason)}
    >
      <Field
        label="Which devices"
        hint="In the words of the device list, each with its field: vendor:axis zone:CCTV"
        error={asked !== "" ? (seen?.problem ?? null) : null}
      >
        <Input
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="font-mono"
          required
          maxLength={1000}
        />
      </Field>
      <RuleActionFields action={action} value={value} onAction={chooseAction} onValue={setValue} />
      <Field label="Name">
        <Input value={name} onChange={(event) => setOwnName(event.target.value)} required maxLength={NAME_LENGTH} />
      </Field>
      {seen && seen.problem === null && asked !== "" ? <FittingDevices seen={seen} /> : null}
      {seen?.warnings.map((it) => (
        <Callout key={it} tone="warn">
          {it}
        </Callout>
      ))}
    </ReasonDialog>
  );
}
