import type { IdentityField } from "@/lib/domain/observation";

/** Objects that describe the agent's device: the system group (RFC 3418 §2), and what kinds of devices have beside it. */
export const SYS_DESCR = "1.3.6.1.2.1.1.1.0";
export const SYS_OBJECT_ID = "1.3.6.1.2.1.1.2.0";
const SCALARS: ReadonlyMap<string, IdentityField> = new Map([
  [SYS_DESCR, "description"],
  ["1.3.6.1.2.1.1.4.0", "owner"],
  ["1.3.6.1.2.1.1.5.0", "name"],
  ["1.3.6.1.2.1.1.6.0", "location"],
  // UPS-MIB (RFC 1628 §4): the maker, the model, the versions of its firmware and of the agent's, a name.
  ["1.3.6.1.2.1.33.1.1.1.0", "vendor"],
  ["1.3.6.1.2.1.33.1.1.2.0", "model"],
  ["1.3.6.1.2.1.33.1.1.3.0", "firmware"],
  ["1.3.6.1.2.1.33.1.1.5.0", "name"],
  // Printer-MIB v2 (RFC 3805 §6), of the first printer.
  ["1.3.6.1.2.1.43.5.1.1.16.1", "name"],
  ["1.3.6.1.2.1.43.5.1.1.17.1", "serial"],
  // Siemens' AUTOMATION-SYSTEM-MIB: order number, serial number, hardware and software.
  ["1.3.6.1.4.1.4329.6.3.2.1.1.2.0", "orderNumber"],
  ["1.3.6.1.4.1.4329.6.3.2.1.1.3.0", "serial"],
  ["1.3.6.1.4.1.4329.6.3.2.1.1.4.0", "hardware"],
  ["1.3.6.1.4.1.4329.6.3.2.1.1.5.0", "firmware"],
]);

/** Columns of entPhysicalTable (RFC 6933 §3); its rows are the chassis, then cards, ports and sensors. */
const ENTITY_PREFIX = "1.3.6.1.2.1.47.1.1.1.1.";
const ENTITY_COLUMNS: ReadonlyMap<string, IdentityField> = new Map([
  ["8", "hardware"],
  ["9", "firmware"],
  ["10", "firmware"],
  ["11", "serial"],
  ["12", "vendor"],
  ["13", "model"],
]);
/** The chassis has the lowest index; other rows would pass a module's serial off as the device's. */
const CHASSIS_INDEXES = ["1", "1001"];

/** The identity field that an object's value states of the device, or null. */
export function fieldOfObject(oid: string): IdentityField | null {
  const scalar = SCALARS.get(oid);
  if (scalar) return scalar;
  if (!oid.startsWith(ENTITY_PREFIX)) return null;
  const [column = "", index = ""] = oid.slice(ENTITY_PREFIX.length).split(".", 2);
  return CHASSIS_INDEXES.includes(index) ? (ENTITY_COLUMNS.get(column) ?? null) : null;
}
