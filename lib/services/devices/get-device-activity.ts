import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceActivityDto } from "@/lib/contracts/devices";
import { findDeviceTimes, findDeviceTimeZone, sumDevicePeerZones } from "@/lib/db/devices/device-activity";
import { zoneNames } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { weekHours } from "@/lib/domain/flow/week-hours";
import { calendarOf } from "@/lib/domain/site-calendar";
import { sayZone } from "../zones/say-zone";

/** A device in the middle of everything has more than a page should wait for; that it has more is said. */
const MAX_ROWS_OF_AN_END = 50_000;

/** When the device talks, by hour of the week, and with which zones. */
export async function getDeviceActivity(actor: Actor, deviceId: string): Promise<DeviceActivityDto> {
  requirePermission(actor, "flows.read");
  const timeZone = await findDeviceTimeZone(deviceId);
  if (timeZone === null) throw noSuch("device");
  const [times, peerZones, zones] = await Promise.all([
    findDeviceTimes(deviceId, MAX_ROWS_OF_AN_END),
    sumDevicePeerZones(deviceId, MAX_ROWS_OF_AN_END),
    zoneNames(),
  ]);
  const rowsOf = (isOut: boolean) => times.reduce((sum, it) => sum + (it.isOut === isOut ? it.rows : 0), 0);
  return {
    week: { timeZone, ...weekHours(times, calendarOf(timeZone)) },
    zones: peerZones.map(({ zone, ...sums }) => ({ zone: sayZone(zone, zones), ...sums })),
    isPartial: Math.max(rowsOf(true), rowsOf(false)) >= MAX_ROWS_OF_AN_END,
  };
}
