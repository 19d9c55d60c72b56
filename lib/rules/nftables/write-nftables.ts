import { blockTexts, type Family, ofFamily } from "../address/address-set";
import type { Allow, Policy } from "../policy/policy";
import { portsText, type Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { allowLines, describeAllow } from "../text/describe-allow";
import { nameGiver, plainText } from "../text/plain-text";

/** The kernel keeps at most 128 bytes of a comment (NFTNL_UDATA_COMMENT_MAXLEN), its end included. */
const MAX_COMMENT = 120;
const TABLE = "sightglass";

/**
 * A table of its own, loaded as one transaction by `nft -f`: sets per zone and family, one chain on the forward hook,
 * replies first, then one block per conduit, then the default.
 */
export function writeNftables(policy: Policy): WrittenRules {
  const setName = nameGiver(24);
  const lines = [
    "#!/usr/sbin/nft -f",
    `# ${plainText(policy.title, 100)}`,
    "# Load as root: nft -f FILE. The whole table is replaced at once; other tables stay as they are.",
    `table inet ${TABLE}`,
    `delete table inet ${TABLE}`,
    `table inet ${TABLE} {`,
  ];
  for (const zone of policy.zones) {
    for (const family of [4, 6] as const) {
      const elements = blockTexts(ofFamily(zone.addresses, family));
      if (elements.length === 0) continue;
      lines.push(
        `\t# Zone: ${plainText(zone.name, 100)}`,
        `\tset ${setName(zone.id, zone.name)}_v${family} {`,
        `\t\ttype ipv${family}_addr`,
        "\t\tflags interval",
        `\t\telements = { ${elements.join(", ")} }`,
        "\t}",
      );
    }
  }
  lines.push(
    "\tchain forward {",
    "\t\ttype filter hook forward priority filter; policy drop;",
    '\t\tct state established,related accept comment "replies to what is allowed below"',
    "\t\tct state invalid drop",
  );
  for (const allow of policy.allows) {
    const rules = rulesOf(policy, allow, setName);
    if (rules.length === 0) continue;
    lines.push("", ...allowLines(allow, 160).map((line) => `\t\t# ${line}`), ...rules.map((rule) => `\t\t${rule}`));
  }
  lines.push(
    "",
    '\t\tlimit rate 10/second log prefix "sightglass-drop: "',
    '\t\tcounter drop comment "everything that no conduit allows"',
    "\t}",
    "}",
    "",
  );
  return { files: [{ name: "sightglass.nft", text: lines.join("\n") }], notes: [] };
}

function rulesOf({ zones }: Policy, allow: Allow, setName: (id: string, name: string) => string): string[] {
  const from = zones.find((it) => it.id === allow.fromZoneId);
  const to = zones.find((it) => it.id === allow.toZoneId);
  if (!from || !to) return [];
  return ([4, 6] as const).flatMap((family) => {
    if (ofFamily(from.addresses, family).length === 0 || ofFamily(to.addresses, family).length === 0) return [];
    const ip = family === 4 ? "ip" : "ip6";
    const ends = `${ip} saddr @${setName(from.id, from.name)}_v${family} ${ip} daddr @${setName(to.id, to.name)}_v${family}`;
    return nftServices(allow.services, family).map(
      (service) => `${ends} ${service}${service && " "}accept comment "${describeAllow(allow, MAX_COMMENT)}"`,
    );
  });
}

/** Services as nft conditions: one per transport, ports in a set; "" for any. */
export function nftServices(services: readonly Service[], family: Family): string[] {
  if (services.some((it) => it.kind === "any")) return [""];
  const conditions: string[] = [];
  for (const kind of ["tcp", "udp"] as const) {
    const ports = services.flatMap((it) => (it.kind === kind ? portsText(it.ports) : []));
    if (ports.length > 0) conditions.push(`${kind} dport ${ports.length === 1 ? ports[0] : `{ ${ports.join(", ")} }`}`);
  }
  for (const service of services) {
    if (service.kind === "echo") conditions.push(`${family === 4 ? "icmp" : "icmpv6"} type echo-request`);
    if (service.kind === "ip") conditions.push(`meta l4proto ${service.protocol}`);
  }
  return conditions;
}
