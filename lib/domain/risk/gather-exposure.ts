import { addressScope } from "../address";
import { compareText } from "../compare-text";
import type { Citation } from "../device/device";
import type { DeviceFlow } from "../flow/device-flow";
import { OPERATIONS, type Operation, type OperationCounts } from "../flow/flow";
import { isLinkLocalProtocol } from "../service/control-protocols";
import { SHIPPED_REMOTE_ACCESS } from "../service/remote-access-tools";
import type { Exposure, InternetContact, RemoteAccessContact, ZoneContact } from "./risk";

/** Contacts kept per list and device; the score knows one per cause anyway. */
const MAX_CONTACTS = 500;

/**
 * What a device is exposed to, from its flows. A TCP connection that was never answered is an attempt, not an
 * exposure. `ownZone` is the name of the device's zone; without one, no flow crosses a
 * zone. `tools` recognises remote access; what is only possible is no exposure.
 */
export function gatherExposure(
  flows: Iterable<DeviceFlow>,
  ownZone: string | null,
  tools = SHIPPED_REMOTE_ACCESS,
): Exposure {
  const internet = new Map<string, InternetContact>();
  const crossZone = new Map<string, ZoneContact>();
  const remoteAccess = new Map<string, RemoteAccessContact>();
  for (const { direction, flow, peer, citation } of flows) {
    if (flow.transport === "tcp" && flow.packetsFromResponder === 0) continue;
    const { protocol, operations } = flow;
    if (isLinkLocalProtocol(protocol)) continue;
    const isOutside = peer.deviceId === null && peer.ip !== null && addressScope(peer.ip) === "public";
    const isElsewhere = isOutside || (peer.deviceId !== null && ownZone !== null && peer.zone !== ownZone);
    const name = flow.peerName !== null && direction === "out" ? flow.peerName : peer.name;
    const tool = tools.ofFlow(flow);
    if (
      tool &&
      tool.confidence !== "possible" &&
      (tool.kind === "cloud" ? direction === "out" || isElsewhere : isElsewhere)
    ) {
      keep(remoteAccess, `${tool.tool}\n${name}`, { tool: tool.tool, peer: name, citation });
    }
    if (isOutside) {
      keep(internet, `${direction}\n${protocol}\n${name}`, { peer: name, direction, protocol, citation });
    } else if (isElsewhere) {
      const zone = peer.zone ?? "no zone";
      const key = `${direction}\n${zone}\n${protocol}`;
      const known = crossZone.get(key);
      const all = known ? sumOf(known.operations, operations) : operations;
      keep(crossZone, key, { zone, direction, protocol, operations: all, citation });
      crossZone.set(key, { ...(crossZone.get(key) as ZoneContact), operations: all });
    }
  }
  return { internet: listOf(internet), crossZone: listOf(crossZone), remoteAccess: listOf(remoteAccess) };
}

/** Of equal contacts the one with the first place in the files, so that the order of flows does not matter. */
function keep<T extends { readonly citation: Citation | null }>(map: Map<string, T>, key: string, contact: T): void {
  const known = map.get(key);
  if (!known || compareText(placeOf(contact.citation), placeOf(known.citation)) < 0) map.set(key, contact);
}

function listOf<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map]
    .sort((a, b) => compareText(a[0], b[0]))
    .slice(0, MAX_CONTACTS)
    .map(([, contact]) => contact);
}

function sumOf(a: OperationCounts, b: OperationCounts): OperationCounts {
  const sum: Partial<Record<Operation, number>> = {};
  for (const operation of OPERATIONS) {
    const count = (a[operation] ?? 0) + (b[operation] ?? 0);
    if (count > 0) sum[operation] = count;
  }
  return sum;
}

const placeOf = (citation: Citation | null) =>
  citation === null ? "~" : `${citation.fileSha256} ${String(citation.position).padStart(12, "0")}`;
