import "server-only";
import type { Citation } from "@/lib/domain/device/device";
import type { OperationCounts } from "@/lib/domain/flow/flow";
import type { ClosedPath } from "@/lib/domain/mitigation/mitigation";
import type { TimeUs } from "@/lib/domain/observation";
import { deviceLabel } from "../devices/device-label";
import type { Sql } from "../sql";

/** A flow of a protected device after its path was closed. */
export interface PathFlowRow {
  readonly deviceId: string;
  readonly transport: string;
  readonly port: number | null;
  readonly protocol: string;
  readonly operations: OperationCounts;
  readonly packetsFromResponder: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs;
  readonly peerDeviceId: string | null;
  readonly peerIp: string | null;
  /** Of the peer as it was stored last. */
  readonly peerZoneId: string | null;
  readonly peerName: string | null;
  readonly citation: Citation;
}

const BATCH_ROWS = 1_000;

/**
 * Flows that may contradict the path, the earliest first, batch by batch: those of the devices that were seen after
 * `startsAtUs`. Where single operations are meant, a flow that began before does not tell when they were done, so only
 * those that began after count.
 */
export async function* readPathFlows(
  tx: Sql,
  path: ClosedPath,
  startsAtUs: TimeUs,
  deviceIds: readonly string[],
): AsyncGenerator<PathFlowRow[]> {
  const [own, other] = path.direction === "in" ? ["responder", "initiator"] : ["initiator", "responder"];
  let after: readonly [number, number, number] = [startsAtUs, 0, 0];
  for (;;) {
    const rows = await tx.query<PathFlowRow & { readonly contentId: number; readonly seq: number }>(
      `select f.${own}_device_id as "deviceId", f.transport, f.port, f.protocol, f.operations,
              f.packets_from_responder as "packetsFromResponder", f.first_seen_us as "firstSeenUs",
              f.last_seen_us as "lastSeenUs", f.${other}_device_id as "peerDeviceId", f.${other}_ip as "peerIp",
              p.zone_id as "peerZoneId", ${deviceLabel("p")} as "peerName",
              f.content_id as "contentId", f.seq,
              jsonb_build_object('realm', s.realm_id, 'fileSha256', s.sha256, 'fileName', s.file_name,
                                 'format', s.format, 'position', coalesce((select min(v::bigint)
                                   from jsonb_each_text(f.operation_positions) o(k, v) where k = any($7::text[])),
                                   f.position)) as citation
         from flow f join source_content s on s.id = f.content_id left join device p on p.id = f.${other}_device_id
        where f.${own}_device_id = any($1::uuid[])
          and (f.last_seen_us, f.content_id, f.seq) > ($2::bigint, $3::bigint, $4::int)
          and f.last_seen_us > $5::bigint
          and (f.transport <> 'tcp' or f.packets_from_responder > 0)
          and ($6::text is null or f.protocol = $6)
          and (cardinality($7::text[]) = 0 or (f.operations ?| $7::text[] and f.first_seen_us > $5::bigint))
          and (f.${other}_device_id is null or f.${other}_device_id <> all($8::uuid[]))
          and f.initiator_device_id is distinct from f.responder_device_id
        order by f.last_seen_us, f.content_id, f.seq limit ${BATCH_ROWS}`,
      [deviceIds, ...after, startsAtUs, path.protocol, path.operations, path.allowedDeviceIds],
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH_ROWS) return;
    after = [last.lastSeenUs, last.contentId, last.seq];
  }
}
