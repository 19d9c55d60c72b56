import type { CustomField } from "../device/custom-field";
import { customSortValue } from "../device/custom-sort";
import { customOf } from "./device-sets";
import type { SortOrder } from "./find-page";
import { finerText, roughText } from "./rough-order";
import { grown, type SetColumn } from "./text-column";

/** Fields whose keys are kept; an order may be asked for by any key, also of a field that there never was. */
const MOST_FIELDS = 12;

type Keyed = Required<Pick<SortOrder, "keyOf" | "rough">>;

/** What sets of values say of one field, by the set's code. */
interface FieldKeys {
  readonly keys: (string | number | null)[];
  values: Float64Array;
  finer: Float64Array;
}

/**
 * The orders by fields of the installation's own. A set of values is read once for each field that is sorted by: sets only
 * come to a column, so that keys are added where sets were.
 */
export class CustomSortKeys {
  readonly #custom: SetColumn;
  readonly #kept = new Map<string, { readonly definition: string; readonly keys: FieldKeys }>();

  constructor(custom: SetColumn) {
    this.#custom = custom;
  }

  orderBy(field: CustomField): Keyed {
    const { keys, values, finer } = this.#keysOf(field);
    const { codes } = this.#custom.sets;
    return {
      keyOf: (row) => keys[codes[row] as number] ?? null,
      rough: { values, codes, ...(isText(field) ? { finer } : {}) },
    };
  }

  #keysOf(field: CustomField): FieldKeys {
    const definition = JSON.stringify([field.type, field.choices]);
    const known = this.#kept.get(field.key);
    const fresh = { keys: [], values: new Float64Array(0), finer: new Float64Array(0) };
    const keys = known?.definition === definition ? known.keys : fresh;
    if (keys === fresh) this.#keep(field.key, { definition, keys });
    const { members } = this.#custom;
    for (let code = keys.keys.length; code < members.length; code++) {
      addKey(keys, code, customSortValue(field, valueIn(members[code] as readonly string[], field.key)));
    }
    return keys;
  }

  #keep(key: string, kept: { readonly definition: string; readonly keys: FieldKeys }): void {
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MOST_FIELDS) this.#kept.delete(oldest);
    this.#kept.set(key, kept);
  }
}

function addKey(keys: FieldKeys, code: number, key: string | number | null): void {
  keys.keys.push(key);
  if (code >= keys.values.length) {
    keys.values = grown(keys.values, code);
    keys.finer = grown(keys.finer, code);
  }
  keys.values[code] = typeof key === "number" ? key : roughText(key);
  keys.finer[code] = typeof key === "number" ? 0 : finerText(key);
}

const isText = ({ type }: CustomField): boolean => type === "text" || type === "date";

function valueIn(members: readonly string[], key: string): string | null {
  for (const member of members) {
    const said = customOf(member);
    if (said.key === key) return said.value;
  }
  return null;
}
