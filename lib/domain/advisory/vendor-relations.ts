/**
 * Makers: their spellings, and how one came to another's products. An edge is typed so that a card can say why an
 * advisory for one name concerns a device of another. Never by a shared word: Delta Controls is not Delta Electronics.
 * Sources: vendor names as CISA advisories spell them; makers' own announcements for sales and renamings.
 */
export type VendorRelation = "same" | "renamed" | "sold" | "oem" | "subsidiary";

export interface VendorEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: VendorRelation;
  /** The edge holds only for products whose name contains one of these words; empty: for all. */
  readonly products: readonly string[];
  readonly note: string;
}

/** key ← spellings: whole words that name the maker; the longest spelling found decides. */
const SPELLINGS: readonly (readonly [key: string, ...spellings: string[]])[] = [
  ["siemens", "siemens", "siemans", "ruggedcom", "siemens building technologies", "landis staefa"],
  ["rockwell", "rockwell", "allen bradley", "allenbradley"],
  ["schneider", "schneider", "telemecanique", "modicon", "square d", "tac ab", "merlin gerin", "power measurement"],
  ["apc", "apc", "american power conversion"],
  ["triconex", "triconex", "invensys", "foxboro"],
  ["eurotherm", "eurotherm"],
  ["pelco", "pelco"],
  ["proface", "pro face", "proface", "digital electronics"],
  ["aveva", "aveva", "wonderware", "indusoft", "citect"],
  ["osisoft", "osisoft"],
  ["abb", "abb", "asea brown boveri"],
  ["b&r", "b r industrial", "b r", "bernecker", "br automation", "b amp r"],
  ["hitachi energy", "hitachi energy", "hitachi abb", "abb power grids", "hitachi powergrids"],
  ["ge", "ge", "general electric", "ge digital", "ge vernova", "ge grid", "ge fanuc", "ge intelligent", "multilin"],
  ["ge healthcare", "ge healthcare"],
  ["emerson", "emerson", "fisher rosemount", "rosemount", "bristol babcock", "westinghouse"],
  ["codesys", "codesys", "3s smart", "3s"],
  ["phoenix contact", "phoenix contact", "phoenixcontact", "innominate", "kw software"],
  ["mitsubishi", "mitsubishi", "melco"],
  ["iconics", "iconics"],
  ["johnson controls", "johnson controls", "jci", "tyco", "american dynamics"],
  ["sensormatic", "sensormatic", "exacq", "software house", "kantech", "cem systems", "illustra"],
  ["honeywell", "honeywell"],
  ["tridium", "tridium", "niagara"],
  ["matrikon", "matrikon", "matrikonopc"],
  ["carrier", "carrier", "automated logic", "lenels2", "lenel", "utc fire", "interlogix"],
  ["advantech", "advantech", "b b smartworx", "b b electronics"],
  ["nortek", "nortek", "nice linear", "linear llc", "linear emerge"],
  ["hms", "hms", "ewon", "anybus"],
  ["baker hughes", "baker hughes", "bently nevada", "bently", "ge bently", "panametrics"],
  ["hirschmann", "hirschmann", "belden", "garrettcom", "tofino"],
  ["moxa", "moxa"],
  ["wago", "wago"],
  ["omron", "omron", "adept technology"],
  ["yokogawa", "yokogawa"],
  ["beckhoff", "beckhoff"],
  ["sel", "schweitzer", "sel inc", "selinc", "sel"],
  ["delta electronics", "delta electronics", "delta industrial", "diaenergie"],
  ["delta controls", "delta controls"],
  ["red lion", "red lion", "n tron", "sixnet"],
  ["sierra wireless", "sierra wireless", "airlink", "semtech"],
  ["digi", "digi international", "digi"],
  ["cisco", "cisco"],
  ["axis", "axis communications", "axis"],
  ["hikvision", "hikvision", "hangzhou hikvision"],
  ["dahua", "dahua", "zhejiang dahua"],
  ["hanwha", "hanwha", "samsung techwin"],
  ["bosch", "bosch", "robert bosch"],
  ["bosch rexroth", "bosch rexroth", "rexroth"],
  ["vivotek", "vivotek"],
  ["mobotix", "mobotix"],
  ["wind river", "wind river", "windriver"],
  ["westermo", "westermo"],
  ["korenix", "korenix", "beijer electronics", "beijer"],
  ["automationdirect", "automationdirect", "automation direct", "koyo", "facts engineering"],
  ["unitronics", "unitronics"],
  ["lantronix", "lantronix"],
  ["loytec", "loytec", "loy tec"],
  ["weintek", "weintek"],
  ["fuji electric", "fuji electric", "hakko electronics"],
  ["panasonic", "panasonic", "sanyo"],
  ["fanuc", "fanuc"],
  ["festo", "festo", "cecc"],
  ["pilz", "pilz"],
  ["sick", "sick"],
  ["turck", "turck", "hans turck"],
  ["pepperl", "pepperl"],
  ["endress", "endress"],
  ["kuka", "kuka"],
  ["horner", "horner"],
  ["ovarro", "ovarro", "servelec", "technolog"],
  ["inductive automation", "inductive automation"],
  ["kepware", "kepware", "ptc"],
  ["rittal", "rittal"],
  ["saia", "saia", "saia burgess"],
  ["bachmann", "bachmann"],
  ["contec", "contec"],
  ["idec", "idec"],
  ["keyence", "keyence"],
  ["eaton", "eaton", "cooper industries", "cooper power", "powerware"],
  ["trane", "trane"],
  ["distech", "distech", "acuity brands"],
  ["teltonika", "teltonika"],
  ["zte", "zte"],
  ["philips", "philips"],
  ["baxter", "baxter"],
  ["bd", "becton dickinson", "becton", "carefusion"],
  ["hillrom", "hillrom", "hill rom", "welch allyn"],
  ["alstom", "alstom"],
  ["ecava", "ecava"],
  ["trihedral", "trihedral"],
  ["microsoft", "microsoft"],
  ["hp", "hewlett packard", "hpe", "hp inc", "aruba"],
];

