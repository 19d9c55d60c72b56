import type { DeclaredCells } from "../csv/declare-device";

/** What one object of NetBox's API is, as far as it says which device is meant. */
export type NetboxRecord =
  | { readonly kind: "device"; readonly key: string; readonly cells: DeclaredCells; readonly isLeaving: boolean }
  /** A network card or an address of a device that another object describes; `card`: which card, where it is said. */
  | {
      readonly kind: "part";
      readonly key: string;
      readonly card: string | null;
      readonly mac: string | null;
      readonly ip: string | null;
    }
  | { readonly kind: "other" };

type Json = Readonly<Record<string, unknown>>;

/** NetBox 3 and 4: a device, a virtual machine, an interface or an IP address, told apart by their keys. */
export function readNetboxRecord(value: unknown): NetboxRecord {
  const json = objectOf(value);
  if (json === null) return { kind: "other" };
  if ("device_type" in json || "vcpus" in json || ("cluster" in json && "primary_ip" in json)) return readDevice(json);
  if ("address" in json && "assigned_object" in json) return readAddress(json);
  if ("mac_address" in json || "primary_mac_address" in json) return readInterface(json);
  return { kind: "other" };
}

function readDevice(json: Json): NetboxRecord {
  const type = objectOf(json.device_type);
  const place = [json.site, json.location, json.rack].map(nameOf).filter((it) => it !== null);
  const cells = withoutNulls({
    ip: [json.primary_ip4 ?? json.primary_ip, json.primary_ip6, json.oob_ip].map(addressOf).filter(Boolean).join(" "),
    name: text(json.name),
    vendor: nameOf(type?.manufacturer),
    model: text(type?.model),
    orderNumber: text(type?.part_number),
    serial: text(json.serial),
    os: nameOf(json.platform),
    role: nameOf(json.role ?? json.device_role),
    location: place.length > 0 ? place.join(", ") : null,
    owner: nameOf(json.tenant),
    description: text(json.description) ?? text(json.comments),
    ...customCells(json.custom_fields),
  });
  const status = choiceOf(json.status);
  return { kind: "device", key: keyOf(json, "device"), cells, isLeaving: status === "decommissioning" };
}

/** Custom fields under the names of our own: people add what NetBox has no place for. */
function customCells(value: unknown): Record<string, string | null> {
  const custom = objectOf(value);
  if (custom === null) return {};
  const cell = (...names: readonly string[]) => names.map((name) => scalar(custom[name])).find((it) => it !== null);
  return {
    firmware: cell("firmware", "firmware_version") ?? null,
    zone: cell("zone", "security_zone") ?? null,
    criticality: cell("criticality") ?? null,
  };
}

function readInterface(json: Json): NetboxRecord {
  const owner = objectOf(json.device) ?? objectOf(json.virtual_machine);
  if (owner === null) return { kind: "other" };
  const mac = text(json.mac_address) ?? text(objectOf(json.primary_mac_address)?.mac_address);
  return { kind: "part", key: keyOf(owner, "device" in json ? "device" : "vm"), card: cardOf(json), mac, ip: null };
}

function readAddress(json: Json): NetboxRecord {
  const card = objectOf(json.assigned_object);
  const owner = objectOf(card?.device) ?? objectOf(card?.virtual_machine);
  if (owner === null) return { kind: "other" };
  const ip = text(json.address);
  return {
    kind: "part",
    key: keyOf(owner, card && "device" in card ? "device" : "vm"),
    card: cardOf(card),
    mac: null,
    ip,
  };
}

/** Interfaces have numbers, and names that are unique in their device. */
const cardOf = (json: Json | null) => (typeof json?.id === "number" ? `#${json.id}` : text(json?.name));

/** Devices and virtual machines have numbers of their own each; what has none is known by its name. */
function keyOf(json: Json, kind: "device" | "vm"): string {
  const isMachine = kind === "vm" || "vcpus" in json || (!("device_type" in json) && "cluster" in json);
  const id = typeof json.id === "number" ? `#${json.id}` : (text(json.name) ?? "");
  return `${isMachine ? "vm" : "device"} ${id}`;
}

function objectOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

const scalar = (value: unknown) => (typeof value === "number" ? String(value) : (text(value) ?? nameOf(value)));

/** Nested objects have a name, or what they are shown as; choices a label. */
function nameOf(value: unknown): string | null {
  const json = objectOf(value);
  return json === null ? text(value) : (text(json.name) ?? text(json.display) ?? text(json.label) ?? text(json.model));
}

/** {"value": "active", "label": "Active"}, or the word alone. */
function choiceOf(value: unknown): string | null {
  return text(objectOf(value)?.value) ?? text(value);
}

function addressOf(value: unknown): string {
  return text(objectOf(value)?.address) ?? text(value) ?? "";
}

function withoutNulls(cells: Readonly<Record<string, string | null>>): DeclaredCells {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null && value !== ""));
}
