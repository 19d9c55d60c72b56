"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { searchOptions } from "@/lib/client/queries/search";

const MOST_CHOICES = 5;

export interface PickedDevice {
  readonly id: string;
  readonly title: string;
}

interface DevicePickerProps {
  readonly devices: readonly PickedDevice[];
  readonly onChange: (devices: readonly PickedDevice[]) => void;
}

/** Devices by any of their names, one after the other. */
export function DevicePicker({ devices, onChange }: DevicePickerProps) {
  const [words, setWords] = useState("");
  const found = useQuery(searchOptions(words));
  const choices = (found.data?.items ?? []).filter((it) => it.kind === "device").slice(0, MOST_CHOICES);
  return (
    <>
      <Field label="Device" hint={devices.length === 0 ? "Or choose whole zones below." : undefined}>
        <Input value={words} placeholder="Name or address" onChange={(event) => setWords(event.target.value)} />
      </Field>
      {words.trim() !== "" && choices.length > 0 ? (
        <ul aria-label="Found devices">
          {choices.map((it) => (
            <li key={it.id}>
              <Button
                size="sm"
                tone="quiet"
                className="max-w-full"
                onClick={() => {
                  onChange([...devices.filter((one) => one.id !== it.id), { id: it.id, title: it.title }]);
                  setWords("");
                }}
              >
                <bdi className="truncate">{it.title}</bdi>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {devices.length > 0 ? (
        <ul aria-label="Devices it reaches" className="flex flex-wrap gap-2">
          {devices.map((it) => (
            <li key={it.id}>
              <Button
                size="sm"
                aria-label={`Leave out ${it.title}`}
                onClick={() => onChange(devices.filter((one) => one !== it))}
              >
                <bdi>{it.title}</bdi> ×
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
