"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DeviceRow } from "@/lib/contracts/devices";
import { normaliseTag } from "@/lib/domain/device/annotations";
import { DecisionDialog } from "./decision-dialog";
import { type NamedDevice, objectOf } from "./device-name";
import { NameList } from "./name-list";
import type { WholeGroup } from "./whole-group";

interface TagDialogProps {
  readonly devices: readonly (NamedDevice & Pick<DeviceRow, "tags">)[];
  readonly whole?: WholeGroup | null;
  readonly onClose: () => void;
}

/** Puts tags on one or many devices, or takes off what they have. */
export function TagDialog({ devices, whole = null, onClose }: TagDialogProps) {
  const [text, setText] = useState("");
  const [remove, setRemove] = useState<readonly string[]>([]);
  const add = [...new Set(text.split(",").flatMap((it) => normaliseTag(it) ?? []))];
  const present = whole
    ? whole.now.tags.map(({ value }) => value)
    : [...new Set(devices.flatMap((it) => it.tags))].sort();
  const object = objectOf(devices, whole);
  return (
    <DecisionDialog
      title={`Tag ${object}`}
      description="Words to find devices again by, in lists, queries and rules."
      verb={add.length === 0 && remove.length > 0 ? "Take tags off" : "Set tags"}
      isReady={add.length + remove.length > 0}
      whole={whole}
      onClose={onClose}
      decision={(reason) => ({
        kind: "tag",
        deviceIds: devices.map((it) => it.id),
        add,
        remove: remove.filter((it) => !add.includes(it)),
        reason,
      })}
      done={`Tagged ${object}`}
    >
      {whole ? <NameList devices={devices} total={whole.now.total} /> : null}
      <Field label="Tags to put on" hint="Several with commas between them.">
        <Input value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      {present.length > 0 ? (
        <fieldset>
          <legend className="font-medium text-soft text-xs">Take off</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1 pt-1">
            {present.map((tag) => (
              <label key={tag} className="inline-flex items-center gap-1.5">
                <input
                  type="checkbox"
                  checked={remove.includes(tag)}
                  onChange={() =>
                    setRemove(remove.includes(tag) ? remove.filter((it) => it !== tag) : [...remove, tag])
                  }
                />
                <bdi>{tag}</bdi>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
    </DecisionDialog>
  );
}
