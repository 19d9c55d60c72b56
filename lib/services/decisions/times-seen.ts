import "server-only";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import type { Identifier } from "@/lib/domain/device/identifier";
import type { TimeUs } from "@/lib/domain/observation";

/**
 * The decision with when what it is about was last seen as these devices': people decide on what was seen, which in an
 * imported capture may be years ago, and by now somebody else may have the address.
 */
export function withTimesSeen(decision: Decision, devices: readonly Device[]): Decision {
  const anchorSeenUs = lastSeenUs(decision.anchor, devices);
  if (decision.kind !== "merge" && decision.kind !== "forbid-merge") return { ...decision, anchorSeenUs };
  return { ...decision, anchorSeenUs, otherSeenUs: lastSeenUs(decision.other, devices) };
}

/** Null when none of the devices was seen with it at a known time. Only an address goes from hand to hand. */
function lastSeenUs({ kind, realm, value }: Identifier, devices: readonly Device[]): TimeUs | null {
  if (kind !== "ip") return null;
  const times = devices.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ addresses }) =>
      addresses.flatMap((it) => (it.realm === realm && it.ip === value && it.toUs !== null ? [it.toUs] : [])),
    ),
  );
  return times.reduce<TimeUs | null>((last, it) => (last === null || it > last ? it : last), null);
}