export const VENDOR_EDGES: readonly VendorEdge[] = [
  edge("abb", "hitachi energy", "sold", "ABB sold Power Grids to Hitachi (2020)", [
    "rtu500",
    "rtu540",
    "rtu560",
    "relion",
    "afs",
    "afr",
    "sys600",
    "microscada",
    "esoms",
    "fox61",
    "fox515",
    "xmc20",
    "tropos",
    "counterparty",
    "ellipse",
    "asset suite",
    "txpert",
    "pwc600",
    "gms600",
    "modular switchgear",
    "lumada",
    "sam600",
    "itt600",
    "pcm600",
    "reb500",
    "unem",
    "foxman",
    "sdm600",
    "pgim",
    "trasnet",
    "560cm",
    "rel670",
    "ret670",
    "red670",
    "rec670",
  ]),
  edge("ge", "emerson", "sold", "GE Intelligent Platforms went to Emerson (2019)", [
    "rx3i",
    "rx7i",
    "pacsystems",
    "ic69",
    "versamax",
    "pac machine edition",
    "proficy machine edition",
    "rsti",
    "cpe3",
    "cpe1",
  ]),
  edge("ge", "baker hughes", "sold", "Bently Nevada and Panametrics went to Baker Hughes (2017)", [
    "bently",
    "3500",
    "mark vie bently",
    "system 1",
    "panametrics",
    "3701",
    "60m100",
  ]),
  edge("abb", "ge", "sold", "GE Industrial Solutions went to ABB (2018)", [
    "entelliguard",
    "ge industrial solutions",
    "ups",
  ]),
  edge("schneider", "aveva", "sold", "Schneider Electric Software became part of AVEVA (2018)", [
    "wonderware",
    "intouch",
    "indusoft",
    "citect",
    "system platform",
    "historian",
    "clearscada",
    "vijeo citect",
  ]),
  edge("schneider", "apc", "subsidiary", "APC belongs to Schneider Electric (2007)", []),
  edge("schneider", "triconex", "subsidiary", "Invensys belongs to Schneider Electric (2014)", []),
  edge("schneider", "eurotherm", "subsidiary", "Eurotherm belonged to Schneider Electric", []),
  edge("schneider", "pelco", "subsidiary", "Pelco belonged to Schneider Electric (2007–2019)", []),
  edge("schneider", "proface", "subsidiary", "Pro-face belongs to Schneider Electric", []),
  edge("aveva", "osisoft", "subsidiary", "OSIsoft became part of AVEVA (2021)", []),
  edge("honeywell", "tridium", "subsidiary", "Tridium belongs to Honeywell", []),
  edge("honeywell", "matrikon", "subsidiary", "Matrikon belongs to Honeywell", []),
  edge(
    "johnson controls",
    "sensormatic",
    "subsidiary",
    "Sensormatic, Exacq, Software House and Kantech are brands of it",
    [],
  ),
  edge("mitsubishi", "iconics", "subsidiary", "ICONICS belongs to Mitsubishi Electric", []),
  edge("abb", "b&r", "subsidiary", "B&R belongs to ABB (2017)", []),
  edge("hirschmann", "hitachi energy", "oem", "Hitachi's AFS, AFR and AFF are made by Hirschmann", [
    "afs",
    "afr",
    "aff",
  ]),
  edge("hirschmann", "abb", "oem", "ABB's AFS and AFF were made by Hirschmann", ["afs", "aff"]),
  edge("cisco", "rockwell", "oem", "Stratix switches run Cisco IOS", ["stratix", "1783"]),
];

