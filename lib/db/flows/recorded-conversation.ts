import "server-only";
import type { RecordedConversation, RecordedEnd, RecordedFlow } from "@/lib/domain/target/recorded-flow";
import { sql } from "../client";
import type { ContentOrigin } from "../imports/source-content";
import type { EndColumns } from "./flow";

const PAGE_ROWS = 5_000;
const NIL = "00000000-0000-0000-0000-000000000000";
/** Of so many flows at a time the single ones are read. */
const FLOWS_AT_ONCE = 50_000;

/** SQL: columns that a flow and a conversation have alike. */
const columnsOf = (of: string) =>
  `${of}.initiator_ip as "iIp", ${of}.initiator_mac as "iMac", ${of}.initiator_device_id as "iDevice",
   ${of}.responder_ip as "rIp", ${of}.responder_mac as "rMac", ${of}.responder_device_id as "rDevice",
   ${of}.transport, ${of}.port, ${of}.protocol, ${of}.packets, ${of}.bytes, ${of}.packets_from_responder as "packetsFromResponder",
   ${of}.first_seen_us as "firstSeenUs", ${of}.last_seen_us as "lastSeenUs", ${of}.operations, ${of}.peer_name as "peerName", ${of}.flows`;

/** All conversations, page by page: far fewer than the flows that they are the sums of. */
export async function* readConversationPages(): AsyncGenerator<RecordedConversation[]> {
  for (let after = NIL; ; ) {
    const rows = await sql.query<EndColumns & Omit<RecordedConversation, "initiator" | "responder">>(
      `select c.id, c.realm_id as realm, ${columnsOf("c")} from conversation c where c.id > $1 order by c.id limit ${PAGE_ROWS}`,
      [after],
    );
    yield rows.map((row) => ({ ...recordedOf(row, row.realm), id: row.id }));
    if (rows.length < PAGE_ROWS) return;
    after = (rows.at(-1) as { readonly id: string }).id;
  }
}

/** The single flows of these conversations, of complete contents; those of a few conversations at a time. */
export async function* readFlowsOf(
  conversations: readonly RecordedConversation[],
  contents: ReadonlyMap<number, ContentOrigin>,
): AsyncGenerator<RecordedFlow[]> {
  for (const some of inPortions(conversations)) {
    const byEnd = [
      some.filter(({ initiator }) => initiator.deviceId !== null),
      some.filter(({ initiator, responder }) => initiator.deviceId === null && responder.deviceId !== null),
      some.filter(({ initiator, responder }) => initiator.deviceId === null && responder.deviceId === null),
    ] as const;
    for (const [at, wanted] of byEnd.entries()) {
      if (wanted.length === 0) continue;
      // One that is too large for a portion is the only one in it.
      const isLarge = sumOf(wanted) > FLOWS_AT_ONCE;
      for (const contentId of isLarge ? contents.keys() : [null])
        yield await readFlows(
          wanted,
          `${ENDS[at]}${contentId === null ? "" : ` and f.content_id = ${contentId}`}`,
          contents,
        );
    }
  }
}

/** SQL: by which device the flows `f` of a conversation `w` are found, so that an index serves. */
const ENDS = [
  "f.initiator_device_id = w.i_device and f.responder_device_id is not distinct from w.r_device",
  "f.responder_device_id = w.r_device and f.initiator_device_id is null",
  "f.initiator_device_id is null and f.responder_device_id is null",
] as const;

async function readFlows(
  wanted: readonly RecordedConversation[],
  ends: string,
  contents: ReadonlyMap<number, ContentOrigin>,
): Promise<RecordedFlow[]> {
  type FlowRow = EndColumns &
    Omit<RecordedConversation, "id" | "initiator" | "responder"> & { readonly contentId: number };
  const column = <T>(pick: (it: RecordedConversation) => T) => wanted.map(pick);
  const rows = await sql.query<FlowRow>(
    `select f.content_id as "contentId", w.realm, ${columnsOf("f")}
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[])
            as w(realm, i_device, i_address, r_device, r_address, transport, port, protocol, peer_name)
       join flow f on ${ends}
        and coalesce(f.initiator_ip, f.initiator_mac) is not distinct from w.i_address
        and coalesce(f.responder_ip, f.responder_mac) is not distinct from w.r_address
        and f.transport = w.transport and f.port is not distinct from w.port and f.protocol = w.protocol
        and f.peer_name is not distinct from w.peer_name`,
    [
      column((it) => it.realm),
      column((it) => it.initiator.deviceId),
      column((it) => it.initiator.ip ?? it.initiator.mac),
      column((it) => it.responder.deviceId),
      column((it) => it.responder.ip ?? it.responder.mac),
      column((it) => it.transport),
      column((it) => it.port),
      column((it) => it.protocol),
      column((it) => it.peerName),
    ],
  );
  return rows.flatMap((row) =>
    contents.get(row.contentId)?.origin.realm === row.realm ? [recordedOf(row, row.realm)] : [],
  );
}

function sumOf(conversations: readonly RecordedConversation[]): number {
  return conversations.reduce((sum, { flows }) => sum + flows, 0);
}

function* inPortions(conversations: readonly RecordedConversation[]): Generator<RecordedConversation[]> {
  let portion: RecordedConversation[] = [];
  let flows = 0;
  for (const conversation of conversations) {
    if (portion.length > 0 && flows + conversation.flows > FLOWS_AT_ONCE) {
      yield portion;
      [portion, flows] = [[], 0];
    }
    portion.push(conversation);
    flows += conversation.flows;
  }
  if (portion.length > 0) yield portion;
}

/** Field for field, as there are many. */
function recordedOf(
  row: EndColumns & Omit<RecordedConversation, "initiator" | "responder" | "id">,
  realm: string,
): RecordedFlow & { readonly flows: number } {
  const { transport, port, protocol, packets, bytes, packetsFromResponder, firstSeenUs, lastSeenUs } = row;
  const { operations, peerName, flows } = row;
  const end = (deviceId: string | null, ip: string | null, mac: string | null): RecordedEnd => ({ deviceId, ip, mac });
  return {
    realm,
    initiator: end(row.iDevice, row.iIp, row.iMac),
    responder: end(row.rDevice, row.rIp, row.rMac),
    transport,
    port,
    protocol,
    operations,
    packets,
    bytes,
    packetsFromResponder,
    firstSeenUs,
    lastSeenUs,
    peerName,
    flows,
  };
}
