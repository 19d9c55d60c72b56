import type { CsvMapping } from "../define-importer";
import { holdsAddress } from "./address-columns";

/** Fields that a column of a list can fill, each with the words that head such columns in English and German. */
const SYNONYMS: Readonly<Record<CsvField, readonly string[]>> = {
  ip: [
    "ip",
    "ipaddress",
    "ipaddresses",
    "ipadresse",
    "ipadressen",
    "ipadr",
    "ipaddr",
    "ipv4",
    "ipv4address",
    "ipv4adresse",
    "ipv6",
    "ipv6address",
    "address",
    "adresse",
    "networkaddress",
    "netzwerkadresse",
    "hostip",
    "deviceip",
    "managementip",
    "primaryip",
    "primaryip4",
  ],
  mac: [
    "mac",
    "macaddress",
    "macaddresses",
    "macadresse",
    "macadressen",
    "macadr",
    "macaddr",
    "hardwareaddress",
    "hwaddress",
    "ethernetaddress",
    "physicaladdress",
    "physikalischeadresse",
    "physischeadresse",
    "ethernetadresse",
    "primarymacaddress",
  ],
  name: [
    "name",
    "hostname",
    "host",
    "devicename",
    "device",
    "assetname",
    "asset",
    "systemname",
    "computername",
    "computer",
    "stationname",
    "label",
    "tag",
    "tagname",
    "equipment",
    "gerät",
    "geraet",
    "gerätename",
    "geraetename",
    "rechnername",
    "rechner",
    "anlagenname",
    "bezeichnung",
    "bezeichner",
    "betriebsmittel",
    "bmk",
    "dnsname",
    "fqdn",
  ],
  vendor: ["vendor", "manufacturer", "maker", "brand", "oem", "hersteller", "fabrikat", "marke", "herstellername"],
  model: [
    "model",
    "modelname",
    "product",
    "productname",
    "devicetype",
    "type",
    "producttype",
    "modell",
    "typ",
    "produkt",
    "produktname",
    "gerätetyp",
    "geraetetyp",
    "typbezeichnung",
  ],
  orderNumber: [
    "ordernumber",
    "orderno",
    "ordercode",
    "partnumber",
    "partno",
    "articlenumber",
    "articleno",
    "catalognumber",
    "mlfb",
    "sku",
    "bestellnummer",
    "bestellnr",
    "artikelnummer",
    "artikelnr",
    "teilenummer",
    "materialnummer",
    "materialnr",
  ],
  serial: ["serial", "serialnumber", "serialno", "sn", "seriennummer", "seriennr", "fabriknummer", "fabriknr"],
  firmware: [
    "firmware",
    "firmwareversion",
    "firmwarerevision",
    "fw",
    "fwversion",
    "softwareversion",
    "swversion",
    "version",
    "firmwarestand",
    "softwarestand",
  ],
  hardware: [
    "hardware",
    "hardwareversion",
    "hardwarerevision",
    "hwversion",
    "hwrevision",
    "hardwarestand",
    "erzeugnisstand",
  ],
  os: ["os", "operatingsystem", "betriebssystem"],
  role: [
    "role",
    "function",
    "devicerole",
    "assetrole",
    "category",
    "assettype",
    "assetclass",
    "class",
    "rolle",
    "funktion",
    "kategorie",
    "geräteklasse",
    "geraeteklasse",
    "geräterolle",
    "verwendung",
  ],
  location: [
    "location",
    "place",
    "building",
    "room",
    "cabinet",
    "rack",
    "area",
    "ort",
    "standort",
    "einbauort",
    "aufstellort",
    "gebäude",
    "gebaeude",
    "raum",
    "schaltschrank",
    "bereich",
  ],
  owner: [
    "owner",
    "responsible",
    "responsibleperson",
    "contact",
    "assetowner",
    "department",
    "team",
    "besitzer",
    "eigentümer",
    "eigentuemer",
    "verantwortlich",
    "verantwortlicher",
    "verantwortliche",
    "ansprechpartner",
    "kontakt",
    "abteilung",
    "zuständig",
    "betreiber",
  ],
  zone: [
    "zone",
    "securityzone",
    "zonename",
    "networkzone",
    "segment",
    "networksegment",
    "cell",
    "sicherheitszone",
    "netzsegment",
    "netzwerksegment",
    "zelle",
    "netzbereich",
  ],
  criticality: [
    "criticality",
    "critical",
    "importance",
    "priority",
    "businesscriticality",
    "impact",
    "kritikalität",
    "kritikalitaet",
    "kritisch",
    "wichtigkeit",
    "priorität",
    "prioritaet",
    "schutzbedarf",
  ],
  description: [
    "description",
    "comment",
    "comments",
    "note",
    "notes",
    "remark",
    "remarks",
    "purpose",
    "beschreibung",
    "kommentar",
    "bemerkung",
    "bemerkungen",
    "notiz",
    "hinweis",
    "zweck",
  ],
  instance: ["instance", "instancenumber", "bacnetinstance", "deviceinstance", "instanz", "instanznummer"],
  status: [
    "status",
    "state",
    "devicestatus",
    "lifecycle",
    "lifecyclestatus",
    "zustand",
    "gerätestatus",
    "geraetestatus",
  ],
};

