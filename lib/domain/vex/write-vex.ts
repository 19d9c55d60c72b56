import { cycloneDxDevice, cycloneDxOpening } from "../export/cyclonedx-document";
import type { OwnStatement } from "./own-statements";
import { devicePurl, deviceRef, SERIAL_PROPERTY, type VexDevice } from "./vex-device";
import type { VexStatus } from "./vex-statement";

/** What both forms say of the document itself. */
export interface VexHead {
  /** The same for every revision of the same question. */
  readonly id: string;
  /** Rises with time. */
  readonly revision: number;
  readonly author: string;
  /** ISO 8601. */
  readonly timestamp: string;
}

/** Statements that say the same of several devices. */
export interface VexGroup {
  readonly statement: OwnStatement;
  readonly devices: readonly string[];
}

/** Justifications that OpenVEX 0.2.0 takes; others stand in the impact statement. */
const OPEN_VEX_JUSTIFICATIONS: ReadonlySet<string> = new Set([
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
]);
/** impactAnalysisJustification of CycloneDX 1.6. */
const CYCLONE_JUSTIFICATIONS: ReadonlySet<string> = new Set([
  "code_not_present",
  "code_not_reachable",
  "requires_configuration",
  "requires_dependency",
  "requires_environment",
  "protected_by_compiler",
  "protected_at_runtime",
  "protected_at_perimeter",
  "protected_by_mitigating_control",
]);
const CYCLONE_STATES: Readonly<Record<VexStatus, string>> = {
  affected: "exploitable",
  fixed: "resolved",
  under_investigation: "in_triage",
  not_affected: "not_affected",
};

/** What is known of a portion of the devices, as items of JSON. */
export interface VexPortion {
  readonly head: VexHead;
  readonly groups: readonly VexGroup[];
  readonly deviceOf: (id: string) => VexDevice;
}

/**
 * A document that is written while its devices are read, portion by portion: `opening`, the `listed` of every portion,
 * `between`, the `later` of every portion, `closing`. White space may stand between them.
 */
export interface VexForm {
  readonly opening: (head: VexHead) => string;
  readonly listed: (portion: VexPortion) => Generator<object>;
  readonly between: string;
  readonly later: (portion: VexPortion) => Generator<object>;
  readonly closing: string;
}

/** OpenVEX 0.2.0. */
export const OPEN_VEX: VexForm = {
  opening: openVexOpening,
  listed: openVexStatements,
  between: "",
  *later() {},
  closing: "\n]}\n",
};

/** CycloneDX 1.6 with vulnerabilities. */
export const CYCLONE_DX_VEX: VexForm = {
  opening: cycloneDxVexOpening,
  listed: cycloneDxComponents,
  between: '\n],"vulnerabilities":[',
  later: cycloneDxVulnerabilities,
  closing: "\n]}\n",
};

function openVexOpening({ id, revision, author, timestamp }: VexHead): string {
  const head = { "@context": "https://openvex.dev/ns/v0.2.0", "@id": id, author, timestamp, version: revision };
  return `${JSON.stringify(head).slice(0, -1)},"tooling":"Sightglass","statements":[`;
}

function* openVexStatements({ groups, deviceOf }: VexPortion): Generator<object> {
  for (const { statement, devices } of groups) {
    const { vulnerability, status, justification, note, action } = statement;
    const label = justification?.replaceAll(" ", "_") ?? "";
    const isKnown = OPEN_VEX_JUSTIFICATIONS.has(label);
    const reason =
      status === "not_affected"
        ? {
            ...(isKnown ? { justification: label } : {}),
            impact_statement: isKnown || justification === null ? note : `${justification}: ${note}`,
          }
        : { status_notes: note };
    const products = devices.map((device) => {
      const purl = devicePurl(deviceOf(device));
      return { "@id": `urn:uuid:${device}`, ...(purl === null ? {} : { identifiers: { purl } }) };
    });
    yield {
      vulnerability: { name: vulnerability },
      products,
      status,
      ...reason,
      ...(status === "affected" ? { action_statement: action } : {}),
    };
  }
}

function cycloneDxVexOpening({ id, revision, author, timestamp }: VexHead): string {
  const metadata = { supplier: { name: author } };
  return `${cycloneDxOpening({ serialNumber: id, version: revision, timestamp, metadata })}"components":[`;
}

function* cycloneDxComponents({ groups, deviceOf }: VexPortion): Generator<object> {
  for (const device of new Set(groups.flatMap((it) => it.devices))) yield vexComponent(deviceOf(device));
}

function* cycloneDxVulnerabilities({ head: { timestamp }, groups }: VexPortion): Generator<object> {
  for (const { statement, devices } of groups) {
    const { vulnerability, status, justification, note, action } = statement;
    const label = justification?.replaceAll(" ", "_") ?? "";
    const isKnown = CYCLONE_JUSTIFICATIONS.has(label);
    yield {
      id: vulnerability,
      ...(action === null ? {} : { recommendation: action }),
      analysis: {
        state: CYCLONE_STATES[status],
        ...(isKnown ? { justification: label } : {}),
        detail: isKnown || justification === null ? note : `${justification}: ${note}`,
        firstIssued: timestamp,
        lastUpdated: timestamp,
      },
      affects: devices.map((device) => ({ ref: deviceRef(device) })),
    };
  }
}

function vexComponent(device: VexDevice): object {
  const { id, serial } = device;
  const properties = serial === null ? [] : [{ name: SERIAL_PROPERTY, value: serial }];
  return cycloneDxDevice(device, { fallbackName: id, properties });
}
