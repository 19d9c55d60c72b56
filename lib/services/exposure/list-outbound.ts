import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { OutboundItemDto, OutboundPageDto, OutboundQuery } from "@/lib/contracts/exposure";
import { zoneNames } from "@/lib/db/zones/zone";
import { type OutboundItem, outboundOrder } from "@/lib/domain/exposure/outbound-queue";
import { isoTime } from "@/lib/domain/iso-time";
import { keysetPage } from "../keyset-page";
import { sayZone } from "../zones/say-zone";
import { loadOutbound } from "./load-outbound";
import { loadPaths } from "./load-paths";

/** Of a question's devices and paths, those that its line names. */
const MAX_NAMED = 3;

const order = { keyOf: outboundOrder, shape: z.tuple([z.int(), z.int(), z.int(), z.string()]) };

/** A page of: which destination outside does which kind of device talk to, and who said that it may. */
export async function listOutbound(actor: Actor, { view, ...page }: OutboundQuery): Promise<OutboundPageDto> {
  requirePermission(actor, "exposure.read");
  const [loaded, zones] = await Promise.all([loadPaths(), zoneNames()]);
  const all = await loadOutbound(loaded);
  const count = (state: OutboundItem["state"]) => all.filter((it) => it.state === state).length;
  const { items, ...rest } = keysetPage(view === undefined ? all : all.filter((it) => isIn(it, view)), order, page);
  return {
    ...rest,
    items: items.map((item) => present(item, zones)),
    counts: { open: count("open"), expired: count("expired"), needed: count("needed"), closed: count("closed") },
  };
}

function isIn({ state }: OutboundItem, view: NonNullable<OutboundQuery["view"]>): boolean {
  return view === "waiting" ? state === "open" || state === "expired" : state === view;
}

function present(item: OutboundItem, zones: ReadonlyMap<string, string>): OutboundItemDto {
  const { kind, devices, tool, answer, firstSeenUs, lastSeenUs, pathIds, services, ...rest } = item;
  return {
    ...rest,
    kind: kind.title,
    tool: tool && { ...tool },
    devices: devices.slice(0, MAX_NAMED).map((it) => ({ ...it, zone: sayZone(it.zone, zones) })),
    deviceCount: devices.length,
    pathIds: pathIds.slice(0, MAX_NAMED),
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
