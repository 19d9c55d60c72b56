import { DEVICE_STATES } from "../device/decision";
import { GOLDEN_STANDINGS, OFF_GOLDEN } from "../firmware/golden-version";
import { SUPPORT_STATES } from "../lifecycle/lifecycle";
import type { NumberField, TextField, TimeField } from "./query";

/**
 * How the values of a key are read. `text` is found anywhere inside, `word` is the whole value (both take `*`),
 * `version` is a text that has an order.
 */
export type QueryKey = {
  readonly name: string;
  /** Other spellings; completion offers the name alone. */
  readonly aliases: readonly string[];
  /** For completion and the documentation. */
  readonly title: string;
  /** All values there can be, where that is known. */
  readonly values?: readonly string[];
  /** Words that stand for any of several values. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
} & (
  | { readonly kind: "text" | "word"; readonly field: TextField }
  | { readonly kind: "version"; readonly field: "firmware" }
  | { readonly kind: "number"; readonly field: NumberField }
  | { readonly kind: "time"; readonly field: TimeField }
  | { readonly kind: "risk" | "ip" | "mac" | "port" | "flag" | "support" }
);

export const RISK_BANDS = ["low", "medium", "high", "critical"] as const;

export const QUERY_KEYS: readonly QueryKey[] = [
  { name: "vendor", aliases: ["maker"], title: "Maker of the product", kind: "text", field: "vendor" },
  { name: "model", aliases: ["product"], title: "Product", kind: "text", field: "model" },
  { name: "firmware", aliases: ["fw", "version"], title: "Firmware version", kind: "version", field: "firmware" },
  {
    name: "golden",
    aliases: [],
    title: "How its firmware stands to the golden version",
    kind: "word",
    field: "golden",
    values: ["on", "off", ...GOLDEN_STANDINGS.filter((it) => it !== "golden")],
    groups: { on: ["golden", "approved"], off: OFF_GOLDEN },
  },
  {
    name: "support",
    aliases: ["endofsupport"],
    title: "End of the vendor's support",
    kind: "support",
    values: SUPPORT_STATES,
  },
  { name: "role", aliases: [], title: "What it is there for", kind: "word", field: "role" },
  { name: "zone", aliases: [], title: "Zone by name", kind: "word", field: "zone" },
  { name: "level", aliases: ["purdue"], title: "Purdue level", kind: "number", field: "level" },
  { name: "state", aliases: [], title: "What people decided", kind: "word", field: "state", values: DEVICE_STATES },
  { name: "risk", aliases: [], title: "Risk score or band", kind: "risk", values: RISK_BANDS },
  { name: "port", aliases: [], title: "Port of a service", kind: "port" },
  { name: "protocol", aliases: ["proto"], title: "Protocol of a service", kind: "word", field: "protocol" },
  { name: "ip", aliases: ["address"], title: "IP address or block", kind: "ip" },
  { name: "mac", aliases: [], title: "MAC address or its beginning", kind: "mac" },
  { name: "name", aliases: ["hostname"], title: "Name", kind: "text", field: "name" },
  { name: "last", aliases: ["lastseen"], title: "Last seen", kind: "time", field: "last" },
  { name: "first", aliases: ["firstseen"], title: "First seen", kind: "time", field: "first" },
  { name: "presence", aliases: [], title: "Active, quiet or gone", kind: "word", field: "presence" },
  { name: "conflict", aliases: [], title: "Kind of contradiction", kind: "word", field: "conflict" },
  { name: "conflicts", aliases: [], title: "Number of contradictions", kind: "number", field: "conflicts" },
  {
    name: "modules",
    aliases: ["children"],
    title: "Number of modules, and of devices behind it",
    kind: "number",
    field: "modules",
  },
  { name: "exposed", aliases: [], title: "Talks with the internet", kind: "flag", values: ["yes", "no"] },
  { name: "tag", aliases: ["tags"], title: "Tag", kind: "word", field: "tag" },
  { name: "owner", aliases: [], title: "Owner", kind: "text", field: "owner" },
  { name: "criticality", aliases: [], title: "Criticality, 1 to 5", kind: "number", field: "criticality" },
  { name: "location", aliases: [], title: "Location", kind: "text", field: "location" },
  { name: "notes", aliases: ["note"], title: "Notes", kind: "text", field: "notes" },
  { name: "order", aliases: ["ordernumber"], title: "Order number", kind: "text", field: "order" },
  { name: "serial", aliases: [], title: "Serial number", kind: "text", field: "serial" },
  { name: "os", aliases: [], title: "Operating system", kind: "text", field: "os" },
  { name: "child", aliases: ["module"], title: "Module or device behind it", kind: "text", field: "child" },
  { name: "site", aliases: [], title: "Site by name", kind: "word", field: "site" },
  { name: "realm", aliases: [], title: "Realm by name", kind: "word", field: "realm" },
];

/** Fields of the plant's own: `custom.cabinet:A3`, `custom."fire section"=2`. */
export const CUSTOM_PREFIX = "custom";

const BY_NAME = new Map(QUERY_KEYS.flatMap((key) => [key.name, ...key.aliases].map((name) => [name, key] as const)));

export function findKey(name: string): QueryKey | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}

/** The key that was probably meant: one that begins alike or differs by one letter; null when none is near. */
export function nearestKey(name: string): string | null {
  const typed = name.toLowerCase();
  const near = [...BY_NAME].find(([it]) => it.startsWith(typed) || (it.length > 3 && typed.startsWith(it)));
  return (near ?? [...BY_NAME].find(([it]) => isOneEditApart(it, typed)))?.[1].name ?? null;
}

/** One letter more, less or other, or two neighbours exchanged. */
function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || b.length < 2) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
