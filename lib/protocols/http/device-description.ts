import type { IdentityField } from "@/lib/domain/observation";
import type { DescriptionFact } from "./description-fact";
import { readJsonDescription } from "./json-description";

const MAX_VALUE = 200;
/** UPnP Device Architecture 2.0 §2.3; the root device comes first. Sonos and Hue bridges use the same elements. */
const UPNP: readonly (readonly [string, IdentityField])[] = [
  ["manufacturer", "vendor"],
  ["modelName", "model"],
  ["modelNumber", "hardware"],
  ["serialNumber", "serial"],
  ["friendlyName", "name"],
  ["softwareVersion", "firmware"],
  // Sonos' own.
  ["serialNum", "serial"],
  ["hardwareVersion", "hardware"],
  ["roomName", "location"],
];
/** Roku External Control Protocol, query/device-info. */
const ROKU: readonly (readonly [string, IdentityField])[] = [
  ["vendor-name", "vendor"],
  ["model-name", "model"],
  ["model-number", "hardware"],
  ["serial-number", "serial"],
  ["user-device-name", "name"],
  ["software-version", "firmware"],
];
/** Devices Profile for Web Services 1.1 §5.1, and what Windows adds about a computer that shares files. */
const DPWS: readonly (readonly [string, IdentityField])[] = [
  ["FriendlyName", "name"],
  ["FirmwareVersion", "firmware"],
  ["SerialNumber", "serial"],
  ["Manufacturer", "vendor"],
  ["ModelName", "model"],
  ["ModelNumber", "hardware"],
];
/** Home Network Administration Protocol, GetDeviceSettings: routers and cameras of several makers. */
const HNAP: readonly (readonly [string, IdentityField])[] = [
  ["VendorName", "vendor"],
  ["ModelName", "model"],
  ["FirmwareVersion", "firmware"],
  ["DeviceName", "name"],
];
/** ONVIF Core Specification §8.1.1, GetDeviceInformation. */
const ONVIF: readonly (readonly [string, IdentityField])[] = [
  ["Manufacturer", "vendor"],
  ["Model", "model"],
  ["FirmwareVersion", "firmware"],
  ["SerialNumber", "serial"],
  ["HardwareId", "hardware"],
];

/** Text of the first such element that is whole, any namespace prefix; index searches only, documents are hostile. */
function elementText(document: string, name: string): string | null {
  for (let at = document.indexOf(`${name}>`); at > 0; at = document.indexOf(`${name}>`, at + 1)) {
    const open = document.lastIndexOf("<", at);
    const prefix = document.slice(open + 1, at);
    if (open < 0 || at - open > 24 || (prefix !== "" && !/^[\w-]+:$/.test(prefix))) continue;
    const start = at + name.length + 1;
    const end = document.indexOf("<", start);
    if (end < 0 || end - start > MAX_VALUE) return null;
    const value = document
      .slice(start, end)
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&")
      .trim();
    return value === "" ? null : value;
  }
  return null;
}

/** [MS-PBSD] §2.2.1: Windows tells its name and workgroup, and calls itself a "Publication Service" otherwise. */
const WINDOWS: readonly (readonly [string, IdentityField])[] = [["Computer", "name"]];
const WINDOWS_SOURCE = "wsd computer";

/** How each kind of document is known, the most particular first. */
const DOCUMENTS: readonly (readonly [mark: string, table: typeof UPNP, source: string])[] = [
  ["urn:schemas-upnp-org:device-1-0", UPNP, "upnp description"],
  ["GetDeviceSettingsResponse", HNAP, "hnap"],
  ["GetDeviceInformationResponse", ONVIF, "onvif"],
  ["Microsoft Publication Service", WINDOWS, WINDOWS_SOURCE],
  ["/2006/02/devprof/ThisDevice", DPWS, "dpws metadata"],
  ["docs.oasis-open.org/ws-dd/ns/dpws/2009/01/ThisDevice", DPWS, "dpws metadata"],
  ["<device-info>", ROKU, "roku"],
];

/** Facts of a document that a device hands out about itself, in XML or JSON; empty for every other body. */
export function readDeviceDescription(body: string): readonly DescriptionFact[] {
  const [, table, source] = DOCUMENTS.find(([mark]) => body.includes(mark)) ?? [null, null, ""];
  if (table === null) return readJsonDescription(body);
  return table.flatMap(([name, field]) => {
    const value = elementText(body, name);
    if (value === null) return [];
    const stated = source === WINDOWS_SOURCE ? value.replace(/[/\\].*$/, "") : value;
    return [{ field, value: stated, source }];
  });
}
