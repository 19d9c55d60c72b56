import type { IdentityField } from "@/lib/domain/observation";

/** What a description document states of the device that hands it out. */
export type DescriptionFact = readonly [field: IdentityField, value: string, source: string];

const MAX_VALUE = 200;
/** UPnP Device Architecture 2.0 §2.3; the root device comes first. Sonos and Hue bridges use the same elements. */
const UPNP: readonly (readonly [string, IdentityField])[] = [
  ["manufacturer", "vendor"],
  ["modelName", "model"],
  ["modelNumber", "hardware"],
  ["serialNumber", "serial"],
  ["friendlyName", "name"],
  ["softwareVersion", "firmware"],
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

/** Facts of a UPnP, HNAP or ONVIF answer; empty for every other body. */
export function readDeviceDescription(body: string): readonly DescriptionFact[] {
  const [table, source] = body.includes("urn:schemas-upnp-org:device-1-0")
    ? [UPNP, "upnp description"]
    : body.includes("GetDeviceSettingsResponse")
      ? [HNAP, "hnap"]
      : body.includes("GetDeviceInformationResponse")
        ? [ONVIF, "onvif"]
        : [null, ""];
  if (table === null) return [];
  return table.flatMap(([name, field]) => {
    const value = elementText(body, name);
    return value === null ? [] : [[field, value, source] as const];
  });
}
