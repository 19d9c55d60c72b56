import { normaliseTag } from "./annotations";
import { type CustomField, parseCustomValue } from "./custom-field";
import { DEVICE_STATES, type DeviceState } from "./decision";

/** Begins the title of the column of a custom field: "Field cost_centre". */
export const FIELD_COLUMN = "Field ";

/** A row of the file that came back: title of a column → cell. */
export interface EditedRow {
  /** Line of the file, 1-based. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A device as far as the file can change it. Unknown is null. */
export interface EditableDevice {
  readonly id: string;
  readonly name: string;
  readonly state: DeviceState;
  readonly siteId: string;
  readonly zoneName: string | null;
  readonly owner: string | null;
  readonly location: string | null;
  readonly criticality: number | null;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, string>>;
}

export type Edit =
  | { readonly kind: "state"; readonly state: DeviceState }
  | { readonly kind: "zone"; readonly zoneId: string }
  | { readonly kind: "pin"; readonly field: "owner" | "location" | "criticality"; readonly value: string | null }
  | { readonly kind: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: "custom"; readonly key: string; readonly value: string | null };

export interface EditedCell {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly line: number;
  readonly column: string;
  readonly before: string;
  readonly after: string;
  readonly edit: Edit;
}

export interface ReadEdits {
  readonly cells: readonly EditedCell[];
  /** What could not be taken, each a sentence. */
  readonly problems: readonly { readonly line: number; readonly text: string }[];
}

interface EditContext {
  readonly devices: ReadonlyMap<string, EditableDevice>;
  /** The zones there are; a name is one zone's within its site only. */
  readonly zones: readonly { readonly id: string; readonly siteId: string; readonly name: string }[];
  readonly customFields: readonly CustomField[];
}

/** Rows read from one pause to the next: some milliseconds. */
const ROWS_AT_ONCE = 500;

/**
 * What a device CSV that people edited changes, cell by cell against the inventory as it is now. A column that the file
 * leaves out changes nothing; an empty cell takes the value away, except state and zone, which a device always has.
 * Columns that no person may change are passed over: the network states them. A file may have a hundred thousand rows:
 * wherever it yields, the caller may do something else.
 */
export function* readEditsInPieces(
  rows: Iterable<EditedRow>,
  { devices, zones, customFields }: EditContext,
): Generator<void, ReadEdits> {
  const cells: EditedCell[] = [];
  const problems: { line: number; text: string }[] = [];
  const seen = new Set<string>();
  let read = 0;
  for (const row of rows) {
    if (++read % ROWS_AT_ONCE === 0) yield;
    const id = row.cells.get("Id")?.trim().toLowerCase() ?? "";
    const device = devices.get(id);
    if (!device) {
      problems.push({ line: row.line, text: id === "" ? "The row has no Id." : `There is no device ${id} any more.` });
      continue;
    }
    if (seen.has(id)) {
      problems.push({ line: row.line, text: `${device.name} stands in the file twice; the first row counts.` });
      continue;
    }
    seen.add(id);
    for (const [column, raw] of row.cells) {
      const cell = readCell(column, asWritten(raw), device, { zones, customFields });
      if (cell === null) continue;
      if ("problem" in cell) problems.push({ line: row.line, text: `${device.name}: ${cell.problem}` });
      else cells.push({ deviceId: device.id, deviceName: device.name, line: row.line, column, ...cell });
    }
  }
  return { cells, problems };
}

/** The same at once, without a pause. */
export function readEdits(...asked: Parameters<typeof readEditsInPieces>): ReadEdits {
  const pieces = readEditsInPieces(...asked);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

type Read = Pick<EditedCell, "before" | "after" | "edit"> | { readonly problem: string } | null;

/** Exports put an apostrophe before what a spreadsheet would run (lib/domain/export/csv-row.ts). */
const asWritten = (cell: string) =>
  (/^'\s*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(cell) ? cell.slice(1) : cell).trim();

function readCell(
  column: string,
  text: string,
  device: EditableDevice,
  { zones, customFields }: Pick<EditContext, "zones" | "customFields">,
): Read {
  switch (column) {
    case "State": {
      const state = DEVICE_STATES.find((it) => it === text.toLowerCase());
      if (state === undefined) return { problem: `the state is one of ${DEVICE_STATES.join(", ")}, not “${text}”.` };
      return changed(device.state, state, { kind: "state", state });
    }
    case "Zone": {
      if (text === (device.zoneName ?? "")) return null;
      const zone = zones.find((it) => it.siteId === device.siteId && it.name.toLowerCase() === text.toLowerCase());
      if (zone === undefined)
        return {
          problem:
            text === "" ? "a device cannot be taken out of its zone." : `there is no zone “${text}” at its site.`,
        };
      return changed(device.zoneName ?? "", zone.name, { kind: "zone", zoneId: zone.id });
    }
    case "Owner":
    case "Location": {
      const field = column === "Owner" ? "owner" : "location";
      return changed(device[field] ?? "", text, { kind: "pin", field, value: text === "" ? null : text });
    }
    case "Criticality":
      if (text !== "" && !/^[1-5]$/.test(text)) return { problem: `criticality is 1 to 5, not “${text}”.` };
      return changed(String(device.criticality ?? ""), text, {
        kind: "pin",
        field: "criticality",
        value: text === "" ? null : text,
      });
    case "Tags":
      return readTags(text, device);
    default:
      return column.startsWith(FIELD_COLUMN)
        ? readField(column.slice(FIELD_COLUMN.length), text, device, customFields)
        : null;
  }
}

const changed = (before: string, after: string, edit: Edit): Read =>
  before === after ? null : { before, after, edit };

function readTags(text: string, device: EditableDevice): Read {
  const parts = text.split(";").filter((it) => it.trim() !== "");
  const tags = parts.map((it) => normaliseTag(it));
  const wrong = tags.indexOf(null);
  if (wrong >= 0) return { problem: `“${parts[wrong]?.trim()}” is no tag.` };
  const wanted = new Set(tags as string[]);
  const add = [...wanted].filter((it) => !device.tags.includes(it));
  const remove = device.tags.filter((it) => !wanted.has(it));
  if (add.length + remove.length === 0) return null;
  return { before: device.tags.join("; "), after: [...wanted].join("; "), edit: { kind: "tag", add, remove } };
}

function readField(key: string, text: string, device: EditableDevice, customFields: readonly CustomField[]): Read {
  const before = device.custom[key] ?? "";
  if (text === before) return null;
  const field = customFields.find((it) => it.key === key);
  if (field === undefined) return { problem: `there is no field “${key}”.` };
  if (text === "") return { before, after: "", edit: { kind: "custom", key, value: null } };
  const parsed = parseCustomValue(field, text);
  if ("problem" in parsed) return parsed;
  return changed(before, parsed.value, { kind: "custom", key, value: parsed.value });
}
