import { CUSTOM_FIELD_KEY, type CustomField } from "./custom-field";

/** How an order by a field of the installation's own, and the field as a column, are called. */
export const CUSTOM_SORT = new RegExp(`^field:${CUSTOM_FIELD_KEY.source.slice(1)}`);
const PREFIX = "field:";

export type CustomSort = `${typeof PREFIX}${string}`;

export const customSortOf = ({ key }: Pick<CustomField, "key">): CustomSort => `${PREFIX}${key}`;

/** Key of the field that an order is by; null when it is by none. */
export function customKeyOf(sort: string): string | null {
  return CUSTOM_SORT.test(sort) ? sort.slice(PREFIX.length) : null;
}

/**
 * What a JavaScript number looks like as text, in a form that PostgreSQL reads too: a field may once have been defined
 * anew under its key with another type, and no text is read as a number by chance.
 */
export const SORTABLE_NUMBER = "^-?[0-9]{1,40}([.][0-9]{1,40})?(e[+-]?[0-9]{1,2})?$";
const IS_NUMBER = new RegExp(SORTABLE_NUMBER);

/**
 * What a value of the field sorts by: numbers by what they say, choices in the order in which they are offered (those
 * that are offered no more behind them), dates and texts as lower-case text. null, which stands last, when there is none.
 */
export function customSortValue({ type, choices }: CustomField, value: string | null): string | number | null {
  if (value === null) return null;
  switch (type) {
    case "number":
      return IS_NUMBER.test(value) ? Number(value) : null;
    case "choice": {
      const at = choices.indexOf(value);
      return at < 0 ? choices.length : at;
    }
    default:
      return value.toLowerCase();
  }
}
