import { UsageError } from "./command";

/** A time as people type it: a day, or a day and a time, in UTC unless it says otherwise. `name` is the option's. */
export function timeOf(text: string, name: string): string {
  const [, day, time, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d:\d\d)?)?$/i.exec(text) ?? [];
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T${time ?? "00:00"}${zone?.toUpperCase() ?? "Z"}`);
  if (Number.isNaN(ms)) throw new UsageError(`${name} is a time like 2026-03-02 or 2026-03-02T08:00, not "${text}"`);
  return new Date(ms).toISOString();
}
