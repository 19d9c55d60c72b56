import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FlowRow, flowPage, flowQuery } from "@/lib/contracts/zones";
import { sql } from "@/lib/db/client";
import { listDroppedMonths } from "@/lib/db/flows/flow-month";
import { countFlows, type FlowListRow, findFlowPage } from "@/lib/db/flows/flow-query";
import { isoTime } from "@/lib/domain/iso-time";
import { readFlowCursor, writeFlowCursor } from "./flow-cursor";

/** Single flows as the files have them, newest first. */
export async function listFlows(actor: Actor, query: z.output<typeof flowQuery>): Promise<z.infer<typeof flowPage>> {
  requirePermission(actor, "flows.read");
  const after = query.cursor === undefined ? null : readFlowCursor(query.cursor);
  const by = query.asOf === undefined ? new Date() : new Date(query.asOf);
  const [page, total, droppedMonths] = await Promise.all([
    findFlowPage(query, after, query.limit),
    countFlows(query),
    listDroppedMonths(sql, by),
  ]);
  return { items: page.rows.map(presentFlow), next: page.next && writeFlowCursor(page.next), total, droppedMonths };
}

function presentFlow(row: FlowListRow): FlowRow {
  const end = (deviceId: string | null, name: string, ip: string | null) => ({ deviceId, name, ip, realm: row.realm });
  return {
    id: `${row.contentId}-${row.seq}`,
    initiator: end(row.initiatorDeviceId, row.initiatorName, row.initiatorIp),
    responder: end(row.responderDeviceId, row.responderName, row.responderIp),
    transport: row.transport,
    port: row.port,
    protocol: row.protocol,
    packets: row.packets,
    bytes: row.bytes,
    operations: row.operations,
    operationPositions: row.operationPositions,
    firstSeenAt: isoTime(row.firstSeenUs),
    lastSeenAt: isoTime(row.lastSeenUs),
    peerName: row.peerName,
    citation: row.citation,
  };
}
