import type { Claim, Device, DeviceField } from "../device/device";
import type { IdentityField } from "../observation";
import type { Component } from "../software/component";
import { DEVICE_PROPERTY, deviceRef } from "../vex/vex-device";
import { cycloneDxDevice } from "./cyclonedx-document";

/** A device as the inventory shows it, with realms in words. */
export interface InventoriedDevice {
  readonly id: string;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly orderNumber: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly role: string | null;
  readonly site: string;
  readonly zone: string | null;
  readonly state: string;
  readonly riskScore: number;
  readonly owner: string | null;
  readonly location: string | null;
  readonly detail: Device;
}

/** A bill of materials that devices run. */
export interface InventoriedBill {
  readonly id: string;
  readonly vendor: string | null;
  readonly product: string;
  readonly version: string;
  readonly components: readonly Component[];
}

interface Property {
  readonly name: string;
  readonly value: string;
}

/** What a claim is worth, from 0 to 1, as CycloneDX wants it: as stated, or concluded from something else. */
const STATED = 1;
const INFERRED = 0.5;
const MAX_OCCURRENCES = 5;

/**
 * A device as a CycloneDX 1.6 component of type "device": identity with its evidence, firmware and operating system as
 * parts, modules as devices inside. Names of properties are those of the taxonomy "cdx:device" where it has one.
 */
export function deviceComponent(device: InventoriedDevice): object {
  const { id, model, orderNumber, firmware, os, detail } = device;
  const parts = [
    ...(firmware === null
      ? []
      : [
          {
            type: "firmware",
            "bom-ref": `firmware:${id}`,
            name: `${model ?? orderNumber ?? "device"} firmware`,
            version: firmware,
          },
        ]),
    ...(os === null ? [] : [{ type: "operating-system", "bom-ref": `os:${id}`, name: os }]),
    ...detail.children.map((child, index) => moduleComponent(id, index, child)),
  ];
  const fallbackName = detail.interfaces[0]?.addresses[0]?.ip ?? id;
  const more = {
    ...(detail.fields.description ? { description: detail.fields.description.value } : {}),
    ...(parts.length > 0 ? { components: parts } : {}),
    ...evidenceOf(detail),
  };
  return cycloneDxDevice(device, { fallbackName, more, properties: propertiesOf(device) });
}

function moduleComponent(id: string, index: number, { address, fields }: Device["children"][number]): object {
  const value = (field: IdentityField) => fields[field]?.value ?? null;
  const [vendor, firmware, serial] = [value("vendor"), value("firmware"), value("serial")];
  return {
    type: "device",
    "bom-ref": `module:${id}:${index}`,
    ...(vendor === null ? {} : { manufacturer: { name: vendor } }),
    name: value("model") ?? value("orderNumber") ?? value("name") ?? address,
    ...(firmware === null ? {} : { version: firmware }),
    properties: [
      { name: "cdx:device:location", value: address },
      ...(serial === null ? [] : [{ name: "cdx:device:serialNumber", value: serial }]),
    ],
  };
}

function propertiesOf(device: InventoriedDevice): Property[] {
  const { serial, orderNumber, role, location, site, zone, state, owner, riskScore, detail } = device;
  const some = (name: string, value: string | null | undefined): Property[] =>
    value === null || value === undefined || value === "" ? [] : [{ name, value }];
  return [
    ...some("cdx:device:serialNumber", serial),
    ...some("cdx:device:sku", orderNumber),
    ...some("cdx:device:function", role),
    ...some("cdx:device:location", location),
    ...detail.interfaces.flatMap(({ mac, addresses }) => [
      ...some("cdx:device:macAddress", mac),
      ...addresses.map(({ ip }) => ({ name: "sightglass:address", value: ip })),
    ]),
    ...some("sightglass:name", device.name),
    ...some("sightglass:hardware", detail.fields.hardware?.value),
    ...some("sightglass:site", site),
    ...some("sightglass:zone", zone),
    ...some("sightglass:state", state),
    ...some("sightglass:owner", owner),
    { name: "sightglass:risk", value: String(riskScore) },
  ];
}

