import "server-only";
import type { Decide } from "@/lib/contracts/devices";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zone";
import { cleanText } from "@/lib/domain/clean-text";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { type Identifier, identifierKey } from "@/lib/domain/device/identifier";
import { AppError } from "@/lib/domain/errors";

export interface MadeDecision {
  readonly decision: Decision;
  readonly deviceId: string;
}

type Said = () => Pick<Decision, "id" | "actor" | "atUs" | "reason">;

/** What a request decides, one decision per device, each held by the device's anchor. */
export async function decisionsOf(
  tx: Sql,
  decide: Decide,
  devices: readonly Device[],
  said: Said,
): Promise<MadeDecision[]> {
  const each = (make: (device: Device) => Decision) =>
    devices.map((device) => ({ decision: make(device), deviceId: device.id }));
  switch (decide.kind) {
    case "state": {
      const { state } = decide;
      const expiresAtUs = endOf(decide);
      return each(({ anchor }) => ({ ...said(), kind: "state", anchor, state, expiresAtUs }));
    }
    case "zone": {
      const { zoneId } = decide;
      if (!(await listZoneRows(tx)).some((zone) => zone.id === zoneId)) {
        throw new AppError("not-found", "There is no such zone any more. Load the page again.");
      }
      return each(({ anchor }) => ({ ...said(), kind: "zone", anchor, zoneId }));
    }
    case "pin": {
      const { field } = decide;
      const value = cleanText(decide.value);
      return each(({ anchor }) => ({ ...said(), kind: "pin", anchor, field, value }));
    }
    case "merge": {
      const [first, second] = devices;
      if (!first || !second) throw new AppError("bad-request", "Choose two different devices to merge.");
      const merge: Decision = { ...said(), kind: "merge", anchor: first.anchor, other: second.anchor };
      return [{ decision: merge, deviceId: first.id }];
    }
    case "forbid-merge": {
      const [device] = devices as [Device];
      const anchor = identifierOf(device, decide.identifierA, "identifierA");
      const other = identifierOf(device, decide.identifierB, "identifierB");
      return [{ decision: { ...said(), kind: "forbid-merge", anchor, other }, deviceId: device.id }];
    }
  }
}

/** Only an "ignored" state ends by itself. */
function endOf({ state, expiresAt }: Extract<Decide, { kind: "state" }>): number | null {
  if (expiresAt === null) return null;
  const endMs = Date.parse(expiresAt);
  const refuse = (reason: string) =>
    new AppError("bad-request", reason, { invalidParams: [{ name: "expiresAt", reason }] });
  if (state !== "ignored") throw refuse("Only an ignored device comes back by itself.");
  if (Number.isNaN(endMs)) throw refuse("This is no time.");
  if (endMs <= Date.now()) throw refuse("This time has passed already.");
  return endMs * 1000;
}

/** Named as on the device's page: by its key, among what joins the device together. */
function identifierOf(device: Device, key: string, name: string): Identifier {
  const known = [...device.identifiers, ...device.joins.flatMap(({ a, b }) => [a, b])];
  const found = known.find((identifier) => identifierKey(identifier) === key);
  if (found) return found;
  const reason = "This is no identifier of the device.";
  throw new AppError("bad-request", reason, { invalidParams: [{ name, reason }] });
}
