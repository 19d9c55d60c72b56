import { Input } from "./input";

interface SearchFieldProps {
  /** What is looked through: "Search paths". */
  readonly label: string;
  /** What of it is compared. */
  readonly placeholder: string;
  readonly value: string | null;
  /** Null: the field is empty, and nothing is looked for. */
  readonly onSearch: (text: string | null) => void;
  readonly maxLength?: number;
  readonly className?: string;
}

/** Narrows the list below it, letter by letter. */
export function SearchField({ label, value, onSearch, className = "max-w-80", ...rest }: SearchFieldProps) {
  return (
    <Input
      {...rest}
      type="search"
      aria-label={label}
      className={className}
      value={value ?? ""}
      onChange={(event) => onSearch(event.target.value || null)}
    />
  );
}
