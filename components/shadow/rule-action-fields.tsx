"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/shell/session-context";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { sentenceOf } from "@/lib/client/api-problem";
import { zoneListOptions } from "@/lib/client/queries/zones";
import type { CreateRule } from "@/lib/contracts/triage";

const ACTIONS = [
  { value: "sanction", title: "Sanction" },
  { value: "ignore", title: "Ignore for 90 days" },
  { value: "tag", title: "Put a tag on" },
  { value: "owner", title: "Assign to an owner" },
  { value: "zone", title: "Put in a zone" },
] as const;
export type ActionName = (typeof ACTIONS)[number]["value"];

export function titleOfAction(action: ActionName): string {
  return ACTIONS.find((it) => it.value === action)?.title ?? "";
}

/** Which tag, owner or zone has to be said. */
export function needsValue(action: ActionName): boolean {
  return action === "tag" || action === "owner" || action === "zone";
}

interface RuleActionFieldsProps {
  readonly action: ActionName;
  /** The tag, the owner, the id of the zone. */
  readonly value: string;
  readonly onAction: (action: ActionName) => void;
  readonly onValue: (value: string) => void;
}

/** What a rule does with the devices that fit. */
export function RuleActionFields({ action, value, onAction, onValue }: RuleActionFieldsProps) {
  const mayPlace = useCan("devices.edit");
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="What to do">
        <Select value={action} onChange={(event) => onAction(event.target.value as ActionName)}>
          {ACTIONS.filter((it) => mayPlace || it.value !== "zone").map((it) => (
            <option key={it.value} value={it.value}>
              {it.title}
            </option>
          ))}
        </Select>
      </Field>
      {action === "tag" || action === "owner" ? (
        <Field label={action === "tag" ? "Tag" : "Owner"}>
          <Input value={value} onChange={(event) => onValue(event.target.value)} required maxLength={200} />
        </Field>
      ) : null}
      {action === "zone" ? <ZoneField value={value} onValue={onValue} /> : null}
    </div>
  );
}

function ZoneField({ value, onValue }: Pick<RuleActionFieldsProps, "value" | "onValue">) {
  const zones = useQuery(zoneListOptions());
  return (
    <Field label="Zone" error={zones.isError ? sentenceOf(zones.error) : null}>
      <Select value={value} onChange={(event) => onValue(event.target.value)} required>
        <option value="">Choose…</option>
        {(zones.data?.items ?? []).map((it) => (
          <option key={it.id} value={it.id}>
            {it.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export function actionOf(action: ActionName, value: string): CreateRule["action"] {
  switch (action) {
    case "sanction":
      return { kind: "state", state: "sanctioned" };
    case "ignore":
      return { kind: "state", state: "ignored", days: 90 };
    case "tag":
      return { kind: "tag", tag: value.trim() };
    case "owner":
      return { kind: "owner", owner: value.trim() };
    case "zone":
      return { kind: "zone", zoneId: value };
  }
}