export const CSV_FIELDS = [
  "ip",
  "mac",
  "name",
  "vendor",
  "model",
  "orderNumber",
  "serial",
  "firmware",
  "hardware",
  "os",
  "role",
  "location",
  "owner",
  "zone",
  "criticality",
  "description",
  "instance",
  "status",
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

const BY_WORD: ReadonlyMap<string, CsvField> = new Map(
  CSV_FIELDS.flatMap((field) => SYNONYMS[field].map((word) => [word, field] as const)),
);

/** Remarks in brackets, such as an example, say nothing about a title. */
const withoutRemarks = (header: string) => header.replace(/\([^)]*\)/g, "");

const wordOf = (header: string) =>
  withoutRemarks(header)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What a nested object is shown as, in titles such as `device_type.display`, `primary_ip4.address`. */
const SHOWN_AS: ReadonlySet<string> = new Set(["display", "name", "address", "label", "value", "model"]);

export function fieldOfHeader(header: string): CsvField | null {
  if (header.length > 100) return null;
  const field = BY_WORD.get(wordOf(header));
  if (field || !/^\w+(?:\.\w+)+$/.test(header.trim())) return field ?? null;
  // A path into a document: its last part that is more than a way of showing it is what the column holds.
  const path = header.trim().split(".");
  while (path.length > 1 && SHOWN_AS.has(path.at(-1)?.toLowerCase() ?? "")) path.pop();
  return BY_WORD.get(wordOf(path.at(-1) ?? "")) ?? null;
}

/** Titles that only lists of network cards have, as NetBox's table of interfaces. */
const CARD_WORDS: ReadonlySet<string> = new Set([
  "enabled",
  "mgmtonly",
  "managementonly",
  "lag",
  "mtu",
  "untaggedvlan",
  "taggedvlans",
  "primarymacaddress",
]);
/** What a row may say of the device when it stands for one of its cards. */
const FIELDS_OF_OWNER: ReadonlySet<CsvField> = new Set(["ip", "mac", "zone"]);
const OWNER_WORDS: ReadonlySet<string> = new Set(["device", "virtualmachine"]);

/**
 * Our field → header text, as the headers suggest; the first column of a kind wins. In a list of network cards, name,
 * type and description are the card's, and the device is named by a column of its own.
 */
export function guessMapping(headers: readonly string[]): CsvMapping {
  const mapping: Record<string, string> = {};
  const words = headers.map(wordOf);
  const owner = words.findIndex((it) => OWNER_WORDS.has(it));
  const areCards = owner >= 0 && words.includes("name") && words.some((it) => CARD_WORDS.has(it));
  if (areCards) mapping.name = headers[owner] as string;
  for (const header of headers) {
    const field = fieldOfHeader(header);
    if (!field || field in mapping || (areCards && !FIELDS_OF_OWNER.has(field))) continue;
    mapping[field] = header;
  }
  return mapping;
}

/** An address or a time of day within a text: a title has neither, a line of a log has. */
const VALUE = /\d\.\d+\.\d+\.\d|\d:[0-5]\d\b/;

export function holdsValues(cells: readonly string[]): boolean {
  return holdsAddress(cells) || cells.some((cell) => VALUE.test(withoutRemarks(cell.slice(0, 200))));
}

/** A row of titles: it names an address column, or two other fields, and holds no values itself. Logs have a status, too. */
export function isHeaderRow(cells: readonly string[]): boolean {
  if (holdsValues(cells)) return false;
  const fields = new Set(cells.map(fieldOfHeader).filter((field) => field !== null && field !== "status"));
  return fields.has("ip") || fields.has("mac") || fields.size >= 2;
}
