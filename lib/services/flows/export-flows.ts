import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { findUnknownMonth, streamConversationsAsOf } from "@/lib/db/flows/conversation-as-of";
import {
  type ConversationFilter,
  type ExportedConversation,
  streamConversations,
} from "@/lib/db/flows/conversation-export";
import { AppError } from "@/lib/domain/errors";
import { csvRow } from "@/lib/domain/export/csv-row";
import { jsonList } from "@/lib/domain/export/json-list";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { isoTime } from "@/lib/domain/iso-time";

export interface ExportFlowsOptions {
  readonly format: "csv" | "json";
  readonly filter?: ConversationFilter;
}

/** Flows added up over all files of a realm, as text to be written piece by piece. No order of imports shows in it. */
export function exportFlows(actor: Actor, { format, filter = {} }: ExportFlowsOptions): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  requirePermission(actor, "flows.read");
  return textOf(streamConversations(filter), format);
}

/** Flows as they were known then, added up over all files of a realm, by their initiators. */
export async function exportFlowsAsOf(
  actor: Actor,
  asOf: string,
  { format, filter = {} }: ExportFlowsOptions,
): Promise<AsyncIterable<string>> {
  requirePermission(actor, "exports.read");
  requirePermission(actor, "flows.read");
  const month = await findUnknownMonth(new Date(asOf));
  if (month !== null) {
    throw new AppError(
      "bad-request",
      `The single flows of ${month} were let go, so nobody can say what was known within that month. Choose a time before or after it.`,
    );
  }
  return textOf(streamConversationsAsOf(new Date(asOf), filter), format);
}

const textOf = (flows: AsyncIterable<ExportedConversation>, format: ExportFlowsOptions["format"]) =>
  format === "csv" ? csv(flows) : jsonList("flows", map(flows));

async function* map(flows: AsyncIterable<ExportedConversation>) {
  for await (const it of flows) {
    yield {
      initiator: {
        device: it.initiatorDeviceId,
        name: it.initiatorName,
        ip: it.initiatorIp,
        mac: it.initiatorMac,
        realm: it.realm,
      },
      responder: {
        device: it.responderDeviceId,
        name: it.responderName,
        ip: it.responderIp,
        mac: it.responderMac,
        realm: it.realm,
      },
      transport: it.transport,
      port: it.port,
      protocol: it.protocol,
      flows: it.flows,
      packets: it.packets,
      bytes: it.bytes,
      operations: it.operations,
      peerName: it.peerName,
      firstSeen: isoTime(it.firstSeenUs),
      lastSeen: isoTime(it.lastSeenUs),
    };
  }
}

const CSV_COLUMNS = [
  ...["Realm", "Initiator", "Initiator IP", "Initiator MAC", "Initiator device id"],
  ...["Responder", "Responder IP", "Responder MAC", "Responder device id", "Name asked for"],
  ...["Transport", "Port", "Protocol", "Flows", "Packets", "Bytes"],
  ...OPERATIONS.map((it) => it.charAt(0).toUpperCase() + it.slice(1)),
  ...["First seen (UTC)", "Last seen (UTC)"],
];

async function* csv(flows: AsyncIterable<ExportedConversation>): AsyncGenerator<string> {
  yield csvRow(CSV_COLUMNS);
  for await (const it of flows) {
    yield csvRow([
      ...[it.realm, it.initiatorName, it.initiatorIp, it.initiatorMac, it.initiatorDeviceId],
      ...[it.responderName, it.responderIp, it.responderMac, it.responderDeviceId, it.peerName],
      ...[it.transport, it.port, it.protocol, it.flows, it.packets, it.bytes],
      ...OPERATIONS.map((operation) => it.operations[operation] ?? 0),
      ...[isoTime(it.firstSeenUs), isoTime(it.lastSeenUs)],
    ]);
  }
}
