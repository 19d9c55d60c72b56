import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";

const DAY_MS = 86_400_000;

/** How long a person's word holds; null = without an end. */
export interface Expiry {
  readonly label: string;
  readonly days: number | null;
}

interface ExpiryFieldProps {
  readonly label: string;
  readonly expiries: readonly Expiry[];
  readonly days: number | null;
  readonly onChange: (days: number | null) => void;
}

/** When somebody has to say it again. */
export function ExpiryField({ label, expiries, days, onChange }: ExpiryFieldProps) {
  return (
    <Field label={label}>
      <Select
        value={days ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
      >
        {expiries.map((it) => (
          <option key={it.label} value={it.days ?? ""}>
            {it.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** ISO time so many days from now; null = no end. */
export const expiryIn = (days: number | null): string | null =>
  days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
