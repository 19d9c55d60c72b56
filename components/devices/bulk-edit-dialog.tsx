"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CheckLine } from "@/components/ui/check-line";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { customFieldsOptions } from "@/lib/client/queries/custom-fields";
import type { DeviceRow } from "@/lib/contracts/devices";
import { parseCustomValue } from "@/lib/domain/device/custom-field";
import { countOf } from "@/lib/domain/say-count";
import { DecisionDialog } from "./decision-dialog";
import { deviceTitle, objectOf } from "./device-name";
import { AddressBeside } from "./name-list";
import type { DecisionInput } from "./use-decide";

interface BulkEditDialogProps {
  readonly devices: readonly DeviceRow[];
  readonly onClose: () => void;
  readonly onDecided?: (() => void) | undefined;
}

const OWN = [
  { key: "owner", title: "Owner" },
  { key: "location", title: "Location" },
  { key: "criticality", title: "Criticality" },
] as const;
const SHOWN = 8;

/** Writes one field on many devices, and shows before what each has and will have. */
export function BulkEditDialog({ devices, onClose, onDecided }: BulkEditDialogProps) {
  const fields = useQuery(customFieldsOptions()).data?.items ?? [];
  const [key, setKey] = useState("owner");
  const [text, setText] = useState("");
  /** Taking a value away is asked for by name: an empty field is one that nobody has filled yet. */
  const [isTaking, setIsTaking] = useState(false);
  const own = OWN.find((it) => it.key === key);
  const custom = fields.find((it) => `custom ${it.key}` === key);
  const title = own?.title ?? custom?.title ?? "Field";
  const value = isTaking ? "" : text.trim();
  const parsed = custom && value !== "" ? parseCustomValue(custom, value) : { value };
  const problem = "problem" in parsed ? parsed.problem : null;
  const after = "value" in parsed ? parsed.value : "";
  const beforeOf = (row: DeviceRow) =>
    own ? String(row[own.key] ?? "") : custom ? (row.custom[custom.key] ?? "") : "";
  const isSaid = value !== "" || isTaking;
  const changing = isSaid && problem === null ? devices.filter((row) => beforeOf(row) !== after) : [];
  const object = objectOf(changing.length === 0 ? devices : changing);

  function decisionOf(reason: string): DecisionInput {
    const deviceIds = changing.map((it) => it.id);
    const said = after === "" ? null : after;
    return own
      ? { kind: "pin", deviceIds, field: own.key, value: said, reason }
      : { kind: "custom", deviceIds, key: custom?.key ?? "", value: said, reason };
  }

  return (
    <DecisionDialog
      title={`Edit ${objectOf(devices)}`}
      description="What a person says stands over what lists say, and is taken back in one step."
      verb={
        changing.length > 0
          ? `Change ${countOf(changing.length, "device")}`
          : isSaid && problem === null
            ? "Nothing would change"
            : "Change"
      }
      width="md"
      isReady={changing.length > 0}
      onClose={onClose}
      onDecided={onDecided}
      decision={decisionOf}
      done={`Changed ${title.toLowerCase()} of ${object}`}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Field">
          <Select
            value={key}
            onChange={(event) => {
              setKey(event.target.value);
              setText("");
              setIsTaking(false);
            }}
          >
            {OWN.map((it) => (
              <option key={it.key} value={it.key}>
                {it.title}
              </option>
            ))}
            {fields.map((it) => (
              <option key={it.key} value={`custom ${it.key}`}>
                {it.title}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="New value" {...(problem === null ? {} : { error: problem })}>
          <ValueInput
            choices={choicesOf(key, custom)}
            value={isTaking ? "" : text}
            isDisabled={isTaking}
            onChange={setText}
          />
        </Field>
      </div>
      <CheckLine isChecked={isTaking} onChange={setIsTaking}>
        Take the value away instead
      </CheckLine>
      <section aria-label="What changes">
        <h3 className="font-medium text-soft text-xs">What changes</h3>
        <ul className="pt-1">
          {changing.slice(0, SHOWN).map((row) => (
            <li key={row.id} className="flex min-w-0 gap-2">
              <span className="min-w-0 flex-1 truncate">
                <bdi>{deviceTitle(row)}</bdi> <AddressBeside device={row} />
              </span>
              <span className="min-w-0 max-w-[60%] truncate">
                <bdi className="text-muted line-through">{beforeOf(row)}</bdi> <bdi>{after || "not known"}</bdi>
              </span>
            </li>
          ))}
          {changing.length > SHOWN ? <li className="text-muted">and {changing.length - SHOWN} more</li> : null}
          {isSaid ? null : <li className="text-muted">Nothing yet: give a new value, or take it away.</li>}
          {isSaid && devices.length > changing.length ? (
            <li className="text-muted">
              {countOf(devices.length - changing.length, "device stays as it is", "devices stay as they are")}
            </li>
          ) : null}
        </ul>
      </section>
    </DecisionDialog>
  );
}

function choicesOf(key: string, custom: { readonly type: string; readonly choices: readonly string[] } | undefined) {
  if (key === "criticality") return ["1", "2", "3", "4", "5"];
  return custom?.type === "choice" ? custom.choices : null;
}

interface ValueInputProps {
  readonly choices: readonly string[] | null;
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChange: (value: string) => void;
}

function ValueInput({ choices, value, isDisabled, onChange, ...rest }: ValueInputProps) {
  const field = { ...rest, value, disabled: isDisabled };
  if (choices === null) {
    return <Input {...field} onChange={(event) => onChange(event.target.value)} maxLength={512} />;
  }
  return (
    <Select {...field} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose…</option>
      {choices.map((it) => (
        <option key={it} value={it}>
          {it}
        </option>
      ))}
    </Select>
  );
}
