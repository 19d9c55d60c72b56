import { addressScope } from "../address";
import { OPERATIONS, type OperationCounts } from "../flow/flow";
import type { TimeUs } from "../observation";
import { isLinkLocalProtocol } from "../service/control-protocols";
import type { ClosedPath } from "./mitigation";

/** One flow as a protected device sees it. */
export interface PathFlow {
  readonly direction: "in" | "out";
  readonly transport: string;
  readonly protocol: string;
  readonly operations: OperationCounts;
  readonly packetsFromResponder: number;
  readonly lastSeenUs: TimeUs | null;
  readonly peer: { readonly deviceId: string | null; readonly ip: string | null; readonly zoneId: string | null };
}

/**
 * True when the flow went through a path that was said to be closed before. What was not answered proves nothing: an
 * attempt that a rule stopped looks just so. `ownZoneId` is the zone of the device that is protected.
 */
export function contradictsPath(
  path: ClosedPath,
  startsAtUs: TimeUs,
  flow: PathFlow,
  ownZoneId: string | null,
): boolean {
  const { direction, transport, protocol, operations, packetsFromResponder, lastSeenUs, peer } = flow;
  if (lastSeenUs === null || lastSeenUs <= startsAtUs) return false;
  if (direction !== path.direction || isLinkLocalProtocol(protocol)) return false;
  if (transport === "tcp" && packetsFromResponder === 0) return false;
  if (path.protocol !== null && protocol !== path.protocol) return false;
  if (path.operations.length > 0 && !OPERATIONS.some((it) => path.operations.includes(it) && (operations[it] ?? 0) > 0))
    return false;
  if (peer.deviceId !== null && path.allowedDeviceIds.includes(peer.deviceId)) return false;
  const isOutside = peer.deviceId === null && peer.ip !== null && addressScope(peer.ip) === "public";
  if (path.peer === "internet") return isOutside;
  if (path.peer === "zone") return peer.deviceId !== null && peer.zoneId === path.zoneId;
  if (isOutside) return true;
  // Without a named protocol the path is the way over the zone's edge; with one, whoever speaks it to the device.
  return peer.deviceId !== null && (path.protocol !== null || (ownZoneId !== null && peer.zoneId !== ownZoneId));
}
