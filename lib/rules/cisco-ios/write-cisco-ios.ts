import { blocksOf, type Family, formatAddress, maskOfBits, ofFamily } from "../address/address-set";
import type { Allow, Policy, PolicyZone } from "../policy/policy";
import type { Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { describeAllow } from "../text/describe-allow";
import { nameGiver, plainText } from "../text/plain-text";

/** A remark holds 100 characters, an object group's name 64. */
const MAX_REMARK = 100;

/** The list that filters what comes from a zone, by the zone's id and the family. */
export type IosListNames = (zoneId: string, family: Family) => string;

export function iosListNames({ zones }: Policy): IosListNames {
  const give = nameGiver(40);
  give("", "OUTSIDE");
  for (const zone of zones) give(zone.id, zone.name);
  return (zoneId, family) => `SG${family === 6 ? "6" : ""}-${give(zoneId, "")}`;
}

/**
 * One extended list for each zone, to be applied inbound where the zone is routed. What it permits is reflected into a
 * temporary list of the zone, which the other zones' lists evaluate: replies pass by what was really opened, for UDP
 * and ICMP as for TCP.
 */
export function writeCiscoIos(policy: Policy): WrittenRules {
  const listName = iosListNames(policy);
  const lines = [`! ${plainText(policy.title, MAX_REMARK)}`];
  for (const zone of policy.zones) {
    const blocks = blocksOf(ofFamily(zone.addresses, 4));
    if (blocks.length === 0) continue;
    lines.push(
      "!",
      `object-group network ${groupName(listName, zone)}`,
      ` description ${plainText(zone.name, MAX_REMARK) || "-"}`,
    );
    for (const { first, bits } of blocks) {
      const address = formatAddress({ family: 4, value: first });
      lines.push(bits === 32 ? ` host ${address}` : ` ${address} ${maskOfBits(bits)}`);
    }
  }
  for (const family of [4, 6] as const) {
    for (const zone of policy.zones) {
      if (ofFamily(zone.addresses, family).length === 0) continue;
      lines.push(...listOf(policy, zone, family, listName));
    }
    const evaluated = policy.zones.filter((it) => isReflecting(policy, it, family));
    lines.push(
      "!",
      "! Inbound where anything else is routed:",
      `! ${applyCommand(family)} ${listName("", family)} in`,
      listHead(family, listName("", family)),
      ...evaluated.map((it) => ` evaluate ${reflectName(listName, it, family)}`),
      ...(family === 6 ? DENY_V6 : [" deny ip any any log"]),
    );
  }
  lines.push("!", "end", "");
  return {
    files: [{ name: "sightglass-ios.txt", text: lines.join("\n") }],
    notes: [
      "Apply each list inbound on the routed interfaces of its zone; the comment above each list has the command. Until then it filters nothing.",
      "Replies pass by reflexive entries, which routers have and access-layer switches may not: try the text on one device of the kind first.",
    ],
  };
}

const applyCommand = (family: Family) => (family === 4 ? "ip access-group" : "ipv6 traffic-filter");
const listHead = (family: Family, name: string) =>
  family === 4 ? `ip access-list extended ${name}` : `ipv6 access-list ${name}`;
const groupName = (listName: IosListNames, zone: PolicyZone) => `NET-${listName(zone.id, 4)}`;
const reflectName = (listName: IosListNames, zone: PolicyZone, family: Family) => `STATE-${listName(zone.id, family)}`;

/** A list for IPv6 without these would cut the zone's own neighbour discovery. */
const DENY_V6 = [" permit icmp any any nd-na", " permit icmp any any nd-ns", " deny ipv6 any any log"];

function isReflecting({ allows, zones }: Policy, zone: PolicyZone, family: Family): boolean {
  return allows.some(
    (it) =>
      it.fromZoneId === zone.id &&
      ofFamily(zone.addresses, family).length > 0 &&
      ofFamily(zones.find(({ id }) => id === it.toZoneId)?.addresses ?? [], family).length > 0,
  );
}

function listOf(policy: Policy, zone: PolicyZone, family: Family, listName: IosListNames): string[] {
  const name = listName(zone.id, family);
  const state = reflectName(listName, zone, family);
  const lines = [
    "!",
    `! Inbound where the zone ${plainText(zone.name, 60)} is routed:`,
    `! ${applyCommand(family)} ${name} in`,
    listHead(family, name),
  ];
  for (const other of policy.zones)
    if (isReflecting(policy, other, family)) lines.push(` evaluate ${reflectName(listName, other, family)}`);
  for (const allow of policy.allows) {
    const to = policy.zones.find((it) => it.id === allow.toZoneId);
    if (allow.fromZoneId !== zone.id || !to || ofFamily(to.addresses, family).length === 0) continue;
    lines.push(...remarks(allow));
    for (const ends of endsOf(zone, to, family, listName))
      lines.push(
        ...iosServices(allow.services, family).map(
          ([protocol, rest]) => ` permit ${protocol} ${ends}${rest} reflect ${state}`,
        ),
      );
  }
  lines.push(...(family === 6 ? DENY_V6 : [" deny ip any any log"]));
  return lines;
}

function remarks(allow: Allow): string[] {
  return [describeAllow(allow, MAX_REMARK - 1), ...allow.limits.map((it) => plainText(it, MAX_REMARK - 1))].map(
    (text) => ` remark ${text}`,
  );
}

/** Groups for IPv4; IPv6 lists of this family of devices take no groups, so every pair of blocks is named. */
function endsOf(from: PolicyZone, to: PolicyZone, family: Family, listName: IosListNames): string[] {
  if (family === 4) return [`object-group ${groupName(listName, from)} object-group ${groupName(listName, to)}`];
  const blocks = (zone: PolicyZone) =>
    blocksOf(ofFamily(zone.addresses, 6)).map(({ first, bits }) => {
      const address = formatAddress({ family: 6, value: first });
      return bits === 128 ? `host ${address}` : `${address}/${bits}`;
    });
  return blocks(from).flatMap((source) => blocks(to).map((destination) => `${source} ${destination}`));
}

/** Services as [protocol, what stands behind the destination]. */
export function iosServices(services: readonly Service[], family: Family): [string, string][] {
  if (services.some((it) => it.kind === "any")) return [[family === 4 ? "ip" : "ipv6", ""]];
  return services.map((service) => {
    switch (service.kind) {
      case "echo":
        return ["icmp", family === 4 ? " echo" : " echo-request"];
      case "ip":
        return [`${service.protocol}`, ""];
      case "any":
        return ["ip", ""];
      default: {
        const { first, last } = service.ports;
        return [service.kind, first === last ? ` eq ${first}` : ` range ${first} ${last}`];
      }
    }
  });
}
