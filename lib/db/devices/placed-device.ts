import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { RiskCircumstances } from "@/lib/domain/risk/risk-input";
import type { PlacementNeed, PlacementParts } from "@/lib/domain/zone/place-device";
import { sql } from "../client";
import { shownDeviceLabel } from "./device-label";
import { followDevices, nulls } from "./follow-devices";
import { NO_PLACEMENT, type PlacementColumns, partsFor, placementPartsOf } from "./placement-parts";

/** A device as far as a target asks where it belongs, or one that is no more. */
export type PlacedChange = { readonly rev: number; readonly id: string } & (
  | { readonly isGone: true }
  | {
      readonly isGone: false;
      readonly zoneId: string | null;
      readonly riskScore: number;
      readonly isRetired: boolean;
      readonly parts: PlacementParts;
      readonly vulnerabilities: RiskCircumstances["vulnerabilities"] | null;
    }
);

/** What changed behind a revision, in order; from 0 all devices that there are. Of each as much as its place needs. */
export async function* readPlacedChanges(after: number, need: PlacementNeed): AsyncGenerator<PlacedChange[]> {
  const { columns, join } = partsFor(need);
  const changes = followDevices<PlacementColumns & Exclude<PlacedChange, { isGone: true }>>(after, {
    columns: [
      ...[
        'false as "isGone"',
        'd.zone_id as "zoneId"',
        'd.risk_score as "riskScore"',
        `d.state = 'retired' as "isRetired"`,
      ],
      ...["nullif(d.circumstances->'vulnerabilities', '[]') as vulnerabilities", columns],
    ],
    gone: ["true", ...nulls(4), ...NO_PLACEMENT],
    join,
  });
  for await (const rows of changes) {
    yield rows.map((row): PlacedChange => {
      const { rev, id, isGone, zoneId, riskScore, isRetired, vulnerabilities } = row;
      if (isGone) return { rev, id, isGone };
      return { rev, id, isGone, zoneId, riskScore, isRetired, vulnerabilities, parts: placementPartsOf(row) };
    });
  }
}

/** What a step of a target is judged by: parts of the device, and what it was last judged by itself. */
export interface PlannedDeviceRow extends Pick<Device, "id" | "state" | "fields" | "services" | "conflicts"> {
  /** To show; an address when it has no name. */
  readonly name: string;
  readonly zoneId: string | null;
  readonly circumstances: RiskCircumstances;
}

const PLANNED_AT_ONCE = 1_000;

/** These devices, some at a time. */
export async function* loadPlannedDevices(ids: readonly string[]): AsyncGenerator<PlannedDeviceRow[]> {
  for (let at = 0; at < ids.length; at += PLANNED_AT_ONCE) {
    const rows = await sql.query<
      Omit<PlannedDeviceRow, keyof Device> & { readonly id: string; readonly detail: Device }
    >(
      `select id, ${shownDeviceLabel("device")} as name, zone_id as "zoneId", detail, circumstances
         from device where id = any($1::uuid[])`,
      [ids.slice(at, at + PLANNED_AT_ONCE)],
    );
    yield rows.map(({ id, name, zoneId, circumstances, detail: { state, fields, services, conflicts } }) => ({
      ...{ id, name, zoneId, circumstances },
      ...{ state, fields, services, conflicts },
    }));
  }
}

/** Ids of what changed behind a revision, or went. */
export function readChangedDevices(after: number): AsyncGenerator<{ readonly rev: number; readonly id: string }[]> {
  return followDevices(after, { columns: [], gone: [] });
}
