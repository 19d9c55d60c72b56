import type { DeclaredCells } from "../csv/declare-device";
import { isSharedRole } from "../csv/declared-value";

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
  /** An address that no single device has. */
  | { readonly kind: "left-out"; readonly reason: string }
  | { readonly kind: "other" };

type Json = Readonly<Record<string, unknown>>;

/** NetBox 2 to 4: a device, a machine, an interface, a MAC (from 4.2 on) or an IP address, told apart by their keys. */
export function readNetboxRecord(value: unknown): NetboxRecord {
  const json = objectOf(value);
  if (json === null) return { kind: "other" };
  if ("device_type" in json || "vcpus" in json || ("cluster" in json && "primary_ip" in json)) return readDevice(json);
  if ("address" in json && ("assigned_object" in json || "interface" in json)) return readAddress(json);
  if ("mac_address" in json && "assigned_object" in json) return readMac(json);
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
    model: text(type?.model) ?? nameOf(type),
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
  const mac = text(json.mac_address) ?? macOf(json.primary_mac_address);
  return {
    kind: "part",
    key: keyOf(owner, objectOf(json.device) ? "device" : "vm"),
    card: cardOf(json),
    mac,
    ip: null,
  };
}

/** States of addresses that nobody is to use, yet or any more (NetBox: IPAddressStatusChoices). */
const UNUSED: ReadonlySet<string> = new Set(["deprecated", "reserved"]);

function readAddress(json: Json): NetboxRecord {
  if (isSharedRole(choiceOf(json.role)))
    return { kind: "left-out", reason: "NetBox says that several devices share the address" };
  if (UNUSED.has(choiceOf(json.status)?.toLowerCase() ?? ""))
    return { kind: "left-out", reason: "NetBox says that nobody is to use the address, yet or any more" };
  // NetBox 2.0 to 2.8 say `interface` of it.
  return partAt(objectOf(json.assigned_object) ?? objectOf(json.interface), { mac: null, ip: text(json.address) });
}

/** From NetBox 4.2 on, a MAC is an object of its own that is assigned to an interface. */
function readMac(json: Json): NetboxRecord {
  return partAt(objectOf(json.assigned_object), { mac: text(json.mac_address), ip: null });
}

function partAt(card: Json | null, what: { readonly mac: string | null; readonly ip: string | null }): NetboxRecord {
  const device = objectOf(card?.device);
  const owner = device ?? objectOf(card?.virtual_machine);
  if (owner === null) return { kind: "other" };
  return { kind: "part", key: keyOf(owner, device ? "device" : "vm"), card: cardOf(card), ...what };
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

/** NetBox's nested MAC has the address as its key and as what it is shown as. */
function macOf(value: unknown): string | null {
  const json = objectOf(value);
  return text(json?.mac_address) ?? text(json?.display) ?? text(value);
}

function addressOf(value: unknown): string {
  const json = objectOf(value);
  return text(json?.address) ?? text(json?.display) ?? text(value) ?? "";
}

function withoutNulls(cells: Readonly<Record<string, string | null>>): DeclaredCells {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null && value !== ""));
}
