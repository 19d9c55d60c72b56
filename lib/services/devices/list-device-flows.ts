import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceFlowDto, deviceFlows, deviceFlowsQuery } from "@/lib/contracts/devices";
import { isDevice } from "@/lib/db/devices/device-detail";
import {
  type ConversationPosition,
  countDeviceConversations,
  type DeviceConversationRow,
  findDeviceConversations,
} from "@/lib/db/flows/conversation-query";
import { zoneNames } from "@/lib/db/zones/zone";
import { noSuch } from "@/lib/domain/errors";
import { isoTime } from "@/lib/domain/iso-time";
import { readCursor, writeCursor } from "../page-cursor";
import { sayZone } from "../zones/say-zone";

const position = z.tuple([z.number().int().nonnegative(), z.uuid()]);

/** Who the device talks to, largest first. */
export async function listDeviceFlows(
  actor: Actor,
  deviceId: string,
  query: z.output<typeof deviceFlowsQuery>,
): Promise<z.infer<typeof deviceFlows>> {
  requirePermission(actor, "devices.read");
  requirePermission(actor, "flows.read");
  if (!(await isDevice(deviceId))) throw noSuch("device");
  const after = query.cursor === undefined ? null : positionOf(query.cursor);
  const [rows, total, zones] = await Promise.all([
    findDeviceConversations(deviceId, after, query.limit + 1),
    countDeviceConversations(deviceId),
    zoneNames(),
  ]);
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return {
    items: rows.slice(0, query.limit).map((row) => present(row, zones)),
    next: last ? writeCursor([last.bytes, last.id]) : null,
    total,
  };
}

function present(row: DeviceConversationRow, zones: ReadonlyMap<string, string>): DeviceFlowDto {
  return {
    id: row.id,
    direction: row.isOut ? "out" : "in",
    ownIp: row.ownIp,
    peer: { deviceId: row.peerDeviceId, name: row.peerName, ip: row.peerIp, zone: sayZone(row.peerZone, zones) },
    transport: row.transport,
    port: row.port,
    protocol: row.protocol,
    packets: row.packets,
    bytes: row.bytes,
    operations: row.operations,
    firstSeenAt: isoTime(row.firstSeenUs),
    lastSeenAt: isoTime(row.lastSeenUs),
    citation: row.citation,
  };
}

function positionOf(cursor: string): ConversationPosition {
  const [bytes, id] = readCursor(position, cursor);
  return { bytes, id };
}
