import "server-only";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { deviceLabel } from "../devices/device-label";

/** Networks of which an address says nothing about the world outside: everything that addressScope() does not call public. */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
  ...["224.0.0.0/4", "255.255.255.255/32", "::/128", "::1/128", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8"],
];
const GROUPS = ["224.0.0.0/4", "255.255.255.255/32", "ff00::/8"];

const liesIn = (ip: string, networks: readonly string[]) =>
  `${ip}::inet <<= any(array[${networks.map((it) => `'${it}'`).join(",")}]::inet[])`;

/** Whether an address of a flow is outside the plant. */
const isPublic = (ip: string) => `(${ip} is not null and not (${liesIn(ip, NOT_PUBLIC)}))`;

/**
 * Zone key of one end, as SQL text: the zone of its device; without a device that of the narrowest subnet rule that
 * holds its address, so that attempts on addresses where nobody answers count for the zone that they aim at; else a
 * pseudo zone. `row` is the alias of a flow or conversation, `device` of its end's device, `realm` the realm's column.
 */
function zoneOfEnd(end: "initiator" | "responder", row: string, device: string, realm: string): string {
  const ip = `${row}.${end}_ip`;
  return `case when ${device}.id is not null then coalesce(${device}.zone_id::text, '${UNZONED}') else coalesce(
    (select rule.zone_id::text from zone_cidr rule where rule.realm_id = ${realm} and ${ip}::inet <<= rule.cidr::inet
      order by masklen(rule.cidr::inet) desc, rule.zone_id limit 1),
    case when ${isPublic(ip)} then '${INTERNET}' else '${UNZONED}' end) end`;
}

/** The aliases that `endDevices` gives. */
const END_DEVICES = { initiator: "initiator", responder: "responder" };

/**
 * Zone keys of both ends; `devices` are the aliases of their devices. What is sent to a group or to everybody stays in the
 * zone of its sender.
 */
export function zoneKeys(row: string, realm: string, devices = END_DEVICES): { from: string; to: string } {
  const from = zoneOfEnd("initiator", row, devices.initiator, realm);
  const to = zoneOfEnd("responder", row, devices.responder, realm);
  return { from, to: `case when ${isToGroup(row)} then ${from} else ${to} end` };
}

/**
 * Whether the responder is a group or everybody: a multicast or broadcast address, or only such a MAC. `responderId` says
 * which device the responder is, null when none.
 */
export function isToGroup(row: string, responderId = "responder.id"): string {
  const [ip, mac] = [`${row}.responder_ip`, `${row}.responder_mac`];
  return `(${responderId} is null and case when ${ip} is not null then ${liesIn(ip, GROUPS)}
    else coalesce(get_bit(decode(left(${mac}, 2), 'hex'), 0) = 1, false) end)`;
}

/** Joins the devices of both ends as `initiator` and `responder`. */
export const endDevices = (row: string) =>
  `left join device initiator on initiator.id = ${row}.initiator_device_id
   left join device responder on responder.id = ${row}.responder_device_id`;

/** What an end is called: as its device is, else by its address. */
export const endName = (end: "initiator" | "responder", row: string) =>
  `coalesce(${deviceLabel(end)}, ${row}.${end}_ip, ${row}.${end}_mac, 'Unknown')`;

/**
 * SQL: what an end's device has to do with a zone, for an index to find the rows of those that stand in it: saying the
 * zone of each row of all takes long. Who has no device may stand in the zone by its address.
 */
export const mayStandIn = (deviceId: string, zone: string) =>
  `(${deviceId} is null or ${deviceId} = any(array(
    select id from device where zone_id = (select id from zone where id::text = ${zone}))))`;