function edge(
  from: string,
  to: string,
  relation: VendorRelation,
  note: string,
  products: readonly string[],
): VendorEdge {
  return { from, to, relation, products, note };
}

/** Legal forms and filler that one source writes and another leaves out. */
const FILLER = new Set(
  (
    "ag gmbh co kg inc incorporated ltd llc corp corporation company limited sa sas spa srl bv nv oy oyj ab as aps plc the se " +
    "pte pvt pty sp z o o international technologies technology group holding holdings usa america europe " +
    "a of division subsidiary electronic"
  ).split(" "),
);

/** What a maker is in; two names that differ only by leaving such a word out are one. */
const TRADE = new Set(
  (
    "automation controls control electronics electric systems system networks network solutions industrial industries " +
    "software energy devices products communications security engineering medical healthcare instruments sro"
  ).split(" "),
);

const MAX_REMEMBERED = 20_000;
const remembered = new Map<string, readonly string[]>();

/**
 * Keys of the makers that a vendor field names: several when it lists several ("ABB, Phoenix Contact, and WAGO").
 * The same maker gives the same key however a source writes it.
 */
export function vendorKeysOf(vendor: string): readonly string[] {
  const known = remembered.get(vendor);
  if (known) return known;
  const parts = vendor
    .replace(/\bB\+B\b/g, "B B")
    .replace(/\((?:formerly|previously|now|a division of)[^)]*\)?/gi, " ")
    // "Automated Logic Corporation (ALC)": said twice.
    .replace(/(?<=\w\s)\([A-Z&]{2,6}\)/g, " ")
    .split(/,\s*(?!inc|ltd|llc|co\b|corp|gmbh|s\.|a\.|l\.|b\.v|plc|pte|sp\b)|;|\/|\band\b(?!\s+company)|\+/i)
    .map((part) => keyOf(part))
    .filter((key) => key !== "");
  const keys = [...new Set(parts.length > 0 ? parts : [vendor.trim().toLowerCase()])];
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(vendor, keys);
  return keys;
}

function keyOf(vendor: string): string {
  const words = vendor
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  const padded = ` ${words} `;
  let best: string | null = null;
  let length = 0;
  for (const [key, ...spellings] of SPELLINGS) {
    for (const spelling of spellings) {
      if (spelling.length > length && padded.includes(` ${spelling} `)) {
        best = key;
        length = spelling.length;
      }
    }
  }
  if (best !== null) return best;
  const kept = words.split(" ").filter((word) => !FILLER.has(word));
  while (kept.length > 1 && TRADE.has(kept[kept.length - 1] as string)) kept.pop();
  return kept.join(" ");
}

/** How a device's maker comes to an advisory's; null when it does not. */
export interface VendorFit {
  readonly relation: VendorRelation;
  readonly note: string;
}

/** @param productText lower-case text of device and leaf: edges that hold for some product lines look into it */
export function fitVendor(device: string, leaf: string, productText: string): VendorFit | null {
  if (device === leaf) return { relation: "same", note: "same maker" };
  for (const { from, to, relation, products, note } of VENDOR_EDGES) {
    const meets = (from === device && to === leaf) || (to === device && from === leaf);
    if (meets && (products.length === 0 || products.some((word) => productText.includes(word))))
      return { relation, note };
  }
  return null;
}

/** All keys whose advisories may concern a device of this maker: its own first. */
export function relatedVendorKeys(key: string): string[] {
  const related = VENDOR_EDGES.flatMap(({ from, to }) => (from === key ? [to] : to === key ? [from] : []));
  return [...new Set([key, ...related])];
}
