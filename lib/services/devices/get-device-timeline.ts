import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceTimeline } from "@/lib/contracts/devices";
import { listDeviceDecisions } from "@/lib/db/devices/device-decisions";
import { findDevice } from "@/lib/db/devices/device-detail";
import { noSuch } from "@/lib/domain/errors";
import { mayTakeBack } from "../decisions/permission-for";
import { loadRealmWords } from "./realm-words";
import { decisionEvents } from "./timeline-decisions";
import { observedEvents } from "./timeline-observed";

const MAX_EVENTS = 1_000;

/** What happened to the device as far as anybody saw it, newest first; events without a time stand last. */
export async function getDeviceTimeline(actor: Actor, deviceId: string): Promise<DeviceTimeline> {
  requirePermission(actor, "devices.read");
  const found = await findDevice(deviceId);
  if (!found) throw noSuch("device");
  const [decisions, realms] = await Promise.all([
    listDeviceDecisions(deviceId, found.detail.decisionIds),
    loadRealmWords(),
  ]);
  const events = [
    ...decisionEvents(decisions, (it) => mayTakeBack(actor, it)),
    ...observedEvents(found.detail, realms),
  ];
  return {
    items: events
      .sort((a, b) => (b.at ?? "").localeCompare(a.at ?? "") || a.id.localeCompare(b.id))
      .slice(0, MAX_EVENTS),
    omitted: Math.max(0, events.length - MAX_EVENTS),
  };
}
