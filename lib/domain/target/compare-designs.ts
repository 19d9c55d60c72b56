import { compareText } from "../compare-text";
import { INTERNET } from "../zone/zone-key";
import { PRINCIPLES } from "./check-principles";
import type { TargetDesign } from "./target-design";

export interface DesignChange {
  readonly what: "zone" | "conduit" | "principle" | "cut" | "setting";
  readonly change: "added" | "removed" | "changed";
  /** What it is called: "Cell A", "Operations → Cell A". */
  readonly name: string;
  /** What differs, for "changed". */
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

type Entry = { readonly key: string; readonly name: string; readonly fields: Readonly<Record<string, unknown>> };

/** What changed from one design to the other, zones first. The order of their lists does not count. */
export function compareDesigns(before: TargetDesign, after: TargetDesign): DesignChange[] {
  const [a, b] = [entriesOf(before), entriesOf(after)];
  return [
    ...compare("zone", a.zones, b.zones),
    ...compare("conduit", a.conduits, b.conduits),
    ...compare("principle", a.principles, b.principles),
    ...compare("cut", a.cuts, b.cuts),
    ...compare("setting", a.settings, b.settings),
  ];
}

function compare(what: DesignChange["what"], before: readonly Entry[], after: readonly Entry[]): DesignChange[] {
  const old = new Map(before.map((it) => [it.key, it]));
  const now = new Map(after.map((it) => [it.key, it]));
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): DesignChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (!was || !is)
      return [{ what, change: was ? "removed" : "added", name: (was ?? (is as Entry)).name, fields: [] }];
    const names = [...new Set([...Object.keys(was.fields), ...Object.keys(is.fields)])];
    const fields = names.flatMap((field) => {
      const [x, y] = [say(was.fields[field]), say(is.fields[field])];
      return x === y ? [] : [{ field, before: x, after: y }];
    });
    return fields.length === 0 ? [] : [{ what, change: "changed", name: is.name, fields }];
  });
  return changes.sort((x, y) => compareText(x.name, y.name) || compareText(x.change, y.change));
}

function entriesOf(design: TargetDesign) {
  const names = new Map<string, string>([
    [INTERNET, "Internet"],
    ...design.zones.map((it) => [it.id, it.name] as const),
  ]);
  const nameOf = (key: string) => names.get(key) ?? "a zone that is no more";
  return {
    zones: design.zones.map(({ id, siteId, ...fields }) => ({ key: id, name: fields.name, fields })),
    conduits: design.conduits.map(({ id, fromZoneId, toZoneId, ...fields }) => ({
      key: id,
      name: `${nameOf(fromZoneId)} → ${nameOf(toZoneId)}`,
      fields,
    })),
    principles: design.principles.map(({ kind, zoneIds }) => ({
      key: kind,
      name: PRINCIPLES[kind].statement,
      fields: { "jump host zones": zoneIds.map(nameOf) },
    })),
    cuts: design.acceptedCuts.map(({ key, reason }) => {
      const [from = "", to = "", ...protocol] = key.split(" ");
      return { key, name: `${nameOf(from)} → ${nameOf(to)}, ${protocol.join(" ")}`, fields: { reason } };
    }),
    settings: [
      { key: "deny", name: "Default deny", fields: { value: design.isDefaultDeny ? "on" : "off" } },
      { key: "tolerance", name: "Risk tolerance", fields: { value: design.riskTolerance } },
    ],
  };
}

/** A value as a person reads it; lists in no order. */
function say(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(say).sort(compareText).join(", ");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, part]) => (key === "realm" ? null : `${key} ${say(part)}`))
      .filter((part) => part !== null)
      .join(" ");
  }
  return String(value);
}