/** Name and version with what states them, and where it was read. */
function evidenceOf({ fields }: Device): object {
  const identity = [
    ...identityOf("name", fields.model ?? fields.orderNumber),
    ...identityOf("version", fields.firmware),
  ];
  if (identity.length === 0) return {};
  const claims = [fields.vendor, fields.model, fields.orderNumber, fields.firmware, fields.serial]
    .flatMap((field) => (field ? [field.claim] : []))
    .map(occurrenceOf);
  const occurrences = [...new Map(claims.map((it) => [JSON.stringify(it), it])).values()].slice(0, MAX_OCCURRENCES);
  return { evidence: { identity, occurrences } };
}

function identityOf(field: "name" | "version", stated: DeviceField | undefined): object[] {
  if (!stated) return [];
  const { value, reason, claim } = stated;
  return [
    {
      field,
      confidence: claim.inferred ? INFERRED : STATED,
      concludedValue: value,
      methods: [
        {
          technique: claim.method === "declared" ? "attestation" : "dynamic-analysis",
          confidence: claim.inferred ? INFERRED : STATED,
          value: reason,
        },
      ],
    },
  ];
}

function occurrenceOf({ protocol, citation }: Claim): object {
  return {
    location: citation.fileName,
    line: citation.position,
    additionalContext: `${protocol}; SHA-256 ${citation.fileSha256}`,
  };
}

/** The services that a device offers, at its first address. */
export function deviceServices({ id, detail }: InventoriedDevice): object[] {
  const ip = detail.interfaces.flatMap(({ addresses }) => addresses)[0]?.ip ?? null;
  const host = ip?.includes(":") ? `[${ip}]` : ip;
  return detail.services.map(({ transport, port, protocol, product, version, flags, evidence }, index) => ({
    "bom-ref": serviceRef(id, index),
    ...(product === null ? {} : { description: product }),
    name: protocol,
    ...(version === null ? {} : { version }),
    ...(host === null || port === null ? {} : { endpoints: [`${transport}://${host}:${port}`] }),
    properties: [
      { name: DEVICE_PROPERTY, value: id },
      { name: "sightglass:evidence", value: evidence },
      ...flags.map((value) => ({ name: "sightglass:flag", value })),
    ],
  }));
}

/** A bill's product as firmware, with its components inside. */
export function billComponent({ id, vendor, product, version, components }: InventoriedBill): object {
  return {
    type: "firmware",
    "bom-ref": billRef(id),
    ...(vendor === null ? {} : { manufacturer: { name: vendor } }),
    name: product,
    version,
    components: components.map((it, index) => ({
      type: COMPONENT_TYPES.has(it.type ?? "") ? it.type : "library",
      "bom-ref": partRef(id, index),
      name: it.name,
      ...(it.version === null ? {} : { version: it.version }),
      ...(it.purl === null ? {} : { purl: it.purl }),
      ...(it.cpe !== null && CPE.test(it.cpe) ? { cpe: it.cpe } : {}),
      ...(it.supplier === null ? {} : { supplier: { name: it.supplier } }),
      ...(it.licence === null ? {} : { licenses: [{ license: { name: it.licence } }] }),
    })),
  };
}

/** What depends on what: a service on its device, a device on the bills that it runs, a bill on its components. */
export function deviceDependencies(device: InventoriedDevice, billIds: readonly string[]): object[] {
  const ref = deviceRef(device.id);
  return [
    { ref, ...(billIds.length > 0 ? { dependsOn: billIds.map(billRef) } : {}) },
    ...device.detail.services.map((_, index) => ({ ref: serviceRef(device.id, index), dependsOn: [ref] })),
  ];
}

export function billDependencies({ id, components }: InventoriedBill): object {
  return { ref: billRef(id), dependsOn: components.map((_, index) => partRef(id, index)) };
}

const serviceRef = (id: string, index: number) => `service:${id}:${index}`;
const billRef = (id: string) => `bill:${id}`;
const partRef = (id: string, index: number) => `bill:${id}:${index}`;

/** Types of components in CycloneDX 1.6. */
const COMPONENT_TYPES: ReadonlySet<string> = new Set([
  "application",
  "framework",
  "library",
  "container",
  "platform",
  "operating-system",
  "device",
  "device-driver",
  "firmware",
  "file",
  "machine-learning-model",
  "data",
  "cryptographic-asset",
]);
/** What the schema takes for a CPE, roughly; others are left out. */
const CPE = /^cpe:(?:2\.3:[aoh*-](?::(?:[\w.?*~!"#$%&'()+,/;<=>@[\]^`{|}-]|\\.)+){10}|\/[aoh](?::[\w.~%-]*){0,6})$/i;
