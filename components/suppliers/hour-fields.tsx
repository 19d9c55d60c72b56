"use client";

import { CheckLine } from "@/components/ui/check-line";
import { Field } from "@/components/ui/field";
import { HourInput } from "@/components/ui/time-input";
import type { GrantDto } from "@/lib/contracts/suppliers";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

interface HourFieldsProps {
  /** Access whose hours are offered. */
  readonly like: GrantDto | undefined;
  /** 1 is Monday. */
  readonly days: readonly number[];
  readonly onDays: (days: readonly number[]) => void;
  readonly isAnyHour: boolean;
  readonly onAnyHour: (isAnyHour: boolean) => void;
}

/** On which days and between which hours somebody may come in; the hours are the form's `fromHour` and `toHour`. */
export function HourFields({ like, days, onDays, isAnyHour, onAnyHour }: HourFieldsProps) {
  return (
    <fieldset>
      <legend className="pb-1 font-medium text-soft text-xs">Hours (UTC)</legend>
      <CheckLine isChecked={isAnyHour} onChange={onAnyHour}>
        At any hour
      </CheckLine>
      {isAnyHour ? null : (
        <>
          <div className="flex flex-wrap gap-x-3">
            {DAYS.map((day, at) => (
              <CheckLine key={day} isChecked={days.includes(at + 1)} onChange={() => onDays(toggled(days, at + 1))}>
                {day}
              </CheckLine>
            ))}
          </div>
          <div className="grid grid-cols-2 gap-3 pt-1">
            <Field label="From hour">
              <HourInput name="fromHour" required defaultValue={timeOf(like?.hours?.fromMinute ?? 480)} />
            </Field>
            <Field label="To hour">
              <HourInput name="toHour" required defaultValue={timeOf(like?.hours?.toMinute ?? 1020)} />
            </Field>
          </div>
        </>
      )}
    </fieldset>
  );
}

/** The list without what stands in it, else with it. */
export function toggled<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((it) => it !== one) : [...list, one];
}

/** A field of a clock has no 24:00. */
const timeOf = (minute: number) =>
  `${String(Math.floor((minute % 1440) / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
