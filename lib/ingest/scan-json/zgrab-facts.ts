import { parseIp } from "@/lib/domain/address";
import type { ScanFact } from "./scan-port";

export type Json = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** Devices pad their texts. */
export const textOf = (value: unknown): string | null =>
  typeof value === "string" ? value.trim() || null : typeof value === "number" ? String(value) : null;

type Reader = (result: Json) => readonly ScanFact[];

function say(field: ScanFact["field"], value: unknown, as: string, inferred = false): readonly ScanFact[] {
  const text = textOf(value);
  return text === null ? [] : [{ field, value: text, as, inferred }];
}

const modbus: Reader = (result) => {
  const objects = objectOf(objectOf(result.mei_response).objects);
  const hasModel = textOf(objects.product_name) !== null || textOf(objects.model_name) !== null;
  const as = "modbus 43/14";
  return [
    ...say("vendor", objects.vendor, as),
    ...say(hasModel ? "orderNumber" : "model", objects.product_code, as),
    ...say("firmware", objects.revision, as),
    ...say("model", objects.product_name, as),
    ...say("model", objects.model_name, as),
    ...say("description", objects.user_application_name, as),
  ];
};

const siemens: Reader = (result) => {
  const as = "s7 identification";
  // The version stands behind an order number, or in bytes that are no text.
  const firmware = /\d{1,3}(?:\.\d{1,3}){1,3}/.exec(textOf(result.firmware) ?? "")?.[0];
  return [
    ...say("vendor", "Siemens", as, true),
    ...say("role", "plc", as, true),
    ...say("orderNumber", result.module_id, as),
    ...say("model", result.module_type, as),
    ...say("firmware", firmware, as),
    ...say("name", result.system, as),
    ...say("serial", result.serial_number, as),
    ...say("location", result.location, as),
  ];
};

const fox: Reader = (result) => {
  const host = textOf(result.hostname);
  const as = "fox";
  return [
    ...say("name", host !== null && parseIp(host) === null ? host : null, as),
    ...say("firmware", result.app_version, as),
    ...say("os", result.os_name, as),
    ...say("vendor", result.brand_id, as),
    ...say("instance", result.host_id, "fox hostId"),
    ...say("role", result.app_name === "Station" ? "building-controller" : null, as, true),
  ];
};

const bacnet: Reader = (result) => {
  const as = "bacnet";
  return [
    // 4194303 stands for "any device" (ASHRAE 135, clause 12.11).
    ...say("instance", result.instance_number === 4_194_303 ? null : result.instance_number, as),
    ...say("vendor", result.vendor_name, as),
    ...say("name", result.object_name, as),
    ...say("model", result.model_name, as),
    ...say("firmware", result.firmware_revision, "bacnet firmware-revision"),
    ...say("firmware", result.application_software_revision, "bacnet application-software-version"),
    ...say("description", result.description, as),
    ...say("location", result.location, as),
  ];
};

/** What the greeting of a service says. */
const greeting =
  (protocol: string): Reader =>
  (result) =>
    say("description", textOf(result.banner)?.split(/[\r\n]/, 1)[0], `${protocol} banner`);

/** By the module that asked. */
export const ZGRAB_FACTS: ReadonlyMap<string, Reader> = new Map([
  ["bacnet", bacnet],
  ["fox", fox],
  ["ftp", greeting("ftp")],
  ["imap", greeting("imap")],
  ["modbus", modbus],
  ["pop3", greeting("pop3")],
  ["siemens", siemens],
  ["smtp", greeting("smtp")],
]);
