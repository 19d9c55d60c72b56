import { clsx } from "clsx";
import { Select } from "./input";

interface FilterSelectProps<Value extends string> {
  readonly label: string;
  /** What the list says while nothing is chosen, as "Any kind". */
  readonly any: string;
  readonly value: Value | null | undefined;
  readonly choices: readonly (readonly [value: Value, words: string])[];
  readonly onChoose: (value: Value | null) => void;
  readonly className?: string;
}

/** One filter of a list: one of few values, or none. */
export function FilterSelect<Value extends string>({
  label,
  any,
  value,
  choices,
  onChoose,
  className,
}: FilterSelectProps<Value>) {
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      className={clsx("max-w-60", className)}
      onChange={({ target }) => onChoose(choices.find(([it]) => it === target.value)?.[0] ?? null)}
    >
      <option value="">{any}</option>
      {choices.map(([it, words]) => (
        <option key={it} value={it}>
          {words}
        </option>
      ))}
    </Select>
  );
}
