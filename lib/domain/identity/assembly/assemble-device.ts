import { compareText } from "../../compare-text";
import { settleAnnotations } from "../../device/annotations";
import type { Decision, PinDecision, StateDecision } from "../../device/decision";
import type { Conflict, Device, Join } from "../../device/device";
import { orderDecisions, pinsBy, stateBy } from "../../device/device-state";
import type { Identifier } from "../../device/identifier";
import { hull, intervalOf } from "../../device/interval";
import { judgePresence, type Rhythm, rhythmOf } from "../../device/presence";
import { seenDaysOf } from "../../device/seen-days";
import type { TimeSpans } from "../../device/time-spans";
import type { Evidence } from "../../observation";
import type { Leases } from "../addresses/leases";
import type { Endpoint } from "../endpoints/endpoint";
import { MAX_CONFLICTS, vendorAgainstCard } from "../endpoints/find-conflicts";
import type { TextReader } from "../values/read-text";
import { withConflictsDecided } from "./approval-cover";
import { buildChildren, buildFields, concludedOf } from "./build-fields";
import { addressJoins, interfaceOf } from "./build-interfaces";
import { mergeServices } from "./merge-services";

/** Joins shown per device. */
const MAX_JOINS = 500;

/** All that one component of endpoints brings along. */
export interface DeviceParts {
  readonly id: string;
  readonly anchor: Identifier;
  readonly identifiers: readonly Identifier[];
  readonly endpoints: readonly Endpoint[];
  /** What is said of devices behind it and modules in it. */
  readonly children: readonly Evidence[];
  readonly joins: readonly Join[];
  readonly conflicts: readonly Conflict[];
  readonly decisions: readonly Decision[];
}

export interface Surroundings {
  readonly leases: Leases;
  /** Realm → when somebody was heard there. */
  readonly listening: ReadonlyMap<string, TimeSpans>;
  readonly nowUs: number;
  readonly macVendor: (mac: string) => string | null;
  readonly readText?: TextReader | undefined;
}

/** A device, and how often it is heard; null when too little is known of that. */
export interface ResolvedDevice {
  readonly device: Device;
  readonly rhythm: Rhythm | null;
}

/** The device that its endpoints make, without its predecessor, which only the whole inventory knows; and its rhythm. */
export function assembleDevice(
  parts: DeviceParts,
  { leases, listening, nowUs, macVendor, readText }: Surroundings,
): ResolvedDevice {
  const { id, anchor, identifiers, endpoints } = parts;
  const evidence = endpoints.flatMap((endpoint) => endpoint.evidence);
  const concluded = endpoints.flatMap((endpoint) => concludedOf(endpoint, macVendor, readText));
  const decisions = orderDecisions(parts.decisions);
  const pins = pinsBy(decisions.filter((it): it is PinDecision => it.kind === "pin"));
  const fields = buildFields([...evidence.filter(isOwn), ...concluded], pins);
  const interfaces = endpoints.map((endpoint) => interfaceOf(endpoint, leases, macVendor));
  const { fromUs, toUs } = hull(evidence.map(intervalOf));
  const rhythm = rhythmOf(evidence, listening);
  const { presence, reason: presenceReason } = judgePresence(rhythm, listening);
  const device: Device = {
    id,
    identifiers,
    anchor,
    decisionIds: decisions.map((it) => it.id),
    ...stateBy(
      decisions.filter((it): it is StateDecision => it.kind === "state"),
      nowUs,
    ),
    annotations: settleAnnotations(decisions),
    realms: [...new Set(endpoints.map((endpoint) => endpoint.realm))].sort(compareText),
    fields,
    interfaces,
    services: mergeServices(evidence.filter(isOwn)),
    children: buildChildren(parts.children),
    joins: [...parts.joins, ...endpoints.flatMap((it) => addressJoins(it, leases))].slice(0, MAX_JOINS),
    conflicts: [...parts.conflicts, ...vendorAgainstCard(fields.vendor, interfaces)].slice(0, MAX_CONFLICTS),
    replaces: null,
    firstSeenUs: fromUs,
    lastSeenUs: toUs,
    presence,
    presenceReason,
    seenDays: seenDaysOf(evidence),
  };
  return { device: withConflictsDecided(device, decisions), rhythm };
}

/** What is said of a child (a module, a device behind the gateway) is not said of the device. */
const isOwn = ({ observation }: Evidence) => observation.subject.child === null;
