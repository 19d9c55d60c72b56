import "server-only";
import type { Coverage } from "@/lib/contracts/coverage";
import type { BlindDevices, BlindSpotRow } from "@/lib/db/inventory/posture-query";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { countOf } from "@/lib/domain/say-count";
import type { SensorTrouble } from "@/lib/domain/sensor/sensor-state";

const SILENT_AFTER_DAYS = 30;

export interface SilentSensorRow {
  readonly name: string;
  readonly siteName: string;
  readonly realmName: string;
  readonly trouble: SensorTrouble;
}

/** What we cannot see and why, each with the place where one can do something about it. */
export function listBlindSpots(
  row: BlindSpotRow & BlindDevices & { readonly silentSensors: readonly SilentSensorRow[] },
  now = new Date(),
): Coverage["general"] {
  const spots: Coverage["general"] = [];
  const [silent, ...others] = row.silentSensors;
  if (silent) {
    const named = `Sensor ${silent.name} in ${silent.siteName} / ${silent.realmName} ${silent.trouble.sentence}`;
    spots.push({
      text: others.length === 0 ? named : `${countOf(others.length + 1, "sensor")} hear or send nothing any more.`,
      href: "/discovery/sensors",
    });
  }
  const add = (count: number, href: string, one: string, many: string) => {
    if (count > 0) spots.push({ text: count === 1 ? one : many.replace("#", count.toLocaleString("en-US")), href });
  };
  const silentDays = row.lastImportAt ? Math.floor((now.getTime() - row.lastImportAt.getTime()) / 86_400_000) : 0;
  if (silentDays >= SILENT_AFTER_DAYS) {
    spots.push({
      text: `Nothing was taken in for ${silentDays} days; what came since is unknown.`,
      href: "/discovery",
    });
  }
  add(
    row.failedFiles,
    "/discovery?lost=files",
    "1 file could not be read; what it holds is missing here.",
    "# files could not be read; what they hold is missing here.",
  );
  add(
    row.truncatedRecords,
    "/discovery?lost=truncated",
    "1 packet or record was cut short at the source and read in part.",
    "# packets or records were cut short at the source and read in part.",
  );
  add(
    row.malformedRecords,
    "/discovery?lost=malformed",
    "1 packet or record was damaged and could not be read.",
    "# packets or records were damaged and could not be read.",
  );
  add(
    row.unconfirmedAddresses,
    "/discovery/coverage#unconfirmed",
    "1 address was seen but never proved to be a device.",
    "# addresses were seen but never proved to be devices.",
  );
  add(
    row.withoutMac,
    livingDevicesHref({ q: "mac:unknown" }),
    "1 device is known by its address only; a sensor beyond the router would see its network card.",
    "# devices are known by their addresses only; a sensor beyond the router would see their network cards.",
  );
  add(
    row.unzoned,
    livingDevicesHref({ zone: "unzoned" }),
    "1 device is in no zone, so nobody knows what it may talk to.",
    "# devices are in no zone, so nobody knows what they may talk to.",
  );
  add(
    row.conflicted,
    "/shadow/conflicts",
    "1 device contradicts itself and waits for a person.",
    "# devices contradict themselves and wait for a person.",
  );
  return spots;
}
