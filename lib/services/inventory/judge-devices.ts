import "server-only";
import type { DeviceProjection } from "@/lib/db/devices/device";
import type { FindingRecord } from "@/lib/db/findings/finding";
import type { Decision, ZoneDecision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { labelOfDevice } from "@/lib/domain/device/device-title";
import { homeRealm } from "@/lib/domain/device/home-realm";
import { circumstancesOf } from "@/lib/domain/finding/circumstances";
import { knownEndOfSupport } from "@/lib/domain/finding/lifecycle-finding";
import type { DeviceFlow } from "@/lib/domain/flow/device-flow";
import { flowsByDevice, type Peer } from "@/lib/domain/flow/flows-by-device";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import { withInferredRole } from "@/lib/domain/identity/values/infer-role";
import { mitigateFindings } from "@/lib/domain/mitigation/mitigate-finding";
import type { MitigationBook } from "@/lib/domain/mitigation/mitigation-book";
import type { TimeUs } from "@/lib/domain/observation";
import type { DecisionPolicy } from "@/lib/domain/priority/decision-policy";
import { gatherExposure } from "@/lib/domain/risk/gather-exposure";
import type { RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { type Placement, type PlacementSite, placesByRole, zonePlacer } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import { labelledZones } from "@/lib/domain/zone/zone-labels";
import { judgeFindings, knownVulnerabilities, observedProductOf, recordOf } from "../findings/judge-findings";
import type { Knowledge } from "../knowledge/load-knowledge";
import type { Whereabouts } from "../mitigations/open-mitigation-book";
import { projectDevice } from "./project-device";

/** What devices are judged by, besides themselves. */
export interface Surroundings {
  readonly zones: readonly Zone[];
  readonly decisions: readonly Decision[];
  /** The conversations in which a device stands at one end. */
  readonly conversationsOf: (deviceId: string) => readonly Conversation[];
  /** Peers that are not judged now: as they are stored. */
  readonly peerOf: (deviceId: string) => Peer | undefined;
  readonly sites: readonly PlacementSite[];
  readonly siteOfRealm: ReadonlyMap<string, string>;
  readonly knowledge: Knowledge | null;
  readonly remoteTools: RemoteAccessTools;
  readonly policy: DecisionPolicy;
  readonly nowUs: TimeUs;
  /** The mitigations, asked for once it is known where each device stands. */
  readonly openBook: (whereabouts: Whereabouts) => Promise<MitigationBook>;
}

export interface JudgedDevice {
  readonly projection: DeviceProjection;
  readonly findings: readonly FindingRecord[];
}

/**
 * Devices as `resolve` gave them → their rows and findings: role, zone, exposure, findings, risk. Pure but for
 * `openBook`. Devices are walked more than once. Each is judged when it is asked for, and not kept: a row is several times
 * as large as its device. Walk what was judged once; the book then tells what became of each mitigation.
 */
export async function judgeDevices(
  devices: Iterable<Device>,
  surroundings: Surroundings,
): Promise<{ readonly judged: Iterable<JudgedDevice>; readonly book: MitigationBook }> {
  const { zones, decisions, conversationsOf, peerOf, sites, nowUs, openBook } = surroundings;
  const place = zonePlacer(
    zones,
    decisions.filter((it): it is ZoneDecision => it.kind === "zone"),
    sites,
  );
  const zoneById = new Map(labelledZones(zones, sites).map((zone) => [zone.id, zone]));
  const placements = new Map<string, Placement>();
  const zoneOf = (id: string) => zoneById.get(placements.get(id)?.zoneId ?? "") ?? null;
  const names = new Map<string, string | null>();
  const flowsOf = flowsByDevice(conversationsOf, (id) =>
    names.has(id) ? { name: names.get(id) ?? null, zone: zoneOf(id)?.name ?? null } : peerOf(id),
  );
  // A role is inferred from what is spoken, not from where the peers stand or what they are called.
  const isRoleFirst = placesByRole(zones);
  for (const device of devices) {
    names.set(device.id, labelOfDevice(device));
    placements.set(device.id, place(isRoleFirst ? withInferredRole(device, flowsOf(device.id)) : device));
  }
  const book = await openBook({
    devices,
    zoneIdOf: (id) => placements.get(id)?.zoneId ?? null,
    nameOf: (id) => names.get(id) ?? null,
    zoneName: (id) => zoneById.get(id)?.name ?? null,
    nowUs,
  });
  return { judged: judgeEach(devices, { flowsOf, zoneOf, placements, book }, surroundings), book };
}

/** What is known of all devices before the first is judged. */
interface Known {
  readonly flowsOf: (deviceId: string) => DeviceFlow[];
  readonly zoneOf: (deviceId: string) => Zone | null;
  readonly placements: ReadonlyMap<string, Placement>;
  readonly book: MitigationBook;
}

function* judgeEach(
  devices: Iterable<Device>,
  { flowsOf, zoneOf, placements, book }: Known,
  { decisions, siteOfRealm, knowledge, remoteTools, policy, nowUs }: Surroundings,
): Generator<JudgedDevice> {
  const overrules = new Map(decisions.filter((it) => it.kind === "overrule").map((it) => [it.id, it]));
  const answers = new Map(decisions.filter((it) => it.kind === "answer").map((it) => [it.id, it]));
  const inputs = new Map(decisions.filter((it) => it.kind === "input").map((it) => [it.id, it]));
  for (const found of devices) {
    const zone = zoneOf(found.id);
    const flows = flowsOf(found.id);
    const device = withInferredRole(found, flows);
    const exposure = gatherExposure(flows, zone?.name ?? null, remoteTools);
    const lifecycle = knowledge?.lifecycleMatcher.match(observedProductOf(device, [])) ?? null;
    const bare = judgeFindings(device, {
      exposure,
      zone,
      knowledge,
      overrules: device.decisionIds.flatMap((id) => overrules.get(id) ?? []),
      answers: device.decisionIds.flatMap((id) => answers.get(id) ?? []),
      inputs: device.decisionIds.flatMap((id) => inputs.get(id) ?? []),
      policy,
      nowUs,
      lifecycle,
    });
    const credits = book.creditsOf(device, zone?.id ?? null, bare);
    const own = mitigateFindings(bare, credits, circumstancesOf(device, exposure, zone, policy), exposure);
    const projection = projectDevice(device, {
      siteId: siteOfRealm.get(homeRealm(device)) as string,
      placement: placements.get(device.id) as Placement,
      zone,
      exposure,
      vulnerabilities: knownVulnerabilities(own),
      endOfSupport: knownEndOfSupport(own),
      lifecycle,
      credits,
    });
    yield { projection, findings: own.map(recordOf) };
  }
}
