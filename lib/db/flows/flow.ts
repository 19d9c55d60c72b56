import "server-only";
import type { Flow } from "@/lib/domain/flow/flow";
import type { CopyCell } from "../copy-in";
import type { ContentOrigin, RowCounts } from "../imports/source-content";
import { keepReplaced, replacedRows } from "../inventory/replaced-row";
import type { Sql } from "../sql";
import { storableJson, storableText } from "../storable";

const PAGE_ROWS = 20_000;

const COLUMNS = `content_id, seq, initiator_ip, initiator_mac, responder_ip, responder_mac, transport, port, protocol,
  evidence, vlan, packets, bytes, packets_from_responder, bytes_from_responder, first_seen_us, last_seen_us, position,
  operations, peer_name, operation_positions, peer_name_from`;

/**
 * Writes flows of one content; `from` is the number of the first among them. Straight into the table: the caller's
 * counter of committed rows, advanced in the same transaction, is what keeps a batch from being written twice.
 */
export async function insertFlows(tx: Sql, contentId: number, from: number, flows: readonly Flow[]): Promise<void> {
  await tx.copyIn(`flow (${COLUMNS})`, copyRows(contentId, from, flows));
}

function* copyRows(contentId: number, from: number, flows: readonly Flow[]): Generator<CopyCell[]> {
  let seq = from;
  for (const it of flows) {
    yield [
      ...[
        contentId,
        seq++,
        it.initiator.ip,
        it.initiator.mac,
        it.responder.ip,
        it.responder.mac,
        it.transport,
        it.port,
      ],
      ...[storableText(it.protocol), it.evidence, it.vlan, it.packets, it.bytes, it.packetsFromResponder],
      ...[it.bytesFromResponder, it.firstSeenUs, it.lastSeenUs, it.position, storableJson(it.operations)],
      ...[storableText(it.peerName), storableJson(it.operationPositions), it.peerNameFrom],
    ];
  }
}

export interface StoredFlow {
  readonly contentId: number;
  readonly seq: number;
  readonly initiatorDeviceId: string | null;
  readonly responderDeviceId: string | null;
  readonly flow: Flow;
  /** How many flows it stands for: more than one where the single ones were let go. */
  readonly flows: number;
}

/** Both ends, as the columns of a flow or a conversation are asked for. */
export interface EndColumns {
  readonly iIp: string | null;
  readonly iMac: string | null;
  readonly iDevice: string | null;
  readonly rIp: string | null;
  readonly rMac: string | null;
  readonly rDevice: string | null;
}

interface Row extends EndColumns, Omit<Flow, "initiator" | "responder"> {
  readonly seq: number;
  readonly flows: number;
}

const FLOW_COLUMNS = `seq, initiator_ip as "iIp", initiator_mac as "iMac", initiator_device_id as "iDevice",
  responder_ip as "rIp", responder_mac as "rMac", responder_device_id as "rDevice", transport, port,
  protocol, evidence, vlan, packets, bytes, packets_from_responder as "packetsFromResponder",
  bytes_from_responder as "bytesFromResponder", first_seen_us as "firstSeenUs",
  last_seen_us as "lastSeenUs", position, operations, peer_name as "peerName",
  operation_positions as "operationPositions", peer_name_from as "peerNameFrom", flows`;

/** Takes these rows out, to be written anew with what came to them since. In the order of their numbers. */
export async function takeFlows(tx: Sql, contentId: number, seqs: readonly number[]): Promise<Flow[]> {
  const rows = await tx.query<Row>(
    `with gone as (delete from flow where content_id = $1 and seq = any($2::int[]) returning *),
          ${keepReplaced(true)}
     select ${FLOW_COLUMNS} from gone`,
    [contentId, seqs],
  );
  return rows.sort((a, b) => a.seq - b.seq).map((row) => storedFlow(contentId, row).flow);
}

/** Flows as the inventory knows them that grew since, with their devices; they stand in the table with other numbers. */
export async function loadReplacedFlows(tx: Sql, contentIds: readonly number[]): Promise<StoredFlow[]> {
  const rows = await tx.query<Row & { readonly contentId: number }>(
    `select content_id as "contentId", ${FLOW_COLUMNS} from ${replacedRows(true)} it order by content_id, seq`,
    [contentIds],
  );
  return rows.map(({ contentId, ...row }) => storedFlow(contentId, row));
}

