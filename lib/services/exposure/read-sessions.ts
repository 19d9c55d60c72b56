import "server-only";
import { findPathFlows } from "@/lib/db/exposure/exposure-path";
import { type AccessPath, type NamedAddresses, pathPartOf } from "@/lib/domain/exposure/access-path";
import { isHeldToLedger, type PathSession } from "@/lib/domain/exposure/session-items";
import type { RemoteAccessTools } from "@/lib/domain/service/remote-access";

/** Sessions looked at, the newest; older ones were looked at when they were new. */
const MAX_SESSIONS = 100_000;

/** Every recorded session of remote access on these paths: what is held against the ledger of suppliers. */
export async function readSessions(
  paths: readonly AccessPath[],
  tools: RemoteAccessTools,
  names: NamedAddresses,
): Promise<PathSession[]> {
  const held = new Map(paths.filter(isHeldToLedger).map((path) => [path.id, path]));
  const deviceIds = [...new Set([...held.values()].flatMap(({ device }) => device.deviceId ?? []))];
  const flows = deviceIds.length === 0 ? [] : await findPathFlows(tools, { deviceIds }, MAX_SESSIONS);
  return flows.flatMap((row): PathSession[] => {
    const flow = { ...row, gateway: null };
    const part = pathPartOf(flow, tools, names);
    const path = part ? held.get(part.id) : undefined;
    if (!part?.tool || !path || flow.packetsFromResponder === 0) return [];
    const { device, peer, tool } = part;
    return [
      {
        pathId: path.id,
        tool: tool.tool,
        deviceId: device.deviceId,
        zone: device.zone,
        peerIp: peer.ip,
        peerName: (part.direction === "out" ? flow.peerName : null) ?? peer.name,
        firstUs: flow.firstSeenUs,
        lastUs: flow.lastSeenUs,
      },
    ];
  });
}
