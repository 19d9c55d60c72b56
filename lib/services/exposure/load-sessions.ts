import "server-only";
import { listGrantRows } from "@/lib/db/access-grant";
import { findPathFlows } from "@/lib/db/exposure-path";
import { loadSessionAnswers } from "@/lib/db/session-answer";
import { pathPartOf } from "@/lib/domain/exposure/access-path";
import {
  isHeldToLedger,
  type MatchedSessions,
  type PathSession,
  raiseSessionItems,
} from "@/lib/domain/exposure/session-items";
import type { LoadedPaths } from "./load-paths";

/** Sessions looked at, the newest; older ones were looked at when they were new. */
const MAX_SESSIONS = 100_000;

/** Every recorded session of remote access, held against the ledger of suppliers. */
export async function loadSessions({ paths, tools, names }: LoadedPaths): Promise<MatchedSessions> {
  const held = new Map(paths.filter(isHeldToLedger).map((path) => [path.id, path]));
  const ids = [...new Set([...held.values()].flatMap(({ device }) => device.deviceId ?? []))];
  const [flows, grants, answers] = await Promise.all([
    held.size === 0 ? [] : findPathFlows(tools, ids, MAX_SESSIONS),
    listGrantRows(),
    loadSessionAnswers(),
  ]);
  const sessions = flows.flatMap((flow): PathSession[] => {
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
  return raiseSessionItems(sessions, grants, answers);
}
