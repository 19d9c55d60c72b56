import "server-only";
import { sql } from "@/lib/db/client";
import { streamPlacedDevices } from "@/lib/db/devices/device-detail";
import { readFlows } from "@/lib/db/flows/flow";
import { loadContents } from "@/lib/db/imports/source-content";
import { loadDecisions } from "@/lib/db/inventory/decision";
import { loadApprovals } from "@/lib/db/shadow/approval";
import { listSiteRows } from "@/lib/db/sites/site";
import type { ZoneDecision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { hourOfWeek } from "@/lib/domain/flow/week-hours";
import type { RiskCircumstances } from "@/lib/domain/risk/risk-input";
import { calendarOf } from "@/lib/domain/site-calendar";
import { Prediction, type WhatIf } from "@/lib/domain/target/predict-cuts";
import type { TargetDesign } from "@/lib/domain/target/target-design";
import { zonePlacer } from "@/lib/domain/zone/place-device";
import { listEvidenceSpans } from "../coverage/list-evidence-spans";
import { approvalDecisions } from "../inventory/approval-decisions";
import { siteTimeZones } from "../sites/site-time-zones";

const HOUR_US = 3_600_000_000;
/** A file that says it spans more than this has a wrong clock in it: only its ends count. */
const LONGEST_SPAN_US = 366 * 24 * HOUR_US;

export interface TargetPlacement {
  readonly deviceId: string;
  readonly name: string;
  readonly zoneId: string | null;
  readonly targetZoneId: string | null;
  readonly detail: Device;
  readonly circumstances: RiskCircumstances;
}

/** Where the design puts every device, by the same rules and pins as today's zones. */
export async function placeByDesign(design: TargetDesign): Promise<TargetPlacement[]> {
  const contents = await loadContents(sql, null);
  const approvals = approvalDecisions(await loadApprovals(sql, contents), design.zones);
  const decisions = [...approvals, ...(await loadDecisions(sql))];
  const place = zonePlacer(
    design.zones,
    decisions.filter((it): it is ZoneDecision => it.kind === "zone"),
    await listSiteRows(),
  );
  const placements: TargetPlacement[] = [];
  for await (const { id, ...device } of streamPlacedDevices()) {
    placements.push({ ...device, deviceId: id, targetZoneId: place(device.detail).zoneId });
  }
  return placements;
}

/** What was watched, and when: per realm the days of its site's calendar, and all hours of the week. */
export interface WatchedTime {
  readonly days: ReadonlyMap<string, ReadonlySet<number>>;
  /** 0 to 167, Monday 0 h first. */
  readonly hoursOfWeek: ReadonlySet<number>;
  readonly timeZoneOf: (realm: string) => string;
  /** Of the newest flow; null when none has a time. */
  readonly newestUs: number | null;
}

export async function watchedTime(): Promise<WatchedTime> {
  const [spans, sites] = await Promise.all([listEvidenceSpans(), listSiteRows()]);
  const timeZoneOf = siteTimeZones(sites);
  const days = new Map<string, Set<number>>();
  const hoursOfWeek = new Set<number>();
  for (const { realm, fromUs, toUs } of spans) {
    const calendar = calendarOf(timeZoneOf(realm));
    const ofRealm = days.get(realm) ?? new Set();
    days.set(realm, ofRealm);
    const touch = (atUs: number) => {
      const local = calendar(atUs);
      ofRealm.add(local.day);
      hoursOfWeek.add(hourOfWeek(local));
    };
    if (toUs - fromUs <= LONGEST_SPAN_US) for (let at = fromUs; at < toUs; at += HOUR_US) touch(at);
    touch(fromUs);
    touch(toUs);
  }
  const newestUs = spans.reduce<number | null>((newest, { toUs }) => Math.max(newest ?? toUs, toUs), null);
  return { days, hoursOfWeek, timeZoneOf, newestUs };
}

/** Runs the design over every recorded flow, page by page. */
export async function predictOverRecorded(
  design: TargetDesign,
  placements: readonly TargetPlacement[],
  watched: WatchedTime,
): Promise<WhatIf> {
  const prediction = new Prediction(design, {
    placements: new Map(placements.map((it) => [it.deviceId, it.targetZoneId])),
    evidenceDays: watched.days,
    timeZoneOf: watched.timeZoneOf,
  });
  for await (const { content, flows } of readFlows(sql, await loadContents(sql, null))) {
    for (const { flow, initiatorDeviceId, responderDeviceId } of flows) {
      prediction.add({
        ...flow,
        realm: content.origin.realm,
        initiator: { ...flow.initiator, deviceId: initiatorDeviceId },
        responder: { ...flow.responder, deviceId: responderDeviceId },
      });
    }
  }
  return prediction.finish();
}
