import { IDENTITY_FIELDS } from "../observation";
import type { Device } from "./device";
import { deviceAddresses } from "./device-addresses";

/** Long enough for a device with hundreds of names; what is longer is not found by its last ones. */
const MAX_SEARCH_LENGTH = 8_000;

/** Every value that anybody stated, also those that did not win: people search for what they read on the device. */
export function searchText(device: Device): string {
  const { ips, macs } = deviceAddresses(device);
  const stated = [device, ...device.children].flatMap(({ fields }) =>
    IDENTITY_FIELDS.flatMap((name) => {
      const field = fields[name];
      if (!field) return [];
      return [field.value, ...[...field.agreeing, ...field.dissenting].map((claim) => claim.value)];
    }),
  );
  const names = device.identifiers.map(({ value }) => value);
  const { tags, notes, custom } = device.annotations;
  const written = [...tags, ...notes.map((it) => it.text), ...Object.values(custom).map((it) => it.value)];
  const services = device.services.flatMap(({ product, protocol }) => [protocol, product ?? ""]);
  const words = [...ips, ...macs, ...stated, ...names, ...written, ...services].map((text) => text.toLowerCase());
  // A pair of surrogates that the cut goes through would not be stored.
  return [...new Set(words)]
    .filter(Boolean)
    .join(" ")
    .slice(0, MAX_SEARCH_LENGTH)
    .replace(/[\ud800-\udbff]$/, "");
}
