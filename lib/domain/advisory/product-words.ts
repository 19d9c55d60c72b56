/**
 * Words of product names, sorted by what they say. Own lists, made from how makers and CISA name products.
 */

const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Say what kind of thing it is, not which one. */
export const GENERIC_WORDS = setOf(`
  a ac dc all an and any affected additional another are as at base based be by can cat catalog catalogue class code communication communications
  compact component components containing control controller controllers corresponding cpu cpus central device devices dual each
  embedded equipment ethernet ethernetip family families field firewall firewalls firmware following for formerly from gateway
  gateways general generation hardware hmi hmis i/o in incl including included industrial industry interface interfaces ip
  it its known lan lan-router line lines machine managed mlfb model models modem modems module modules mcu monitor
  monitoring network no not number numbers of on operator or other panel panels part parts plc plcs power process processor
  processors product products programmable logic protection protocol range related relay relays remote revision
  robot router routers rtu rtus security sensor serial server servers series siplus sku smart software specific station
  stations supply switch switches switching system systems terminal terminals the these this to touch touchscreen type types
  unit units unmanaged using variant variants various version versions wired wireless with automation platform products:
  net-devices netz internet cellular radio access point points application applications ied ieds intelligent electronic
  unlisted vers enhanced patient worn camera cameras recorder recorders nvr dvr nvrs dvrs meter meters converter converters drive drives adapter
  adapters bridge bridges`);

/** Say a kind too, but tell programs apart ("Process Expert", "Machine Expert"): they count where no model is named. */
export const QUALIFIERS = setOf(`
  power process machine monitoring control security network field central remote smart intelligent protection
  touch internet cellular radio server servers monitor operator robot drive drives automation platform application applications
  gateway access point points interface supply station stations camera recorder meter bridge`);

/** Brands over many products: optional beside anything more exact. */
export const BRAND_WORDS = setOf(`
  simatic scalance ruggedcom sinamics sinumerik simotion siprotec desigo sitop sirius modicon ecostruxure easergy powerlogic
  allen-bradley allen bradley guardmaster factorytalk melsec melsoft melservo sysmac airlink relion net
  siemens rockwell schneider electric mitsubishi omron abb hitachi energy phoenix contact wago moxa ge general emerson honeywell
  yokogawa advantech delta electronics beckhoff hirschmann belden hms ewon sierra axis hikvision dahua loytec weintek mobotix
  johnson controls tridium codesys 3s cisco bosch red lion digi lantronix weinview nport oncell proficy centum exaopc
  deltav ovation experion foxboro triconex wonderware aveva niagara fl inline axioline
  microscada ability`);

/** A brand, also with one letter too many, too few, wrong or swapped: documents are typed by people. */
export function isBrand(mark: string): boolean {
  const word = mark.toLowerCase();
  if (BRAND_WORDS.has(word)) return true;
  if (word.length < MIN_MISTYPED || GENERIC_WORDS.has(word)) return false;
  for (const brand of BRAND_WORDS) if (brand.length >= MIN_MISTYPED && isOneStepAway(word, brand)) return true;
  return false;
}

const MIN_MISTYPED = 7;

/** Damerau–Levenshtein distance of at most one. */
function isOneStepAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

/** Tell an edition or sister product apart: a device that has one is not simply the product without it. */
export const VARIANT_WORDS = setOf(`
  advanced lean basic runtime oa unified lite express edge cloud mobile studio safety tia comfort plcsim eec designer
  workbench simulator historian viewer lt pro plus mini nano slim`);

/** Programs for an engineer's desk: a device that bears the model number is not the program made for it. */
export const TOOL_WORDS = setOf(`
  utility tool tools toolkit programming configurator configuration designer simulator simulation driver drivers sdk library
  app editor plugin add-on addon workbench developer suite manager viewer installer configurator`);

/** Single marks of a product name, in order, upper case; hyphens, slashes and wildcards stay inside a mark. */
export function marksOf(text: string): string[] {
  return withPlaceholders(text.normalize("NFKC"))
    .replace(/[®™©"'“”’`]/g, " ")
    .replace(/\u00a0/g, " ")
    .replace(/(?<=\w)\+(?=[\s),;]|$)/g, " plus")
    .replace(/-\s*series\b/gi, " series")
    .replace(/\b(software|open|virtual) (?:plc|controller)s?\b/gi, "$1controller")
    .toUpperCase()
    .split(/[\s()[\],;:|]+/)
    .map((mark) => mark.replace(/^[-./&+]+|[-./&]+$/g, ""))
    .filter((mark) => mark !== "");
}

/** Lower-case x, y and z in an upper-case model, and a last X behind digits, stand for anything: FX5U-xMy/z, 3xxx, AFS67X. */
function withPlaceholders(text: string): string {
  return text
    .replace(/\b[xyz]\s?=\s?[A-Z0-9]+(?:,\s?[A-Z0-9]{1,3}\b(?!\s?=)\*?)*/g, " ")
    .replace(/[A-Z0-9][A-Z0-9/.-]*[xyz][A-Zxyz0-9/.-]*/g, (mark) => {
      if (!/\d/.test(mark)) return mark;
      return /x[A-Z]y/.test(mark) ? mark.replace(/[xyz]/g, "*") : mark.replace(/[xyz]/g, "?");
    })
    .replace(/\b([A-Z]{2,}(?:-[A-Z]{2,})+)-x\b/g, "$1-*")
    .replace(/\b([A-Z]{2,}\d+|\d{2,})X{1,2}(?=[\s,;):]|$)/g, (mark) => mark.replace(/X/g, "?"));
}

/** A mark that names a model: it has a digit. */
export const isModel = (mark: string): boolean => /\d/.test(mark);

/** A mark without its separators: EDR-810 and EDR810 are one model. */
export const compact = (mark: string): string => mark.replace(/[^A-Z0-9*?]+/gi, "").toUpperCase();

/** Longest run of marks that is joined: BME P58 4040 H. */
const MAX_JOINED = 5;
const MAX_PIECES = 60;

/**
 * Every run of neighbouring pieces of a text, joined: "EDR-810-2GSFP" gives EDR, EDR810, EDR8102GSFP, 810 … so that
 * two ways of writing a model meet.
 */
export function joinedRuns(text: string): Set<string> {
  const pieces = text
    .normalize("NFKC")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((piece) => piece !== "")
    .slice(0, MAX_PIECES);
  const runs = new Set<string>();
  for (let from = 0; from < pieces.length; from++) {
    let joined = "";
    for (let to = from; to < Math.min(pieces.length, from + MAX_JOINED); to++) {
      joined += pieces[to];
      runs.add(joined);
    }
  }
  return runs;
}
