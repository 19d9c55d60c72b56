import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { findDevice, findRedirect } from "@/lib/db/devices/device-detail";
import type { DeviceDetailRow } from "@/lib/db/devices/device-row";
import { listGoldenVersionsOf } from "@/lib/db/firmware/golden-version";
import { realmNames } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import { describeDevice } from "@/lib/domain/device/describe-device";
import { inferLevel } from "@/lib/domain/device/infer-level";
import { noSuch } from "@/lib/domain/errors";
import { goldenAt } from "@/lib/domain/firmware/golden-version";
import { isoTime } from "@/lib/domain/iso-time";
import { supportEndsUs } from "@/lib/domain/lifecycle/lifecycle";
import {
  presentConflicts,
  presentFields,
  presentIdentifiers,
  presentInterfaces,
  presentJoins,
  presentRisk,
  presentServices,
} from "./present-device-detail";
import { presentDeviceRow } from "./present-device-row";
import { realmWords } from "./realm-words";

/** Everything known about one device, and how. A merged id answers with the device that it became part of. */
export async function getDevice(actor: Actor, id: string): Promise<DeviceDetail> {
  requirePermission(actor, "devices.read");
  const [found, realms, zones] = await Promise.all([findDevice(id), realmNames(), zoneNames()]);
  if (found) return present(found, { realms, zones }, null, await firmwareOf(found));
  const movedTo = await findRedirect(id);
  const target = movedTo && (await findDevice(movedTo));
  if (!target) throw noSuch("device");
  return present(target, { realms, zones }, movedTo, await firmwareOf(target));
}

/** How the device stands to the golden version of its product, where one holds for it. */
async function firmwareOf({ productId, siteId, zoneId, golden }: DeviceDetailRow): Promise<DeviceDetail["firmware"]> {
  if (productId === null) return null;
  const rule = golden === null ? null : goldenAt(await listGoldenVersionsOf([productId]), { siteId, zoneId });
  return { productId, golden, goldenVersion: rule?.version ?? null };
}

function present(
  found: DeviceDetailRow,
  names: { readonly realms: ReadonlyMap<string, string>; readonly zones: ReadonlyMap<string, string> },
  movedTo: string | null,
  firmware: DeviceDetail["firmware"],
): DeviceDetail {
  const { detail: device, zoneReason, stateReason, risk } = found;
  const realms = realmWords(names.realms);
  const row = presentDeviceRow(found, names.realms, names.zones);
  return {
    movedTo,
    row,
    sentence: realms.say(describeDevice(device, row.zone?.name ?? null)),
    stateReason,
    presenceReason: device.presenceReason ?? null,
    notes: device.annotations.notes.map(({ atUs, ...note }) => ({ ...note, at: isoTime(atUs) as string })),
    customValues: Object.entries(device.annotations.custom).map(([key, { atUs, ...it }]) => ({
      key,
      ...it,
      at: isoTime(atUs) as string,
    })),
    zoneReason: realms.say(zoneReason),
    firmware,
    level: inferLevel(found.role, row.zone),
    lifecycle: found.lifecycle && { ...found.lifecycle, supportEndsAt: isoTime(supportEndsUs(found.lifecycle)) },
    fields: presentFields(device.fields, realms),
    interfaces: presentInterfaces(device, realms),
    services: presentServices(device, realms),
    children: device.children.map((child) => ({
      address: child.address,
      fields: presentFields(child.fields, realms),
    })),
    identifiers: presentIdentifiers(device, realms),
    joins: presentJoins(device, realms),
    conflicts: presentConflicts(device, realms),
    replaces: device.replaces,
    risk: presentRisk(risk, realms),
  };
}
