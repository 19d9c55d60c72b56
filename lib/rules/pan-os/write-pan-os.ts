import { blocksOf, formatAddress } from "../address/address-set";
import type { Policy, PolicyZone } from "../policy/policy";
import { portsText, type Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { describeAllow } from "../text/describe-allow";
import { nameGiver, plainText } from "../text/plain-text";

/** Names of rules and objects have at most 63 characters. */
const MAX_NAME = 60;

/** Protocols without ports are applications here (App-ID names). */
export const PAN_APPLICATIONS: ReadonlyMap<number, string> = new Map([
  [2, "igmp"],
  [47, "gre"],
  [50, "ipsec-esp"],
  [51, "ipsec-ah"],
  [89, "ospf"],
  [103, "pim"],
  [112, "vrrp"],
]);

/** Set commands: address objects and groups, services, one security rule per conduit and kind of service. */
export function writePanOs(policy: Policy): WrittenRules {
  const give = nameGiver(40);
  const groupName = (zone: PolicyZone) => `SG-${give(zone.id, zone.name)}`;
  const lines = [`# ${plainText(policy.title, 100)}`];
  for (const zone of policy.zones) {
    if (zone.addresses.length === 0) continue;
    const members = blocksOf(zone.addresses).map(({ family, first, bits }, index) => {
      // Groups and addresses share their names; the prefix keeps "n-2" the group from "n-2" the second address of n.
      const name = `SGA-${give(zone.id, zone.name)}-${index + 1}`;
      lines.push(`set address ${name} ip-netmask ${formatAddress({ family, value: first })}/${bits}`);
      return name;
    });
    lines.push(
      `set address-group ${groupName(zone)} static [ ${members.join(" ")} ]`,
      `set address-group ${groupName(zone)} description "${plainText(zone.name, 200)}"`,
    );
  }
  const services = new Set(policy.allows.flatMap((it) => it.services.flatMap(serviceObject)));
  lines.push(...services);
  const ruleName = nameGiver(MAX_NAME);
  const last = ruleName("", "SG deny the rest");
  const notes: string[] = [];
  for (const allow of policy.allows) {
    const from = policy.zones.find((it) => it.id === allow.fromZoneId);
    const to = policy.zones.find((it) => it.id === allow.toZoneId);
    if (!from || !to || from.addresses.length === 0 || to.addresses.length === 0) continue;
    for (const [kind, what] of rulesOf(allow.services)) {
      const name = ruleName(
        `${allow.id} ${kind}`,
        `SG ${from.name} to ${to.name}${kind === "ports" ? "" : ` ${kind}`}`,
      );
      const description = [describeAllow(allow, 500), ...allow.limits.map((it) => plainText(it, 200))]
        .join(" / ")
        .slice(0, 1000);
      lines.push(
        `set rulebase security rules ${name} from any to any source ${groupName(from)} destination ${groupName(to)} ${what} action allow log-end yes`,
        `set rulebase security rules ${name} description "${description}"`,
      );
    }
    for (const service of allow.services)
      if (service.kind === "ip" && !PAN_APPLICATIONS.has(service.protocol))
        notes.push(`PAN-OS has no application for IP protocol ${service.protocol}: it needs one of your own.`);
  }
  lines.push(
    `set rulebase security rules ${last} from any to any source any destination any application any service any action deny log-end yes`,
    `set rulebase security rules ${last} description "everything that no conduit allows"`,
    "",
  );
  return {
    files: [{ name: "sightglass-pan-os.txt", text: lines.join("\n") }],
    notes: [
      'Rules stand between "any" zones: put the names of your security zones in where you want them narrower.',
      ...new Set(notes),
    ],
  };
}

const serviceName = ({ kind, ports }: Extract<Service, { kind: "tcp" | "udp" }>) =>
  `SG-${kind.toUpperCase()}-${portsText(ports)}`;

function serviceObject(service: Service): string[] {
  if (service.kind !== "tcp" && service.kind !== "udp") return [];
  return [`set service ${serviceName(service)} protocol ${service.kind} port ${portsText(service.ports)}`];
}

/** Ports and applications cannot stand in one rule: each would have to fit at once. */
function rulesOf(services: readonly Service[]): [string, string][] {
  if (services.some((it) => it.kind === "any")) return [["any", "application any service any"]];
  const rules: [string, string][] = [];
  const ports = services.flatMap((it) => (it.kind === "tcp" || it.kind === "udp" ? serviceName(it) : []));
  if (ports.length > 0) rules.push(["ports", `application any service [ ${ports.join(" ")} ]`]);
  const applications = services.flatMap((it) =>
    it.kind === "echo" ? ["ping", "ping6"] : it.kind === "ip" ? (PAN_APPLICATIONS.get(it.protocol) ?? []) : [],
  );
  if (applications.length > 0)
    rules.push(["protocols", `application [ ${applications.join(" ")} ] service application-default`]);
  return rules;
}
