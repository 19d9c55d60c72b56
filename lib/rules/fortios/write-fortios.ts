import { blocksOf, type Family, formatAddress, maskOfBits, ofFamily } from "../address/address-set";
import type { Allow, Policy, PolicyZone } from "../policy/policy";
import { portsText, type Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { allowLines, describeAllow } from "../text/describe-allow";
import { nameGiver, plainText } from "../text/plain-text";

/** Policies have names of at most 35 characters, objects of 79 (with what stands before and behind), comments of 1,023. */
const MAX_POLICY_NAME = 35;
const MAX_ZONE_NAME = 60;

/** Address objects and groups, own services, then one policy per conduit, and the refusal of the rest with a log. */
export function writeFortios(policy: Policy): WrittenRules {
  const give = nameGiver(MAX_ZONE_NAME);
  const nameOf: ZoneName = (zone) => give(zone.id, zone.name);
  const lines = [
    `# ${plainText(policy.title, 100)}`,
    ...([4, 6] as const).flatMap((family) => addressObjects(policy.zones, family, nameOf)),
    ...serviceObjects(policy),
    "config firewall policy",
    ...policies(policy, nameOf),
    "end",
    "",
  ];
  return {
    files: [{ name: "sightglass-fortios.conf", text: lines.join("\n") }],
    notes: [
      "For FortiOS 6.4 and later, where one policy holds both families. Policies are appended: move the older ones that allow more behind them or take them away.",
      'Policies stand between "any" interfaces: put your interface or zone names in where you want them narrower.',
    ],
  };
}

type ZoneName = (zone: PolicyZone) => string;

/** What the words of IPv6 end in: "address6", "srcaddr6". */
const suffixOf = (family: Family) => (family === 6 ? "6" : "");
const groupOf = (family: Family, zoneName: string) => `SG${suffixOf(family)}-${zoneName}`;

function addressObjects(zones: readonly PolicyZone[], family: Family, nameOf: ZoneName): string[] {
  const suffix = suffixOf(family);
  const objects: string[] = [];
  const groups: string[] = [];
  for (const zone of zones) {
    const blocks = blocksOf(ofFamily(zone.addresses, family));
    if (blocks.length === 0) continue;
    const members = blocks.map(({ first, bits }, index) => {
      const address = formatAddress({ family, value: first });
      // Groups and addresses share their names: the prefix keeps them apart.
      const name = `SGA${suffix}-${nameOf(zone)}-${index + 1}`;
      const value = family === 4 ? `subnet ${address} ${maskOfBits(bits)}` : `ip6 ${address}/${bits}`;
      objects.push(`    edit "${name}"`, `        set ${value}`, "    next");
      return `"${name}"`;
    });
    groups.push(
      `    edit "${groupOf(family, nameOf(zone))}"`,
      `        set member ${members.join(" ")}`,
      `        set comment "${plainText(zone.name, 200)}"`,
      "    next",
    );
  }
  if (objects.length === 0) return [];
  return [`config firewall address${suffix}`, ...objects, "end", `config firewall addrgrp${suffix}`, ...groups, "end"];
}

function policies({ zones, allows }: Policy, nameOf: ZoneName): string[] {
  const policyName = nameGiver(MAX_POLICY_NAME);
  const last = policyName("", "SG deny the rest");
  const allowing = allows.flatMap((allow) => {
    const from = zones.find((it) => it.id === allow.fromZoneId);
    const to = zones.find((it) => it.id === allow.toZoneId);
    if (!from || !to) return [];
    const families = ([4, 6] as const).filter(
      (family) => ofFamily(from.addresses, family).length > 0 && ofFamily(to.addresses, family).length > 0,
    );
    if (families.length === 0) return [];
    const ends = families.flatMap((family) => [
      `        set srcaddr${suffixOf(family)} "${groupOf(family, nameOf(from))}"`,
      `        set dstaddr${suffixOf(family)} "${groupOf(family, nameOf(to))}"`,
    ]);
    return allowingPolicy(allow, policyName(allow.id, `SG ${from.name} to ${to.name}`), ends);
  });
  return [...allowing, ...refusalOf(last)];
}

function allowingPolicy(allow: Allow, name: string, ends: readonly string[]): string[] {
  const services = allow.services.flatMap(fortiServices).map((it) => `"${it.name}"`);
  return [
    ...allowLines(allow, 200).map((line) => `    # ${line}`),
    "    edit 0",
    `        set name "${name}"`,
    '        set srcintf "any"',
    '        set dstintf "any"',
    ...ends,
    "        set action accept",
    '        set schedule "always"',
    `        set service ${[...new Set(services)].join(" ")}`,
    "        set logtraffic all",
    `        set comments "${[describeAllow(allow, 600), ...allow.limits.map((it) => plainText(it, 190))].join(" / ").slice(0, 1000)}"`,
    "    next",
  ];
}

function refusalOf(name: string): string[] {
  return [
    "    edit 0",
    `        set name "${name}"`,
    '        set srcintf "any"',
    '        set dstintf "any"',
    '        set srcaddr "all"',
    '        set dstaddr "all"',
    '        set srcaddr6 "all"',
    '        set dstaddr6 "all"',
    "        set action deny",
    '        set schedule "always"',
    '        set service "ALL"',
    "        set logtraffic all",
    '        set comments "everything that no conduit allows"',
    "    next",
  ];
}

interface FortiService {
  readonly name: string;
  readonly settings: readonly string[];
}

function fortiServices(service: Service): FortiService[] {
  switch (service.kind) {
    case "any":
      return [{ name: "ALL", settings: [] }];
    case "echo":
      return [
        { name: "SG-PING", settings: ["set protocol ICMP", "set icmptype 8"] },
        { name: "SG-PING6", settings: ["set protocol ICMP6", "set icmptype 128"] },
      ];
    case "ip":
      return [
        { name: `SG-IP-${service.protocol}`, settings: ["set protocol IP", `set protocol-number ${service.protocol}`] },
      ];
    default: {
      const ports = portsText(service.ports);
      return [
        { name: `SG-${service.kind.toUpperCase()}-${ports}`, settings: [`set ${service.kind}-portrange ${ports}`] },
      ];
    }
  }
}

function serviceObjects({ allows }: Policy): string[] {
  const objects = new Map<string, readonly string[]>();
  for (const { services } of allows)
    for (const { name, settings } of services.flatMap(fortiServices))
      if (settings.length > 0) objects.set(name, settings);
  if (objects.size === 0) return [];
  return [
    "config firewall service custom",
    ...[...objects].flatMap(([name, settings]) => [
      `    edit "${name}"`,
      ...settings.map((it) => `        ${it}`),
      "    next",
    ]),
    "end",
  ];
}
