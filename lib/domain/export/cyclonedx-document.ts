import { DEVICE_PROPERTY, devicePurl, deviceRef, type VexDevice } from "../vex/vex-device";

/** What every CycloneDX document of ours says of itself. */
export interface CycloneDxHead {
  /** `urn:uuid:…`, the same in all revisions of one question. */
  readonly serialNumber: string;
  /** Rises with time. */
  readonly version: number;
  /** ISO 8601. */
  readonly timestamp: string;
  /** Further members of `metadata`: lifecycles, supplier. */
  readonly metadata?: object;
}

/** The head of a CycloneDX 1.6 document as the beginning of its JSON text; members and the closing brace follow. */
export function cycloneDxOpening({ serialNumber, version, timestamp, metadata = {} }: CycloneDxHead): string {
  const head = {
    ...{ $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", bomFormat: "CycloneDX", specVersion: "1.6" },
    ...{ serialNumber, version },
    metadata: { timestamp, tools: { components: [{ type: "application", name: "Sightglass" }] }, ...metadata },
  };
  return `${JSON.stringify(head).slice(0, -1)},`;
}

interface Property {
  readonly name: string;
  readonly value: string;
}

/**
 * A device as a CycloneDX component of type "device": what it is, which of ours it is, and what else a document says
 * of it.
 * @param fallbackName where neither model, order number nor name is known
 */
export function cycloneDxDevice(
  device: VexDevice,
  {
    fallbackName,
    more = {},
    properties,
  }: {
    readonly fallbackName: string;
    readonly more?: object;
    readonly properties: readonly Property[];
  },
): object {
  const { id, name, vendor, model, orderNumber, firmware } = device;
  const purl = devicePurl(device);
  return {
    type: "device",
    "bom-ref": deviceRef(id),
    ...(vendor === null ? {} : { manufacturer: { name: vendor } }),
    name: model ?? orderNumber ?? name ?? fallbackName,
    ...(firmware === null ? {} : { version: firmware }),
    ...(purl === null ? {} : { purl }),
    ...more,
    properties: [{ name: DEVICE_PROPERTY, value: id }, ...properties],
  };
}
