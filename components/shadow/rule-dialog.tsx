"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { refreshInventory } from "@/lib/client/decisions";
import { previewRule, sendRule } from "@/lib/client/triage";
import type { CreateRule } from "@/lib/contracts/triage";
import { countOf } from "@/lib/domain/say-count";

const ACTIONS = [
  { value: "sanction", label: "Sanction" },
  { value: "ignore", label: "Ignore for 90 days" },
  { value: "tag", label: "Put a tag on" },
  { value: "owner", label: "Assign to an owner" },
] as const;
type ActionName = (typeof ACTIONS)[number]["value"];
const NAMES_SHOWN = 8;
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
  const label = ACTIONS.find((it) => it.value === action)?.label ?? "";
  const name = ownName ?? (asked === "" ? "" : `${label}: ${asked}`.slice(0, NAME_LENGTH));
  const preview = useQuery({
    queryKey: ["rules", "preview", asked] as const,
    queryFn: () => previewRule(asked),
    enabled: asked !== "",
    placeholderData: (before) => before,
    retry: false,
  });
  const needsValue = action === "tag" || action === "owner";
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
        name.trim() !== "" && seen !== undefined && seen.problem === null && (!needsValue || value.trim() !== "")
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
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="What to do">
          <Select value={action} onChange={(event) => setAction(event.target.value as ActionName)}>
            {ACTIONS.map((it) => (
              <option key={it.value} value={it.value}>
                {it.label}
              </option>
            ))}
          </Select>
        </Field>
        {needsValue ? (
          <Field label={action === "tag" ? "Tag" : "Owner"}>
            <Input value={value} onChange={(event) => setValue(event.target.value)} required maxLength={200} />
          </Field>
        ) : null}
      </div>
      <Field label="Name">
        <Input value={name} onChange={(event) => setOwnName(event.target.value)} required maxLength={NAME_LENGTH} />
      </Field>
      {seen && seen.problem === null && asked !== "" ? (
        <section aria-label="Devices that fit now" className="text-xs">
          <p className="text-soft">{countOf(seen.total, "device waits and fits", "devices wait and fit")} now.</p>
          <ul>
            {seen.devices.slice(0, NAMES_SHOWN).map((it) => (
              <li key={it.id} className="flex gap-3">
                <bdi className="truncate">{it.name}</bdi>
                <bdi className="truncate text-muted">{it.detail}</bdi>
              </li>
            ))}
            {seen.total > NAMES_SHOWN ? <li className="text-muted">and {seen.total - NAMES_SHOWN} more</li> : null}
          </ul>
        </section>
      ) : null}
      {seen?.warnings.map((it) => (
        <Callout key={it} tone="warn">
          {it}
        </Callout>
      ))}
    </ReasonDialog>
  );
}

function actionOf(action: ActionName, value: string): CreateRule["action"] {
  switch (action) {
    case "sanction":
      return { kind: "state", state: "sanctioned" };
    case "ignore":
      return { kind: "state", state: "ignored", days: 90 };
    case "tag":
      return { kind: "tag", tag: value.trim() };
    case "owner":
      return { kind: "owner", owner: value.trim() };
  }
}
