import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { Coverage } from "@/lib/contracts/coverage";
import type { TargetCut, TargetWhatIf } from "@/lib/contracts/targets";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { findDeviceNames } from "@/lib/db/exposure/exposure-path";
import { listSiteRows, type SiteRow } from "@/lib/db/sites/site";
import { isoTime } from "@/lib/domain/iso-time";
import { countOf } from "@/lib/domain/say-count";
import { isoDay } from "@/lib/domain/site-calendar";
import { isRare, type Recurrence } from "@/lib/domain/target/find-recurrence";
import type { Cut, WhatIf } from "@/lib/domain/target/predict-cuts";
import type { RecordedEnd } from "@/lib/domain/target/recorded-flow";
import { sayRecurrence } from "@/lib/domain/target/say-recurrence";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { getCoverage } from "../coverage/get-coverage";
import { KeptByKey } from "../kept-by-key";
import { KeptForState } from "../kept-for-state";
import { sayZone } from "../zones/say-zone";
import { findDesign } from "./find-design";
import { type RecordedWhatIf, recordedWhatIf } from "./recorded-what-if";
import type { WatchedTime } from "./watched-time";

/** By target and version. Frozen: its JSON is written once. */
const kept = new KeptByKey<TargetWhatIf>(4);

/** What a version of the target would cut of everything that was recorded, and how far the evidence carries. */
export async function getWhatIf(actor: Actor, id: string, version?: number): Promise<TargetWhatIf> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "flows.read");
  const { design, version: found } = await findDesign(id, version);
  const [{ watched, whatIf }, coverage, sites] = await Promise.all([
    recordedWhatIf(id, found, design),
    getCoverage(actor),
    listSiteRows(),
  ]);
  const names = await namesIn(whatIf);
  const state = [whatIf, watched, coverage, names, JSON.stringify(sites)];
  return kept.get(`${id} ${found}`, state, async () =>
    Object.freeze({ version: found, ...presentWhatIf(design, { whatIf, watched }, { names, sites, coverage }) }),
  );
}

function presentWhatIf(
  design: TargetDesign,
  { whatIf, watched }: RecordedWhatIf,
  {
    names,
    sites,
    coverage,
  }: {
    readonly names: ReadonlyMap<string, string>;
    readonly sites: readonly SiteRow[];
    readonly coverage: Coverage;
  },
): Omit<TargetWhatIf, "version"> {
  const zones = zoneLabels(design.zones, sites);
  return {
    outcomes: whatIf.outcomes,
    all: whatIf.all,
    cuts: whatIf.cuts.map((cut) => presentCut(cut, names, zones)),
    conduits: [...whatIf.conduits].map(([conduit, tally]) => ({ id: conduit, tally })),
    evidence: {
      ...presentWatched(watched),
      blindSpots: [
        ...coverage.sources.flatMap(({ realm, sensor, spots }) =>
          spots.map(({ sentence, advice }) => ({ where: sensor ?? realm, sentence, advice })),
        ),
        ...coverage.subnetSpots.map(({ sentence, advice }) => ({ where: "", sentence, advice })),
      ],
      silentZones: silentZones(design, whatIf),
    },
  };
}

/** Names of devices in a what-if, until a device changes. */
const keptNames = new KeptForState<ReadonlyMap<string, string>>();

async function namesIn(whatIf: WhatIf): Promise<ReadonlyMap<string, string>> {
  return keptNames.get([whatIf, await newestDeviceRev()], async () => {
    const ends = whatIf.cuts.flatMap(({ pairs }) => pairs.flatMap((pair) => [pair.initiator, pair.responder]));
    const devices = await findDeviceNames([...new Set(ends.flatMap(({ deviceId }) => deviceId ?? []))]);
    return new Map(devices.map(({ id, name }) => [id, name]));
  });
}

function presentCut(cut: Cut, names: ReadonlyMap<string, string>, zones: ReadonlyMap<string, string>): TargetCut {
  const { firstSeenUs, lastSeenUs, recurrence, activity, deviceIds, pairs, accepted, ...rest } = cut;
  const end = ({ deviceId, ip, mac }: RecordedEnd, peerName: string | null) => ({
    deviceId,
    name: (deviceId === null ? peerName : names.get(deviceId)) ?? ip ?? mac ?? "unknown",
    ip,
  });
  return {
    ...rest,
    ports: [...cut.ports],
    fromName: sayZone(cut.from, zones),
    toName: sayZone(cut.to, zones),
    pairs: pairs.map((pair) => ({
      initiator: end(pair.initiator, null),
      responder: end(pair.responder, pair.peerName),
      flows: pair.flows,
      lastSeenAt: isoTime(pair.lastSeenUs),
      days: pair.days,
      recurrence: presentRecurrence(pair.recurrence),
    })),
    deviceCount: deviceIds.length,
    firstSeenAt: isoTime(firstSeenUs),
    lastSeenAt: isoTime(lastSeenUs),
    hours: [...activity.hours],
    monthDays: [...activity.monthDays],
    days: activity.days,
    longFlows: activity.longFlows,
    recurrence: presentRecurrence(recurrence),
    accepted: accepted && { reason: accepted.reason, actor: accepted.actor, at: accepted.at, pairs: accepted.pairs },
  };
}

function presentRecurrence(recurrence: Recurrence) {
  return {
    kind: recurrence.kind,
    sentence: sayRecurrence(recurrence),
    isRare: isRare(recurrence),
    nextDay: recurrence.kind === "monthly" ? isoDay(recurrence.nextDay) : null,
  };
}

function presentWatched({ days, hoursOfWeek }: WatchedTime) {
  const all = [...new Set([...days.values()].flatMap((ofRealm) => [...ofRealm]))].sort((a, b) => a - b);
  const [first, last] = [all[0], all.at(-1)];
  return {
    sentence: evidenceSentence(all.length, hoursOfWeek.size),
    days: all.length,
    firstDay: first === undefined ? null : isoDay(first),
    lastDay: last === undefined ? null : isoDay(last),
    hoursOfWeek: hoursOfWeek.size,
  };
}

/** A rhythm is known when it was seen twice: what is rarer than half of the evidence may be missing. */
function evidenceSentence(days: number, hours: number): string {
  if (days === 0) return "No flow with a time was recorded, so nothing can be said about when something happens.";
  const missing =
    days < 14
      ? "what happens weekly or monthly may be missing"
      : days < 62
        ? "what happens monthly may be missing"
        : "what happens every few months may be missing";
  const watched = hours >= 168 ? "every hour of the week" : `${hours} of the 168 hours of a week`;
  return `${countOf(days, "day")} of evidence, ${watched} watched: ${missing}.`;
}

function silentZones(design: TargetDesign, whatIf: WhatIf): string[] {
  return design.zones.filter(({ id }) => !whatIf.touchedZones.has(id)).map(({ name }) => name);
}
