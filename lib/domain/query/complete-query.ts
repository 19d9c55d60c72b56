import { findKey, QUERY_KEYS, type QueryKey } from "./query-keys";

/** What may stand at the caret. */
export interface Completion {
  /** What is replaced, as positions in the text. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly label: string;
  /** What it means: the key's title, or the key of a value. */
  readonly detail: string;
  /** How many devices have the value; null for keys. */
  readonly count: number | null;
}

/** Values that the inventory has for a key, with the number of devices. */
export type KnownValues = (key: string) => readonly { readonly value: string; readonly count: number }[];

const MAX_COMPLETIONS = 8;
const TERM_AT_CARET =
  /(^|[\s(-])([a-z][a-z0-9_]*)(:|!=|<=|>=|<|>|=)((?:"[^"]*"|[^\s(),"]+)?(?:,(?:"[^"]*"|[^\s(),"]*))*,)?("[^"]*|[^\s(),"]*)$/i;
const WORD_AT_CARET = /(^|[\s(-])([^\s():<>="-][^\s():<>="]*)$/;

/**
 * Keys and values that may be meant at the caret. Behind a key: its values; at a word: keys that begin with it, then
 * values of any key that have it, which become `key:value`.
 */
export function completeQuery(text: string, caret: number, known: KnownValues): Completion[] {
  const before = text.slice(0, caret);
  const term = TERM_AT_CARET.exec(before);
  if (term) {
    const key = findKey(term[2] ?? "");
    if (!key) return [];
    const typed = term[5] ?? "";
    return valuesOf(key, known)
      .filter((it) => it.value.toLowerCase().includes(typed.replace(/^"/, "").toLowerCase()))
      .sort(
        (a, b) => rank(a.value, typed.replace(/^"/, "")) - rank(b.value, typed.replace(/^"/, "")) || b.count - a.count,
      )
      .slice(0, MAX_COMPLETIONS)
      .map(({ value, count }) => ({
        from: caret - typed.length,
        to: caret,
        insert: quoteValue(value),
        label: value,
        detail: key.name,
        count: count < 0 ? null : count,
      }));
  }
  const typed = WORD_AT_CARET.exec(before)?.[2] ?? "";
  if (typed === "") return [];
  const place = { from: caret - typed.length, to: caret };
  const keys = QUERY_KEYS.filter((key) =>
    [key.name, ...key.aliases].some((it) => it.startsWith(typed.toLowerCase())),
  ).map((key) => ({ ...place, insert: `${key.name}:`, label: `${key.name}:`, detail: key.title, count: null }));
  if (typed.length < 2) return keys.slice(0, MAX_COMPLETIONS);
  const values = QUERY_KEYS.flatMap((key) =>
    valuesOf(key, known)
      .filter((it) => it.count !== 0 && it.value.toLowerCase().includes(typed.toLowerCase()))
      .map(({ value, count }) => ({
        ...place,
        insert: `${key.name}:${quoteValue(value)}`,
        label: value,
        detail: key.name,
        count: count < 0 ? null : count,
      })),
  ).sort((a, b) => rank(a.label, typed) - rank(b.label, typed) || (b.count ?? 0) - (a.count ?? 0));
  return [...keys.slice(0, 3), ...values].slice(0, MAX_COMPLETIONS);
}

const rank = (label: string, typed: string) => (label.toLowerCase().startsWith(typed.toLowerCase()) ? 0 : 1);

function valuesOf(key: QueryKey, known: KnownValues): readonly { readonly value: string; readonly count: number }[] {
  const found = known(key.name);
  const rest = (key.values ?? []).filter((value) => !found.some((it) => it.value.toLowerCase() === value));
  return [...found, ...rest.map((value) => ({ value, count: -1 }))];
}

/** The value as a query writes it: in quotes when it would be read otherwise. */
export function quoteValue(value: string): string {
  const isPlain = /^(?![<>=!])[^\s(),"*]+$/.test(value);
  return isPlain ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}
