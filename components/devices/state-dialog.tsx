"use client";

import { useState } from "react";
import type { DeviceRow } from "@/lib/contracts/devices";
import { DecisionDialog } from "./decision-dialog";
import { type NamedDevice, objectOf } from "./device-name";
import { type Expiry, ExpiryField, expiryIn } from "./expiry-field";
import { GroupPlaces } from "./group-places";
import { NameList } from "./name-list";
import type { WholeGroup } from "./whole-group";

type State = DeviceRow["state"];

const VERBS: Readonly<Record<State, { readonly verb: string; readonly past: string; readonly means: string }>> = {
  sanctioned: {
    verb: "Sanction",
    past: "Sanctioned",
    means:
      "Approved as part of the plant, with the cards it has today: nothing of it waits in Shadow or counts as unapproved.",
  },
  ignored: {
    verb: "Ignore",
    past: "Ignored",
    means: "You look away for a while: leaves Shadow, and nothing is deleted.",
  },
  retired: { verb: "Retire", past: "Retired", means: "Taken out of service. Whatever is seen again will show." },
  unsanctioned: { verb: "Reopen", past: "Reopened", means: "Back to Shadow, to wait for a decision." },
};

const EXPIRIES: readonly Expiry[] = [
  { label: "for 30 days", days: 30 },
  { label: "for 90 days", days: 90 },
  { label: "for a year", days: 365 },
  { label: "without an end", days: null },
];

interface StateDialogProps {
  /** What to decide; null = closed. */
  readonly state: State | null;
  readonly devices: readonly NamedDevice[];
  /** All of a group of which these are the first. */
  readonly whole?: WholeGroup | null | undefined;
  readonly onClose: () => void;
  readonly onDecided?: (() => void) | undefined;
}

/** Sanction, ignore, retire or reopen one or many devices, with a reason. */
export function StateDialog({ state, ...rest }: StateDialogProps) {
  return state === null ? null : <OpenStateDialog key={state} state={state} {...rest} />;
}

function OpenStateDialog({ state, devices, whole, onClose, onDecided }: StateDialogProps & { readonly state: State }) {
  const { verb, past, means } = VERBS[state];
  const [days, setDays] = useState<number | null>(30);
  const object = objectOf(devices, whole);

  return (
    <DecisionDialog
      title={`${verb} ${object}`}
      description={means}
      verb={`${verb} ${devices.length === 1 && !whole ? "device" : object}`}
      decision={(reason) => ({
        ...{ kind: "state", deviceIds: devices.map((it) => it.id), state, reason },
        expiresAt: state === "ignored" ? expiryIn(days) : null,
      })}
      done={`${past} ${object}`}
      whole={whole}
      onDecided={onDecided}
      onClose={onClose}
    >
      {devices.length > 1 || whole ? <NameList devices={devices} total={whole?.now.total} /> : null}
      {whole ? <GroupPlaces whole={whole} /> : null}
      {state === "ignored" ? (
        <ExpiryField label="Look away" expiries={EXPIRIES} days={days} onChange={setDays} />
      ) : null}
    </DecisionDialog>
  );
}
