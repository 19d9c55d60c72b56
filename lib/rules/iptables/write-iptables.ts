import { blockTexts, type Family, ofFamily } from "../address/address-set";
import type { Allow, Policy } from "../policy/policy";
import { portsText, type Service } from "../policy/service";
import type { RuleFile, WrittenRules } from "../rule-set/dialect";
import { allowLines, describeAllow } from "../text/describe-allow";
import { nameGiver, plainText } from "../text/plain-text";

/** The comment match holds 256 bytes, its end included. */
const MAX_COMMENT = 240;
/** Ports that one multiport match takes; a range counts as two. */
const MAX_MULTIPORT = 15;

/**
 * Two files, one for each family. A conduit is two chains: one over its destinations, one over its services, so that
 * the number of rules grows with sources plus destinations, not with their product.
 */
export function writeIptables(policy: Policy): WrittenRules {
  return {
    files: [
      { name: "rules.v4", text: fileOf(policy, 4) },
      { name: "rules.v6", text: fileOf(policy, 6) },
    ] satisfies RuleFile[],
    notes: [
      "Load each file with iptables-restore --noflush or ip6tables-restore --noflush: the chain FORWARD is replaced, INPUT and OUTPUT stay as they are.",
    ],
  };
}

function fileOf({ title, zones, allows }: Policy, family: Family): string {
  const program = family === 4 ? "iptables" : "ip6tables";
  const chainName = nameGiver(24);
  const chains: string[] = [];
  const rules: string[] = [];
  for (const allow of allows) {
    const from = zones.find((it) => it.id === allow.fromZoneId);
    const to = zones.find((it) => it.id === allow.toZoneId);
    const sources = blockTexts(ofFamily(from?.addresses ?? [], family));
    const destinations = blockTexts(ofFamily(to?.addresses ?? [], family));
    if (!from || !to || sources.length === 0 || destinations.length === 0) continue;
    const name = chainName(allow.id, `${from.name}-${to.name}`);
    const comment = ["-m comment --comment", `"${describeAllow(allow, MAX_COMMENT)}"`].join(" ");
    chains.push(`:${name} - [0:0]`, `:${name}.svc - [0:0]`);
    rules.push(
      ...allowLines(allow, 160).map((line) => `# ${line}`),
      ...sources.map((source) => `-A FORWARD -s ${source} ${comment} -j ${name}`),
      ...destinations.map((destination) => `-A ${name} -d ${destination} -j ${name}.svc`),
      ...serviceMatches(allow, family).map((match) => `-A ${name}.svc ${match}${match && " "}${comment} -j ACCEPT`),
    );
  }
  return [
    `# ${plainText(title, 100)}`,
    `# Generated for ${program}-restore --noflush`,
    "*filter",
    ":FORWARD DROP [0:0]",
    ...chains,
    "-F FORWARD",
    '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment "replies to what is allowed below" -j ACCEPT',
    "-A FORWARD -m conntrack --ctstate INVALID -j DROP",
    ...rules,
    '-A FORWARD -m limit --limit 10/sec -j LOG --log-prefix "sightglass-drop: "',
    '-A FORWARD -m comment --comment "everything that no conduit allows" -j DROP',
    "COMMIT",
    "",
  ].join("\n");
}

function serviceMatches({ services }: Allow, family: Family): string[] {
  return services.some((it) => it.kind === "any") ? [""] : iptablesServices(services, family);
}

/** Services as iptables matches, ports in groups of what a multiport match holds. */
export function iptablesServices(services: readonly Service[], family: Family): string[] {
  const matches: string[] = [];
  for (const kind of ["tcp", "udp"] as const) {
    const groups: string[][] = [];
    let room = 0;
    for (const service of services) {
      if (service.kind !== kind) continue;
      const size = service.ports.first === service.ports.last ? 1 : 2;
      if (room < size) {
        groups.push([]);
        room = MAX_MULTIPORT;
      }
      room -= size;
      groups.at(-1)?.push(portsText(service.ports, ":"));
    }
    for (const group of groups) {
      const ports = group.length === 1 ? `--dport ${group[0]}` : `-m multiport --dports ${group.join(",")}`;
      matches.push(`-p ${kind} ${group.length === 1 ? `-m ${kind} ` : ""}${ports}`);
    }
  }
  for (const service of services) {
    if (service.kind === "echo")
      matches.push(family === 4 ? "-p icmp -m icmp --icmp-type 8" : "-p ipv6-icmp -m icmp6 --icmpv6-type 128");
    if (service.kind === "ip") matches.push(`-p ${service.protocol}`);
  }
  return matches;
}
