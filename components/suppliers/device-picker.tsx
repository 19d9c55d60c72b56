"use client";

import { DeviceSearch, type FoundDevice } from "@/components/devices/device-search";
import { Button } from "@/components/ui/button";

interface DevicePickerProps {
  readonly devices: readonly FoundDevice[];
  readonly onChange: (devices: readonly FoundDevice[]) => void;
}

/** Devices by any of their names, one after the other. */
export function DevicePicker({ devices, onChange }: DevicePickerProps) {
  return (
    <>
      <DeviceSearch
        label="Device"
        hint={devices.length === 0 ? "Or choose whole zones below." : undefined}
        without={devices.map(({ id }) => id)}
        onChoose={(one) => onChange([...devices, one])}
      />
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
