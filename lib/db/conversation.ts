import "server-only";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import type { Sql } from "./sql";
import { storableJson } from "./storable";

const BATCH_ROWS = 5_000;

const COLUMNS = [
  ["id", "uuid"],
  ["realm_id", "uuid"],
  ["initiator_ip", "text"],
  ["initiator_mac", "text"],
  ["initiator_device_id", "uuid"],
  ["responder_ip", "text"],
  ["responder_mac", "text"],
  ["responder_device_id", "uuid"],
  ["transport", "text"],
  ["port", "int"],
  ["protocol", "text"],
  ["evidence", "text"],
  ["flows", "int"],
  ["packets", "bigint"],
  ["bytes", "bigint"],
  ["packets_from_responder", "bigint"],
  ["first_seen_us", "bigint"],
  ["last_seen_us", "bigint"],
  ["operations", "jsonb"],
  ["peer_name", "text"],
  ["peer_name_from", "text"],
  ["content_id", "bigint"],
  ["position", "bigint"],
] as const;

const NAMES = COLUMNS.map(([name]) => name).join(", ");
const CHANGING = COLUMNS.map(([name]) => name).filter((name) => name !== "id");
const UPSERT = `
  insert into conversation as c (${NAMES})
  select ${NAMES} from unnest(${COLUMNS.map(([, type], at) => `$${at + 1}::${type}[]`).join(", ")}) as it(${NAMES})
  on conflict (id) do update set ${CHANGING.map((name) => `${name} = excluded.${name}`).join(", ")}
   where (${CHANGING.map((name) => `c.${name}`).join(", ")})
         is distinct from (${CHANGING.map((name) => `excluded.${name}`).join(", ")})`;

/** Makes the table hold exactly these; rows that are right already are not written. */
export async function replaceConversations(
  tx: Sql,
  conversations: readonly Conversation[],
  contentIdOf: (conversation: Conversation) => number,
): Promise<void> {
  await tx.run("create temporary table kept_conversation (id uuid primary key) on commit drop");
  for (let at = 0; at < conversations.length; at += BATCH_ROWS) {
    const ids = conversations.slice(at, at + BATCH_ROWS).map(({ id }) => id);
    await tx.run("insert into kept_conversation select unnest($1::uuid[])", [ids]);
  }
  await upsertConversations(tx, conversations, contentIdOf);
  await tx.run("delete from conversation c where not exists (select 1 from kept_conversation k where k.id = c.id)");
}

export async function removeConversations(tx: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.run("delete from conversation where id = any($1::uuid[])", [ids]);
}

/** Writes these, and leaves those that are right already. */
export async function upsertConversations(
  tx: Sql,
  conversations: readonly Conversation[],
  contentIdOf: (conversation: Conversation) => number,
): Promise<void> {
  for (let at = 0; at < conversations.length; at += BATCH_ROWS) {
    const batch = conversations.slice(at, at + BATCH_ROWS);
    const column = <T>(pick: (it: Conversation) => T) => batch.map(pick);
    const ids = column((it) => it.id);
    await tx.run(UPSERT, [
      ids,
      column((it) => it.realm),
      column((it) => it.initiator.ip),
      column((it) => it.initiator.mac),
      column((it) => it.initiatorDeviceId),
      column((it) => it.responder.ip),
      column((it) => it.responder.mac),
      column((it) => it.responderDeviceId),
      column((it) => it.transport),
      column((it) => it.port),
      column((it) => it.protocol),
      column((it) => it.evidence),
      column((it) => it.flows),
      column((it) => it.packets),
      column((it) => it.bytes),
      column((it) => it.packetsFromResponder),
      column((it) => it.firstSeenUs),
      column((it) => it.lastSeenUs),
      column((it) => storableJson(it.operations)),
      column((it) => it.peerName),
      column((it) => it.peerNameFrom),
      column(contentIdOf),
      column((it) => it.citation.position),
    ]);
  }
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

/** All conversations, as the rebuild wrote them. */
export async function loadConversations(tx: Sql): Promise<Conversation[]> {
  return (await tx.query<Record<string, unknown>>(`${SELECT} order by c.id`)) as unknown as Conversation[];
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
