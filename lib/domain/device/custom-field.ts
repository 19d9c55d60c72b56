import { cleanText } from "../clean-text";

/** Fields that an installation defines for itself: inventory number, cost centre, end of warranty. */
export const CUSTOM_FIELD_TYPES = ["text", "number", "date", "choice"] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

export interface CustomField {
  /** How queries, CSV columns and the API call it; never changes. */
  readonly key: string;
  /** How people read it. */
  readonly title: string;
  readonly type: CustomFieldType;
  /** For "choice": what may be chosen, in order. */
  readonly choices: readonly string[];
}

export const CUSTOM_FIELD_KEY = /^[a-z][a-z0-9_]{0,39}$/;

/** A value as it is kept, or why it is none: a sentence for people. */
export type ParsedCustomValue = { readonly value: string } | { readonly problem: string };

/** Reads what a person or a CSV cell says. Dates are kept as YYYY-MM-DD, numbers with a point. */
export function parseCustomValue({ title, type, choices }: CustomField, text: string): ParsedCustomValue {
  const said = cleanText(text).trim();
  if (said === "") return { problem: `${title} is empty.` };
  switch (type) {
    case "text":
      return { value: said };
    case "number": {
      const number = Number(said.replace(",", "."));
      return /^[+-]?\d+(?:[.,]\d+)?$/.test(said) && Number.isFinite(number)
        ? { value: String(number) }
        : { problem: `${title} takes a number, not “${said}”.` };
    }
    case "date":
      return isDate(said) ? { value: said } : { problem: `${title} takes a date as YYYY-MM-DD, not “${said}”.` };
    case "choice": {
      const choice = choices.find((it) => it.toLowerCase() === said.toLowerCase());
      return choice === undefined
        ? { problem: `${title} is one of ${choices.join(", ")}, not “${said}”.` }
        : { value: choice };
    }
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
