"use client";

import { clsx } from "clsx";
import { CalendarDays } from "lucide-react";
import { type ComponentProps, useEffect, useId, useRef, useState } from "react";
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
  const complaintId = useId();
  const [draft, setDraft] = useState(String(value ?? defaultValue ?? ""));
  const [followed, setFollowed] = useState(value);
  const [isLeft, setIsLeft] = useState(true);
  if (followed !== value) {
    setFollowed(value);
    setDraft(value ?? "");
  }
  const isWhole = (typed: string) => typed.trim() === "" || isRight(typed.trim());
  const validity = isWhole(draft) ? "" : complaint;
  useEffect(() => text.current?.setCustomValidity(validity), [validity]);
  // Where no form is sent, nothing else would say that what was typed counts for nothing.
  const isWrong = isLeft && validity !== "";
  const describedBy = clsx(rest["aria-describedby"], complaintId);

  function take(typed: string) {
    setDraft(typed);
    if (isWhole(typed)) onTyped?.(typed.trim());
  }

  return (
    <span className={clsx("block", className ?? "w-full")}>
      <span className="relative block">
        <Input
          {...rest}
          {...(isWrong ? { "aria-invalid": true, "aria-describedby": describedBy } : {})}
          ref={text}
          value={draft}
          placeholder={form}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => take(event.target.value)}
          onFocus={() => setIsLeft(false)}
          onBlur={() => setIsLeft(true)}
          className="pr-8 tabular-nums"
        />
        <Calendar kind={kind} min={min} chosen={isRight(draft.trim().replace(" ", "T")) ? draft : ""} onChosen={take} />
      </span>
      {isWrong ? (
        <span id={complaintId} role="alert" className="block pt-1 text-danger text-xs">
          {complaint}
        </span>
      ) : null}
    </span>
  );
}

interface CalendarProps {
  readonly kind: TypedTimeProps["kind"];
  readonly min: string | undefined;
  readonly chosen: string;
  readonly onChosen: (text: string) => void;
}

/** The browser's own calendar, behind a button at the end of the field. */
function Calendar({ kind, min, chosen, onChosen }: CalendarProps) {
  const calendar = useRef<HTMLInputElement>(null);

  function open() {
    if (!calendar.current) return;
    if (chosen !== "")
      calendar.current.value = chosen
        .trim()
        .replace(" ", "T")
        .slice(0, kind === "date" ? 10 : 16);
    calendar.current.showPicker();
  }

  return (
    <>
      <input
        ref={calendar}
        type={kind}
        min={min}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          if (event.target.value !== "") onChosen(event.target.value.replace("T", " "));
        }}
        className="pointer-events-none absolute right-0 bottom-0 size-px opacity-0"
      />
      <button
        type="button"
        aria-label="Open the calendar"
        onClick={open}
        className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-md text-muted hover:text-ink"
      >
        <CalendarDays aria-hidden size={14} />
      </button>
    </>
  );
}
