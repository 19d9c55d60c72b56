import "server-only";
import type { PathFlow } from "@/lib/domain/exposure/access-path";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { sql } from "../client";
import { deviceLabel, shownDeviceLabel } from "../devices/device-label";
import { followDevices } from "../devices/follow-devices";
import { endDevices, endName, isToGroup, zoneKeys } from "../flows/flow-zones";
import type { Sql } from "../sql";
import { SqlParameters } from "../sql-parameters";

/** A flow that may be a path, with what else must be known of its devices. */
export interface PathRow extends Omit<PathFlow, "gateway"> {
  readonly initiatorTags: readonly string[];
  readonly responderTags: readonly string[];
  /** The card that stood in the frames for the end outside; null inside the plant, and where no card was seen. */
  readonly gatewayMac: string | null;
}

/** What by itself may be a remote-access tool, inside the plant too. */
export interface ToolSigns {
  readonly protocols: ReadonlySet<string>;
  /** "tcp 3389". */
  readonly ports: ReadonlySet<string>;
}

/** SQL: a hash of all that paths, and what is asked of them, say of a device. Who reads more of it for them must name it here. */
const saidOf = (device: string) => {
  const texts = ["zone_id", "site_id", "role", "vendor", "model", "state", "tags", "realm_ids", "macs"];
  return `md5(row(${deviceLabel(device)},
    ${texts.map((column) => `${device}.${column}`).join(", ")})::text)`;
};

const end = (name: "initiator" | "responder", row: string, zone: string) =>
  `jsonb_build_object('deviceId', ${name}.id, 'name', ${endName(name, row)}, 'ip', ${row}.${name}_ip, 'zone', ${zone})`;

/** SQL: the zones of a row's ends, as `place`; said once, as each may have to look through all subnets. */
function placeOf(row: string, realm: string): string {
  const { from, to } = zoneKeys(row, realm);
  // Without an offset PostgreSQL puts the expressions wherever they are named, and works them out each time.
  return `cross join lateral (select ${from} as from_zone, ${to} as to_zone offset 0) place`;
}
const [FROM, TO] = ["place.from_zone", "place.to_zone"];

/** Columns of PathRow over a flow or conversation under the alias `row`, whose realm is the column `realm`, with its place. */
function columns(row: string, realm: string): string {
  return `${realm} as realm, ${end("initiator", row, FROM)} as initiator, ${end("responder", row, TO)} as responder,
    case when ${FROM} = '${INTERNET}' then ${row}.initiator_mac when ${TO} = '${INTERNET}' then ${row}.responder_mac
      end as "gatewayMac",
    coalesce(initiator.tags, '{}') as "initiatorTags", coalesce(responder.tags, '{}') as "responderTags",
    ${row}.transport, ${row}.port, ${row}.protocol, ${row}.evidence, ${row}.packets, ${row}.bytes,
    ${row}.packets_from_responder as "packetsFromResponder", ${row}.first_seen_us as "firstSeenUs",
    ${row}.last_seen_us as "lastSeenUs", ${row}.peer_name as "peerName", ${row}.peer_name_from as "peerNameFrom",
    jsonb_build_object('realm', r.name, 'fileSha256', content.sha256, 'fileName', content.file_name,
      'format', content.format, 'position', ${row}.position) as citation`;
}

/**
 * SQL: whether a tool may have been at work, by the row alone. Numbers of ports are compared first: to put a text together
 * for each row of all conversations takes most of what reading them does.
 */
function isTool(row: string, { protocols, ports }: ToolSigns, parameters: SqlParameters): string {
  const numbers = [...ports].flatMap((port) => /\d+$/.exec(port)?.[0] ?? []).map(Number);
  return `(${row}.protocol = any(${parameters.add([...protocols])}::text[])
    or (${row}.port = any(${parameters.add(numbers)}::int[])
      and (${row}.transport || ' ' || ${row}.port) = any(${parameters.add([...ports])}::text[]))
    or ${row}.peer_name is not null)`;
}

/** SQL: said of the row alone first: whose ends are both devices, and which is no tool, is not looked up with its devices. */
const mayLeaveOr = (row: string, tool: string) =>
  `(${row}.initiator_device_id is null or ${row}.responder_device_id is null or ${tool})`;

/** SQL: whether a row with its devices and place may be a path; what it is, the rows of tools decide. */
function mayBePath(row: string, tool: string): string {
  const isOutside = `(${FROM} = '${INTERNET}') <> (${TO} = '${INTERNET}')`;
  return `${mayLeaveOr(row, tool)}
    and not ${isToGroup(row)} and ((${isOutside}) or (${tool} and ${FROM} <> '${INTERNET}' and ${TO} <> '${INTERNET}'))`;
}

/** A conversation that may be a path, with a hash of what was said of the devices at its ends when it was read. */
export interface PathConversation extends PathRow {
  readonly initiatorSaid: string | null;
  readonly responderSaid: string | null;
}

