import "server-only";
import type { OperationCounts } from "@/lib/domain/flow/flow";
import type { Transport } from "@/lib/domain/observation";
import type { SiteScope } from "@/lib/domain/site-scope";
import { sql } from "../client";
import { realmInScope } from "../sites/site-scope";
import { SqlParameters } from "../sql-parameters";
import { endDevices, zoneKeys } from "./flow-zones";

export interface ExportedConversation {
  readonly realm: string;
  readonly initiatorDeviceId: string | null;
  readonly initiatorName: string | null;
  readonly initiatorIp: string | null;
  readonly initiatorMac: string | null;
  readonly responderDeviceId: string | null;
  readonly responderName: string | null;
  readonly responderIp: string | null;
  readonly responderMac: string | null;
  readonly transport: Transport;
  readonly port: number | null;
  readonly protocol: string;
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
  readonly peerName: string | null;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
}

export interface ConversationFilter extends SiteScope {
  /** Zone ids or pseudo zones. */
  readonly fromZone?: string | undefined;
  readonly toZone?: string | undefined;
  readonly initiatorIp?: string | undefined;
  readonly responderIp?: string | undefined;
}

const { from: FROM_ZONE, to: TO_ZONE } = zoneKeys("c", "c.realm_id");

/** SQL: what is exported of the conversation `c` in the realm `r`, with its devices joined. */
export const EXPORTED_COLUMNS = `r.name as realm,
  c.initiator_device_id as "initiatorDeviceId", initiator.name as "initiatorName",
  c.initiator_ip as "initiatorIp", c.initiator_mac as "initiatorMac",
  c.responder_device_id as "responderDeviceId", responder.name as "responderName",
  c.responder_ip as "responderIp", c.responder_mac as "responderMac",
  c.transport, c.port, c.protocol, c.flows, c.packets, c.bytes, c.operations, c.peer_name as "peerName",
  c.first_seen_us as "firstSeenUs", c.last_seen_us as "lastSeenUs"`;

/** SQL: conditions on the conversation `c`, with its devices joined. */
export function exportConditions(filter: ConversationFilter, parameters: SqlParameters): string[] {
  return [
    filter.fromZone && `${FROM_ZONE} = ${parameters.add(filter.fromZone)}`,
    filter.toZone && `${TO_ZONE} = ${parameters.add(filter.toZone)}`,
    filter.initiatorIp && `c.initiator_ip = ${parameters.add(filter.initiatorIp)}`,
    filter.responderIp && `c.responder_ip = ${parameters.add(filter.responderIp)}`,
    ...realmInScope("c.realm_id", filter, parameters),
  ].filter((it): it is string => Boolean(it));
}

/** Flows added up over all files, by id, which is the same on every installation. */
export async function* streamConversations(
  filter: ConversationFilter,
  batchSize = 1_000,
): AsyncGenerator<ExportedConversation> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const parameters = new SqlParameters();
    const conditions = [`c.id > ${parameters.add(after)}::uuid`, ...exportConditions(filter, parameters)];
    const rows = await sql.query<ExportedConversation & { readonly id: string }>(
      `select c.id, ${EXPORTED_COLUMNS}
         from conversation c join realm r on r.id = c.realm_id ${endDevices("c")}
        where ${conditions.join(" and ")} order by c.id limit ${parameters.add(batchSize)}::int`,
      parameters.values,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    after = last.id;
  }
}
