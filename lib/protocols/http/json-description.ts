import type { IdentityField } from "@/lib/domain/observation";
import type { DescriptionFact } from "./device-description";

/** A document that devices of one maker hand out about themselves, known by keys that stand in it together. */
interface JsonDocument {
  readonly source: string;
  readonly marks: readonly string[];
  readonly fields: readonly (readonly [key: string, field: IdentityField])[];
}

const MAX_VALUE = 200;
const DOCUMENTS: readonly JsonDocument[] = [
  {
    // Google Cast, /setup/eureka_info.
    source: "google cast",
    marks: ["cast_build_revision"],
    fields: [
      ["name", "name"],
      ["manufacturer", "vendor"],
      ["model_name", "model"],
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
    // Shelly, first generation, /shelly.
    source: "shelly",
    marks: ["type", "mac", "auth", "fw", "num_outputs"],
    fields: [
      ["type", "model"],
      ["fw", "firmware"],
    ],
  },
  {
    // Shelly, second generation, Shelly.GetDeviceInfo.
    source: "shelly",
    marks: ["fw_id", "gen", "app", "ver", "model"],
    fields: [
      ["name", "name"],
      ["model", "model"],
      ["ver", "firmware"],
    ],
  },
  {
    // Sonos, /info.
    source: "sonos info",
    marks: ["householdId", "modelDisplayName", "softwareVersion"],
    fields: [
      ["serialNumber", "serial"],
      ["modelDisplayName", "model"],
      ["softwareVersion", "firmware"],
      ["hwVersion", "hardware"],
      ["name", "name"],
    ],
  },
];

/** The text of the first such key; by index searches, since the document may be cut and is hostile. */
function textOf(document: string, key: string): string | null {
  const quoted = `"${key}"`;
  const at = document.indexOf(quoted);
  if (at < 0) return null;
  const match = /^\s*:\s*"((?:[^"\\]|\\.){1,200})"/.exec(
    document.slice(at + quoted.length, at + quoted.length + MAX_VALUE + 16),
  );
  if (!match) return null;
  try {
    const value: unknown = JSON.parse(`"${match[1]}"`);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
  } catch {
    return null;
  }
}

/** Facts of a JSON document of a device about itself; empty for every other body. */
export function readJsonDescription(body: string): readonly DescriptionFact[] {
  if (!/^\s*\{/.test(body)) return [];
  const document = DOCUMENTS.find(({ marks }) => marks.every((mark) => body.includes(`"${mark}"`)));
  if (!document) return [];
  return document.fields.flatMap(([key, field]) => {
    const value = textOf(body, key);
    return value === null ? [] : [[field, value, document.source] as const];
  });
}