/** Conversations that may be paths, those with the most bytes first; `total` counts all. */
export async function findPathConversations(
  signs: ToolSigns,
  limit: number,
): Promise<{ rows: PathConversation[]; total: number }> {
  const parameters = new SqlParameters();
  const tool = isTool("c", signs, parameters);
  // Some in a hundred of all devices are at the ends of these: to join them with all takes several times as long.
  const rows = await sql.query<PathConversation & { readonly total: number }>(
    `with candidate as materialized (select * from conversation c where ${mayLeaveOr("c", tool)}),
          candidate_end as materialized (
            select d.id, d.zone_id, d.name, d.vendor, d.model, d.ips, d.macs, d.tags, ${saidOf("d")} as said
              from (select distinct unnest(array[initiator_device_id, responder_device_id]) as id from candidate) it
              join device d on d.id = it.id)
     select ${columns("c", "c.realm_id")}, c.flows, count(*) over () as total,
            initiator.said as "initiatorSaid", responder.said as "responderSaid"
       from candidate c left join candidate_end initiator on initiator.id = c.initiator_device_id
       left join candidate_end responder on responder.id = c.responder_device_id
       join source_content content on content.id = c.content_id join realm r on r.id = c.realm_id
       ${placeOf("c", "c.realm_id")}
      where ${mayBePath("c", tool)}
      order by c.bytes desc, c.id limit ${parameters.add(limit)}::int`,
    parameters.values,
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

/** Whose flows: those of devices, or of an address that is no device. */
export type FlowEnds = { readonly deviceIds: readonly string[] } | { readonly ip: string };

/** Single flows that may be paths, newest first, of these ends. */
export async function findPathFlows(signs: ToolSigns, ends: FlowEnds, limit: number): Promise<PathRow[]> {
  const parameters = new SqlParameters();
  const isEnd = (end: "initiator" | "responder") =>
    "ip" in ends
      ? `f.${end}_ip = ${parameters.add(ends.ip)}`
      : `f.${end}_device_id = any(${parameters.add(ends.deviceIds)}::uuid[])`;
  const ofDevices = `(${isEnd("initiator")} or ${isEnd("responder")})`;
  return sql.query<PathRow>(
    `select ${columns("f", "content.realm_id")}, f.flows
       from flow f ${endDevices("f")}
       join source_content content on content.id = f.content_id join realm r on r.id = content.realm_id
       ${placeOf("f", "content.realm_id")}
      where ${ofDevices} and ${mayBePath("f", isTool("f", signs, parameters))}
      order by f.last_seen_us desc nulls last, f.content_id, f.seq limit ${parameters.add(limit)}::int`,
    parameters.values,
  );
}

export interface CardOwner {
  readonly realmIds: readonly string[];
  readonly macs: readonly string[];
  readonly deviceId: string;
  readonly name: string;
  readonly isSanctioned: boolean;
  /** Hash of what was said of it when it was read. */
  readonly said: string;
}

/** Devices that these cards belong to. */
export async function findCardOwners(macs: readonly string[]): Promise<CardOwner[]> {
  return sql.query<CardOwner>(
    `select realm_ids as "realmIds", macs, id as "deviceId", ${shownDeviceLabel("device")} as name,
            state = 'sanctioned' as "isSanctioned", ${saidOf("device")} as said
       from device where macs && $1::text[] order by id`,
    [macs],
  );
}

export interface PathDeviceChange {
  readonly rev: number;
  readonly id: string;
  /** Hash of what is said of it now; null when it is no more. */
  readonly said: string | null;
  readonly ownsCard: boolean;
}

/** Devices that changed behind a revision, in order, and whether one of these cards is theirs. */
export function readPathDeviceChanges(after: number, macs: readonly string[]): AsyncGenerator<PathDeviceChange[]> {
  return followDevices<PathDeviceChange>(after, {
    columns: [`${saidOf("d")} as said`, 'd.macs && $3::text[] as "ownsCard"'],
    gone: ["null", "false"],
    parameters: [macs],
  });
}

export interface KindRow {
  readonly id: string;
  readonly siteId: string;
  readonly role: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
}

/** What kind of device each is. */
export async function findDeviceKinds(ids: readonly string[]): Promise<KindRow[]> {
  return sql.query<KindRow>(
    `select id, site_id as "siteId", role, vendor, model from device where id in (select unnest($1::uuid[]))`,
    [ids],
  );
}

/** Name of the first device with a tag; null when none has it. Reads all devices. */
export async function findTaggedName(tag: string): Promise<string | null> {
  const [row] = await sql.query<{ name: string }>(
    `select ${shownDeviceLabel("device")} as name from device where $1 = any(tags)
      order by lower(name) nulls last, id limit 1`,
    [tag],
  );
  return row?.name ?? null;
}

export interface PlacedDevice {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly zoneId: string | null;
}

const PLACED = `select d.id, ${shownDeviceLabel("d")} as name, s.name as site,
  d.zone_id as "zoneId" from device d join site s on s.id = d.site_id`;

/** Name, site and zone of those devices that are in the inventory. */
export async function findDeviceNames(ids: readonly string[]): Promise<PlacedDevice[]> {
  return sql.query<PlacedDevice>(`${PLACED} where d.id in (select unnest($1::uuid[]))`, [ids]);
}

/** All devices of these zones. */
export async function findDevicesOfZones(zoneIds: readonly string[]): Promise<PlacedDevice[]> {
  return sql.query<PlacedDevice>(`${PLACED} where d.zone_id = any($1::uuid[])`, [zoneIds]);
}

/** Devices of these names, in any case. */
export async function findDevicesByName(tx: Sql, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  return tx.query("select id, name from device where lower(name) = any($1::text[])", [
    names.map((name) => name.toLowerCase()),
  ]);
}
