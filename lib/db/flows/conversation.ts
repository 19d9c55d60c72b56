import "server-only";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import { sql } from "../client";
import type { CopyCell } from "../copy-in";
import type { Sql } from "../sql";
import { storableJson } from "../storable";

/** Columns as COPY takes them, in this order; the content is where the citation points to. */
const COLUMNS: readonly (readonly [string, (it: Conversation, contentId: number) => CopyCell])[] = [
  ["id", (it) => it.id],
  ["realm_id", (it) => it.realm],
  ["initiator_ip", (it) => it.initiator.ip],
  ["initiator_mac", (it) => it.initiator.mac],
  ["initiator_device_id", (it) => it.initiatorDeviceId],
  ["responder_ip", (it) => it.responder.ip],
  ["responder_mac", (it) => it.responder.mac],
  ["responder_device_id", (it) => it.responderDeviceId],
  ["transport", (it) => it.transport],
  ["port", (it) => it.port],
  ["protocol", (it) => it.protocol],
  ["evidence", (it) => it.evidence],
  ["flows", (it) => it.flows],
  ["packets", (it) => it.packets],
  ["bytes", (it) => it.bytes],
  ["packets_from_responder", (it) => it.packetsFromResponder],
  ["first_seen_us", (it) => it.firstSeenUs],
  ["last_seen_us", (it) => it.lastSeenUs],
  ["operations", (it) => storableJson(it.operations)],
  ["peer_name", (it) => it.peerName],
  ["peer_name_from", (it) => it.peerNameFrom],
  ["content_id", (_, contentId) => contentId],
  ["position", (it) => it.citation.position],
];

const NAMES = COLUMNS.map(([name]) => name).join(", ");
const CHANGING = COLUMNS.map(([name]) => name).filter((name) => name !== "id");

/** One per connection, empty outside a transaction. */
const STAGING = `create temporary table if not exists conversation_staging on commit delete rows as
  select ${NAMES} from conversation with no data`;
const STAGED = `insert into conversation as c (${NAMES}) select ${NAMES} from conversation_staging
  on conflict (id) do update set ${CHANGING.map((name) => `${name} = excluded.${name}`).join(", ")}
   where (${CHANGING.map((name) => `c.${name}`).join(", ")})
         is distinct from (${CHANGING.map((name) => `excluded.${name}`).join(", ")})`;

function* copyRows(
  conversations: Iterable<Conversation>,
  contentIdOf: (conversation: Conversation) => number,
): Generator<CopyCell[]> {
  for (const conversation of conversations) {
    const contentId = contentIdOf(conversation);
    yield COLUMNS.map(([, cell]) => cell(conversation, contentId));
  }
}

/** Makes the table hold exactly these; rows that are right already are not written. */
export async function replaceConversations(
  tx: Sql,
  conversations: Iterable<Conversation>,
  contentIdOf: (conversation: Conversation) => number,
): Promise<void> {
  const [first] = await tx.query("select 1 from conversation limit 1");
  if (!first) return tx.copyIn(`conversation (${NAMES})`, copyRows(conversations, contentIdOf));
  await stage(tx, conversations, contentIdOf);
  await tx.run("delete from conversation c where not exists (select 1 from conversation_staging s where s.id = c.id)");
  await tx.run(STAGED);
}

/** Writes these, and leaves those that are right already. */
export async function upsertConversations(
  tx: Sql,
  conversations: readonly Conversation[],
  contentIdOf: (conversation: Conversation) => number,
): Promise<void> {
  if (conversations.length === 0) return;
  await stage(tx, conversations, contentIdOf);
  await tx.run(STAGED);
}

async function stage(
  tx: Sql,
  conversations: Iterable<Conversation>,
  contentIdOf: (conversation: Conversation) => number,
): Promise<void> {
  await tx.run(STAGING);
  // Cheaper than truncating where few rows change at a time, as with each batch of a sensor.
  await tx.run("delete from conversation_staging");
  await tx.copyIn(`conversation_staging (${NAMES})`, copyRows(conversations, contentIdOf));
}

export async function removeConversations(tx: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.run("delete from conversation where id = any($1::uuid[])", [ids]);
}

const SELECT = `select c.id, c.realm_id as realm, jsonb_build_object('ip', initiator_ip, 'mac', initiator_mac) as initiator,
      jsonb_build_object('ip', responder_ip, 'mac', responder_mac) as responder,
      initiator_device_id as "initiatorDeviceId", responder_device_id as "responderDeviceId", transport, port,
      protocol, evidence, flows, packets, bytes, packets_from_responder as "packetsFromResponder",
      first_seen_us as "firstSeenUs", last_seen_us as "lastSeenUs", operations, peer_name as "peerName",
      peer_name_from as "peerNameFrom",
      jsonb_build_object('realm', c.realm_id, 'fileSha256', s.sha256, 'fileName', s.file_name,
                         'format', s.format, 'position', c.position) as citation
 from conversation c join source_content s on s.id = c.content_id`;

/** Conversations in which one of the devices stands, as the rebuild wrote them. */
export async function loadConversationsOf(tx: Sql, deviceIds: readonly string[]): Promise<Conversation[]> {
  return load(tx, "initiator_device_id = any($1::uuid[]) or responder_device_id = any($1::uuid[])", deviceIds);
}

export async function loadConversationsById(tx: Sql, ids: readonly string[]): Promise<Conversation[]> {
  return load(tx, "c.id = any($1::uuid[])", ids);
}

/** Conversations of which an end at one of these addresses is no device of the inventory. */
export async function loadConversationsOfNobody(tx: Sql, ips: readonly string[]): Promise<Conversation[]> {
  return load(
    tx,
    `(initiator_ip = any($1::text[]) and initiator_device_id is null)
     or (responder_ip = any($1::text[]) and responder_device_id is null)`,
    ips,
  );
}

async function load(tx: Sql, condition: string, values: readonly string[]): Promise<Conversation[]> {
  if (values.length === 0) return [];
  const rows = await tx.query<Record<string, unknown>>(`${SELECT} where ${condition} order by c.id`, [values]);
  return rows as unknown as Conversation[];
}

/** Devices that talk with one of these. */
export async function findPeerIds(tx: Sql, deviceIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select responder_device_id as id from conversation where initiator_device_id = any($1::uuid[]) and responder_device_id is not null
     union select initiator_device_id from conversation where responder_device_id = any($1::uuid[]) and initiator_device_id is not null`,
    [deviceIds],
  );
  return rows.map((row) => row.id);
}

/** A number that is another after any statement that wrote conversations. */
export async function findConversationRevision(): Promise<number> {
  const [row] = await sql.query<{ rev: number }>("select rev from conversation_revision");
  return row?.rev ?? 0;
}

/** How many devices and conversations there are together. */
export async function countDevicesAndConversations(): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select ((select count(*) from device) + (select count(*) from conversation))::int as count",
  );
  return row?.count ?? 0;
}
