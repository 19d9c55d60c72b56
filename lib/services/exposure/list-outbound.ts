import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { OutboundItemDto, OutboundQueueDto } from "@/lib/contracts/exposure";
import { zoneNames } from "@/lib/db/zones/zone";
import type { AccessPath } from "@/lib/domain/exposure/access-path";
import {
  type DefaultDeny,
  defaultDeny,
  firstOfEachState,
  type OutboundItem,
} from "@/lib/domain/exposure/outbound-queue";
import { isoTime } from "@/lib/domain/iso-time";
import { KeptBeside } from "../kept-beside";
import { sayZone } from "../zones/say-zone";
import { loadOutbound } from "./load-outbound";
import { loadPaths } from "./load-paths";

/** Of each state: more questions than these nobody answers in one sitting. */
const MAX_ITEMS = 250;
const MAX_DEVICES = 10;

/**
 * Which destination outside does which kind of device talk to, and who said that it may.
 * @param most questions of each state that are listed
 */
export async function listOutbound(actor: Actor, most = MAX_ITEMS): Promise<OutboundQueueDto> {
  requirePermission(actor, "exposure.read");
  const [loaded, zones] = await Promise.all([loadPaths(), zoneNames()]);
  const items = await loadOutbound(loaded);
  const count = (state: OutboundItem["state"]) => items.filter((it) => it.state === state).length;
  const listed = firstOfEachState(items, most);
  return {
    items: listed.map((item) => present(item, zones)),
    counts: { open: count("open"), expired: count("expired"), needed: count("needed"), closed: count("closed") },
    zones: cutBy(loaded.paths, items).map((it) => ({ ...it, name: sayZone(it.zone, zones) })),
    omitted: items.length - listed.length,
  };
}

/** What a default deny cuts changes with the paths, and with how their questions stand. */
const cuts = new KeptBeside<readonly AccessPath[], readonly DefaultDeny[]>();

function cutBy(paths: readonly AccessPath[], items: readonly OutboundItem[]): readonly DefaultDeny[] {
  const key = JSON.stringify(items.flatMap(({ key, state }) => (state === "open" ? [] : [key, state])));
  return cuts.get(paths, key, () => defaultDeny(paths, items));
}

function present(item: OutboundItem, zones: ReadonlyMap<string, string>): OutboundItemDto {
  const { kind, devices, tool, answer, firstSeenUs, lastSeenUs, pathIds, services, ...rest } = item;
  return {
    ...rest,
    kind: kind.title,
    tool: tool && { ...tool },
    devices: devices.slice(0, MAX_DEVICES).map((it) => ({ ...it, zone: sayZone(it.zone, zones) })),
    deviceCount: devices.length,
    pathIds: pathIds.slice(0, MAX_DEVICES),
    services: [...services],
    firstSeenAt: isoTime(firstSeenUs),
    lastSeenAt: isoTime(lastSeenUs),
    answer: answer && {
      verdict: answer.verdict,
      neededBy: answer.neededBy,
      reason: answer.reason,
      expiresAt: isoTime(answer.expiresAtUs),
      actor: answer.actor,
      at: isoTime(answer.atUs) as string,
    },
  };
}
