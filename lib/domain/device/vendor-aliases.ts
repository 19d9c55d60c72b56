/**
 * Names under which one maker appears in protocols, registries and nameplates. First name: the one shown in summaries.
 * Own list; needed because "Rockwell Automation/Allen-Bradley" (CIP) and "Rockwell Automation" (OUI) are no conflict.
 */
const ALIASES: readonly (readonly [string, ...string[]])[] = [
  ["Rockwell Automation", "allen bradley", "rockwell"],
  ["Siemens", "siemens"],
  ["Schneider Electric", "schneider", "telemecanique", "modicon", "square d"],
  ["ABB", "abb", "asea brown boveri"],
  ["Honeywell", "honeywell"],
  ["Emerson", "emerson", "fisher rosemount", "rosemount"],
  ["Omron", "omron"],
  ["Mitsubishi Electric", "mitsubishi"],
  ["Beckhoff", "beckhoff"],
  ["WAGO", "wago"],
  ["Phoenix Contact", "phoenix contact", "phoenixcontact", "innominate"],
  ["Yokogawa", "yokogawa"],
  ["GE", "general electric", "ge fanuc", "ge intelligent"],
  ["Moxa", "moxa"],
  ["Hirschmann", "hirschmann", "belden"],
  ["Pilz", "pilz"],
  ["SICK", "sick"],
  ["Festo", "festo"],
  ["Danfoss", "danfoss"],
  ["Lenze", "lenze"],
  ["Bosch Rexroth", "rexroth"],
  ["Bosch", "bosch"],
  ["B&R", "bernecker", "b r industrial"],
  ["Johnson Controls", "johnson controls", "jci"],
  ["Tridium", "tridium", "vykon"],
  ["Delta Controls", "delta controls"],
  ["Distech", "distech"],
  ["Trane", "trane"],
  ["Axis", "axis communications", "axis"],
  ["Hikvision", "hikvision"],
  ["Dahua", "dahua"],
  ["Cisco", "cisco"],
  ["HPE", "hewlett packard", "hewlett packard enterprise", "procurve", "aruba"],
  ["Dell", "dell"],
  ["Microsoft", "microsoft"],
  ["VMware", "vmware"],
  ["Advantech", "advantech"],
  ["Prosoft", "prosoft"],
  ["HMS", "hms industrial", "ewon", "anybus"],
  ["Teltonika", "teltonika"],
  ["Sierra Wireless", "sierra wireless"],
  ["SEL", "schweitzer"],
];

/** Legal forms and filler that one source writes and another leaves out. */
const FILLER = new Set([
  "ag",
  "gmbh",
  "co",
  "kg",
  "inc",
  "ltd",
  "llc",
  "corp",
  "corporation",
  "company",
  "limited",
  "sa",
  "spa",
  "bv",
  "nv",
  "oy",
  "ab",
  "as",
  "plc",
  "the",
  "se",
  "international",
  "technologies",
  "technology",
]);

/** Distinct spellings remembered; hostile input must not fill the memory. */
const MAX_REMEMBERED = 10_000;
const remembered = new Map<string, string>();

/** Vendor as a comparable word: the same maker gives the same key however a source writes it. */
export function vendorKey(vendor: string): string {
  const known = remembered.get(vendor);
  if (known !== undefined) return known;
  const key = keyOf(vendor);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(vendor, key);
  return key;
}

function keyOf(vendor: string): string {
  const words = wordsOf(vendor);
  const alias = aliasOf(words);
  if (alias) return alias[0].toLowerCase();
  const kept = words.split(" ").filter((word) => !FILLER.has(word));
  return kept.join(" ") || words;
}

/** The name under which the table shows a maker; null when it does not know it (HP has two heirs: it stays as it is). */
export function vendorName(vendor: string): string | null {
  const name = aliasOf(wordsOf(vendor))?.[0] ?? null;
  return name === "HPE" ? null : name;
}

function wordsOf(vendor: string): string {
  return vendor
    .toLowerCase()
    .replace(/\(formerly[^)]*\)?/g, " ")
    .replace(/[^a-z0-9\u00c0-\uffff]+/g, " ")
    .trim();
}

function aliasOf(words: string): (typeof ALIASES)[number] | undefined {
  const padded = ` ${words} `;
  return ALIASES.find(([, ...names]) => names.some((name) => padded.includes(` ${name} `)));
}

/** True when the table knows the maker: only then can two different makers be called a contradiction. */
export function isKnownVendor(key: string): boolean {
  return KNOWN.has(key);
}

const KNOWN = new Set(ALIASES.map(([name]) => name.toLowerCase()));
