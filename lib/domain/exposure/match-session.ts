import { isInCidr } from "../address";
import type { TimeUs } from "../observation";
import { parseCidr } from "../zone/parse-cidr";
import { type AccessGrant, endOfGrant, isWithin } from "./access-grant";

export const SESSION_VERDICTS = [
  "granted",
  "unapproved",
  "unknown-tool",
  "expired",
  "not-yet",
  "out-of-hours",
  "elsewhere",
] as const;
export type SessionVerdict = (typeof SESSION_VERDICTS)[number];

/** One use of a remote-access tool, as flows show it. */
export interface AccessSession {
  readonly tool: string;
  readonly deviceId: string | null;
  /** Zone id or pseudo zone of the device. */
  readonly zone: string;
  readonly peerIp: string | null;
  readonly peerName: string | null;
  /** Null: its source states no time; then no hour and no date can be held against it. */
  readonly firstUs: TimeUs | null;
  readonly lastUs: TimeUs | null;
}

export interface MatchedSession {
  readonly verdict: SessionVerdict;
  /** The grant that covers it, or the one that comes closest; null when there is none. */
  readonly grantId: string | null;
}

/** How near a grant came: the later the check that failed, the nearer. */
const NEARNESS: readonly SessionVerdict[] = ["elsewhere", "not-yet", "expired", "out-of-hours", "granted"];

/**
 * Holds a session against all grants. One grant that covers it wholly is enough; else the one that comes closest says
 * what is wrong. Without any for this device and tool it is unapproved, or the tool is unknown: granted to nobody here.
 */
export function matchSession(session: AccessSession, grants: readonly AccessGrant[]): MatchedSession {
  const held = grants.filter((it) => it.state === "approved" || it.state === "revoked");
  const reaching = held.filter((it) => reaches(it, session));
  const fitting = reaching.filter((it) => it.tool.toLowerCase() === session.tool.toLowerCase());
  if (fitting.length === 0) {
    const nearest = reaching[0];
    return nearest ? { verdict: "unknown-tool", grantId: nearest.id } : { verdict: "unapproved", grantId: null };
  }
  let best: MatchedSession | null = null;
  for (const grant of fitting) {
    const match: MatchedSession = { verdict: judge(grant, session), grantId: grant.id };
    if (best === null || NEARNESS.indexOf(match.verdict) > NEARNESS.indexOf(best.verdict)) best = match;
  }
  return best as MatchedSession;
}

function reaches({ deviceIds, zoneIds }: AccessGrant, { deviceId, zone }: AccessSession): boolean {
  return (deviceId !== null && deviceIds.includes(deviceId)) || zoneIds.includes(zone);
}

function judge(grant: AccessGrant, session: AccessSession): SessionVerdict {
  if (grant.origins.length > 0 && !grant.origins.some((it) => comesFrom(it, session))) return "elsewhere";
  const moments = [session.firstUs, session.lastUs].filter((it) => it !== null);
  if (moments.some((at) => at < grant.validFromUs)) return "not-yet";
  if (moments.some((at) => at >= endOfGrant(grant))) return "expired";
  const { hours } = grant;
  if (hours !== null && moments.some((at) => !isWithin(hours, at))) return "out-of-hours";
  return "granted";
}

/** A network, or a name with all names below it. */
function comesFrom(origin: string, { peerIp, peerName }: AccessSession): boolean {
  const network = parseCidr(origin);
  if (network !== null) return peerIp !== null && isInCidr(peerIp, network);
  const name = peerName?.toLowerCase().replace(/\.$/, "") ?? "";
  return name === origin.toLowerCase() || name.endsWith(`.${origin.toLowerCase()}`);
}
