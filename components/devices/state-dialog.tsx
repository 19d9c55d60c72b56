"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select, Textarea } from "@/components/ui/input";
import { sentenceOf } from "@/lib/client/api-problem";
import { countOf } from "@/lib/client/format-number";
import type { DeviceRow } from "@/lib/contracts/devices";
import { deviceTitle } from "./device-name";
import { useDecide } from "./use-decide";

type State = DeviceRow["state"];
const DAY_MS = 86_400_000;

const VERBS: Readonly<Record<State, { readonly verb: string; readonly past: string; readonly means: string }>> = {
  sanctioned: {
    verb: "Sanction",
    past: "Sanctioned",
    means: "It belongs here. It leaves Shadow, and its risk no longer counts it as unapproved.",
  },
  ignored: {
    verb: "Ignore",
    past: "Ignored",
    means: "You look away for a while. It leaves Shadow, and nothing about it is deleted.",
  },
  retired: { verb: "Retire", past: "Retired", means: "It was taken out of service. If it is seen again, it shows." },
  unsanctioned: { verb: "Reopen", past: "Reopened", means: "It goes back to Shadow and waits for a decision." },
};

const EXPIRIES = [
  { label: "for 30 days", days: 30 },
  { label: "for 90 days", days: 90 },
  { label: "for a year", days: 365 },
  { label: "without an end", days: null },
] as const;

export function stateVerb(state: State): string {
  return VERBS[state].verb;
}

type Named = Pick<DeviceRow, "id" | "name" | "vendor" | "model" | "ips" | "macs">;

interface StateDialogProps {
  /** What to decide; null = closed. */
  readonly state: State | null;
  readonly devices: readonly Named[];
  readonly onClose: () => void;
  readonly onDecided?: () => void;
}

/** Asks why, then decides for one or many devices at once. */
export function StateDialog({ state, devices, onClose, onDecided }: StateDialogProps) {
  return state === null ? null : (
    <OpenStateDialog key={state} state={state} devices={devices} onClose={onClose} onDecided={onDecided} />
  );
}

function OpenStateDialog({ state, devices, onClose, onDecided }: StateDialogProps & { readonly state: State }) {
  const { verb, past, means } = VERBS[state];
  const formId = useId();
  const [days, setDays] = useState<number | null>(30);
  const decide = useDecide();
  const [first] = devices;
  const object = devices.length === 1 && first ? deviceTitle(first) : countOf(devices.length, "device");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const expiresAt = state === "ignored" && days !== null ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
    decide.mutate(
      {
        decision: {
          kind: "state",
          deviceIds: devices.map((it) => it.id),
          state,
          reason: String(new FormData(event.currentTarget).get("reason")),
          expiresAt,
        },
        done: `${past} ${object}`,
      },
      {
        onSuccess: () => {
          onClose();
          onDecided?.();
        },
      },
    );
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`${verb} ${object}`}
      description={means}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={decide.isPending}>
            {verb} {devices.length === 1 ? "device" : object}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {devices.length > 1 ? <NameList devices={devices} /> : null}
        <Field label="Reason" hint="Kept with your name in the audit log.">
          <Textarea name="reason" required minLength={3} maxLength={500} autoFocus />
        </Field>
        {state === "ignored" ? (
          <Field label="Look away">
            <Select
              value={days ?? ""}
              onChange={(event) => setDays(event.target.value === "" ? null : Number(event.target.value))}
            >
              {EXPIRIES.map((it) => (
                <option key={it.label} value={it.days ?? ""}>
                  {it.label}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        {decide.isError ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(decide.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}

const NAMES_SHOWN = 6;

function NameList({ devices }: { readonly devices: readonly Named[] }) {
  return (
    <ul className="text-soft text-xs">
      {devices.slice(0, NAMES_SHOWN).map((it) => (
        <li key={it.id} className="truncate">
          <bdi>{deviceTitle(it)}</bdi>
        </li>
      ))}
      {devices.length > NAMES_SHOWN ? <li className="text-muted">and {devices.length - NAMES_SHOWN} more</li> : null}
    </ul>
  );
}