/** All flows of complete contents, or those that came `since`, page by page, in a fixed order. */
export async function* readFlows(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  since?: ReadonlyMap<number, RowCounts>,
): AsyncGenerator<{ readonly content: ContentOrigin; readonly flows: StoredFlow[] }> {
  for (const [contentId, content] of contents) {
    for (let after = (since?.get(contentId)?.flows ?? 0) - 1; ; ) {
      const rows = await tx.query<Row>(
        `select ${FLOW_COLUMNS}
           from flow where content_id = $1 and seq > $2 order by seq limit ${PAGE_ROWS}`,
        [contentId, after],
      );
      yield { content, flows: rows.map((row) => storedFlow(contentId, row)) };
      if (rows.length < PAGE_ROWS) break;
      after = (rows.at(-1) as Row).seq;
    }
  }
}

/**
 * Flows of which one end is one of these devices, or stands at one of these addresses and is no device. Of complete
 * contents only; ends known by their card alone are found by `macs`.
 */
export async function loadFlowsAt(
  tx: Sql,
  contents: ReadonlyMap<number, ContentOrigin>,
  {
    deviceIds,
    ips,
    macs,
  }: { readonly deviceIds: readonly string[]; readonly ips: readonly string[]; readonly macs: readonly string[] },
): Promise<StoredFlow[]> {
  const rows = await tx.query<Row & { readonly contentId: number }>(
    `select content_id as "contentId", ${FLOW_COLUMNS} from flow
      where initiator_device_id = any($1::uuid[]) or responder_device_id = any($1::uuid[])
     ${
       ips.length + macs.length === 0
         ? ""
         : `union
            select content_id, ${FLOW_COLUMNS} from flow
             where initiator_device_id is null
               and (initiator_ip = any($2::text[]) or (initiator_ip is null and initiator_mac = any($3::text[])))
            union
            select content_id, ${FLOW_COLUMNS} from flow
             where responder_device_id is null
               and (responder_ip = any($2::text[]) or (responder_ip is null and responder_mac = any($3::text[])))`
     }`,
    ips.length + macs.length === 0 ? [deviceIds] : [deviceIds, ips, macs],
  );
  return rows.flatMap(({ contentId, ...row }) => (contents.has(contentId) ? [storedFlow(contentId, row)] : []));
}

/** Field for field: taking the others off a row with `...rest` costs twenty times as much, and there are many rows. */
function storedFlow(contentId: number, row: Row): StoredFlow {
  const { seq, iIp, iMac, rIp, rMac } = row;
  const { transport, port, protocol, evidence, vlan, packets, bytes, packetsFromResponder, bytesFromResponder } = row;
  const { firstSeenUs, lastSeenUs, position, operations, peerName, operationPositions, peerNameFrom } = row;
  return {
    contentId,
    seq,
    initiatorDeviceId: row.iDevice,
    responderDeviceId: row.rDevice,
    flow: {
      transport,
      port,
      protocol,
      evidence,
      vlan,
      packets,
      bytes,
      packetsFromResponder,
      bytesFromResponder,
      firstSeenUs,
      lastSeenUs,
      position,
      operations,
      peerName,
      operationPositions,
      peerNameFrom,
      initiator: { ip: iIp, mac: iMac },
      responder: { ip: rIp, mac: rMac },
    },
    flows: row.flows,
  };
}

export interface FlowLink {
  readonly contentId: number;
  readonly seq: number;
  readonly initiatorDeviceId: string | null;
  readonly responderDeviceId: string | null;
}

/** Writes which devices stood at the ends. */
export async function linkFlows(tx: Sql, links: readonly FlowLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.run(
    `update flow f set initiator_device_id = it.initiator, responder_device_id = it.responder
       from unnest($1::bigint[], $2::int[], $3::uuid[], $4::uuid[]) as it(content_id, seq, initiator, responder)
      where f.content_id = it.content_id and f.seq = it.seq`,
    [
      links.map((it) => it.contentId),
      links.map((it) => it.seq),
      links.map((it) => it.initiatorDeviceId),
      links.map((it) => it.responderDeviceId),
    ],
  );
}
