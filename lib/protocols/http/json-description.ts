import type { IdentityField } from "@/lib/domain/observation";
import type { DescriptionFact } from "./description-fact";
import { scanJsonTexts } from "./scan-json-texts";

/** A document that devices of one maker hand out about themselves, known by paths that stand in it together. */
interface JsonDocument {
  readonly source: string;
  readonly marks: readonly string[];
  readonly fields: readonly (readonly [path: string, field: IdentityField])[];
}

const DOCUMENTS: readonly JsonDocument[] = [
  {
    // Google Cast, /setup/eureka_info.
    source: "google cast",
    marks: ["cast_build_revision"],
    fields: [
      ["name", "name"],
      ["device_info.manufacturer", "vendor"],
      ["device_info.model_name", "model"],
      ["cast_build_revision", "firmware"],
    ],
  },
  {
    // Philips Hue bridge, /api/config.
    source: "hue config",
    marks: ["bridgeid", "swversion", "modelid"],
    fields: [
      ["name", "name"],
      ["modelid", "model"],
      ["swversion", "firmware"],
      ["bridgeid", "instance"],
    ],
  },
  {
    // The same within all that a Hue bridge knows.
    source: "hue config",
    marks: ["config.bridgeid", "config.swversion", "config.modelid"],
    fields: [
      ["config.name", "name"],
      ["config.modelid", "model"],
      ["config.swversion", "firmware"],
      ["config.bridgeid", "instance"],
    ],
  },
  {
    // Shelly, first generation, /shelly.
    source: "shelly",
    marks: ["type", "mac", "fw"],
    fields: [
      ["type", "model"],
      ["fw", "firmware"],
    ],
  },
  {
    // Shelly, second generation, Shelly.GetDeviceInfo.
    source: "shelly",
    marks: ["fw_id", "app", "ver", "model"],
    fields: [
      ["name", "name"],
      ["model", "model"],
      ["ver", "firmware"],
    ],
  },
  {
    // Sonos, /info.
    source: "sonos info",
    marks: ["householdId", "device.modelDisplayName", "device.softwareVersion"],
    fields: [
      ["device.serialNumber", "serial"],
      ["device.modelDisplayName", "model"],
      ["device.softwareVersion", "firmware"],
      ["device.hwVersion", "hardware"],
      ["device.name", "name"],
    ],
  },
];

/** Facts of a JSON document of a device about itself, known by its keys; empty for every other body. */
export function readJsonDescription(body: string): readonly DescriptionFact[] {
  if (!/^\s*\{/.test(body)) return [];
  const texts = scanJsonTexts(body);
  const document = DOCUMENTS.find(({ marks }) => marks.every((mark) => texts.has(mark)));
  if (!document) return [];
  return document.fields.flatMap(([path, field]) => {
    const value = texts.get(path);
    return value === undefined || value === "" ? [] : [{ field, value, source: document.source }];
  });
}
