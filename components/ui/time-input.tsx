"use client";

import { clsx } from "clsx";
import { CalendarDays } from "lucide-react";
import { type ComponentProps, useRef, useState } from "react";
import { Input } from "./input";
import { isDay, isHour, isMoment } from "./typed-time";

type TypedInputProps = Omit<ComponentProps<"input">, "type" | "value" | "onChange" | "min">;

interface DayInputProps extends TypedInputProps {
  /** The day that is chosen elsewhere, followed whenever it changes. */
  readonly value?: string;
  /** Called with a whole day, or with "" when the field is emptied. */
  readonly onDay?: (day: string) => void;
  /** The first day that the calendar offers. */
  readonly min?: string | undefined;
}

/** A day as it is written everywhere here, whatever the browser's language: YYYY-MM-DD. The calendar is the browser's. */
export function DayInput({ onDay, ...rest }: DayInputProps) {
  return (
    <TypedInput
      {...rest}
      kind="date"
      form="YYYY-MM-DD"
      isRight={isDay}
      complaint="Write the day as YYYY-MM-DD."
      {...(onDay ? { onTyped: onDay } : {})}
    />
  );
}

/** A time in UTC: YYYY-MM-DD HH:MM, with seconds where they matter. */
export function MomentInput(props: TypedInputProps) {
  return (
    <TypedInput
      {...props}
      kind="datetime-local"
      form="YYYY-MM-DD HH:MM"
      isRight={isMoment}
      complaint="Write the time as YYYY-MM-DD HH:MM, in UTC."
    />
  );
}

/** An hour of the day, from 00:00 to 23:59. */
export function HourInput(props: TypedInputProps) {
  return (
    <Input
      {...props}
      placeholder="HH:MM"
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      onChange={({ target }) =>
        target.setCustomValidity(isHour(target.value) ? "" : "Write the hour as HH:MM, from 00:00 to 23:59.")
      }
      className={clsx("tabular-nums", props.className)}
    />
  );
}

interface TypedTimeProps extends TypedInputProps {
  readonly kind: "date" | "datetime-local";
  readonly form: string;
  readonly isRight: (text: string) => boolean;
  readonly complaint: string;
  readonly value?: string;
  readonly min?: string | undefined;
  readonly onTyped?: (text: string) => void;
}

function TypedInput(props: TypedTimeProps) {
  const { kind, form, isRight, complaint, value, defaultValue, min, onTyped, className, ...rest } = props;
  const text = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(String(value ?? defaultValue ?? ""));
  const [followed, setFollowed] = useState(value);
  if (followed !== value) {
    setFollowed(value);
    setDraft(value ?? "");
  }

  function take(typed: string) {
    setDraft(typed);
    const isWhole = typed.trim() === "" || isRight(typed.trim());
    text.current?.setCustomValidity(isWhole ? "" : complaint);
    if (isWhole) onTyped?.(typed.trim());
  }

  function openCalendar() {
    const typed = draft.trim().replace(" ", "T");
    if (!calendar.current) return;
    if (isRight(typed)) calendar.current.value = typed.slice(0, kind === "date" ? 10 : 16);
    calendar.current.showPicker();
  }

  return (
    <span className={clsx("relative block", className ?? "w-full")}>
      <Input
        {...rest}
        ref={text}
        value={draft}
        placeholder={form}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => take(event.target.value)}
        className="pr-8 tabular-nums"
      />
      <input
        ref={calendar}
        type={kind}
        min={min}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          if (event.target.value !== "") take(event.target.value.replace("T", " "));
        }}
        className="pointer-events-none absolute right-0 bottom-0 size-px opacity-0"
      />
      <button
        type="button"
        aria-label="Open the calendar"
        onClick={openCalendar}
        className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-muted hover:text-ink"
      >
        <CalendarDays aria-hidden size={14} />
      </button>
    </span>
  );
}
