import { blocksOf, formatAddress, maskOfBits } from "../address/address-set";
import type { Allow, Policy, PolicyZone } from "../policy/policy";
import type { Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { describeAllow } from "../text/describe-allow";
import { nameGiver, plainText } from "../text/plain-text";

const LIST = "SG-GLOBAL";
const MAX_REMARK = 100;

/** One global access list over groups of networks and services, so that it holds on every interface. */
export function writeCiscoAsa(policy: Policy): WrittenRules {
  const give = nameGiver(48);
  const groupName = (zone: PolicyZone) => `SG-${give(zone.id, zone.name)}`;
  const lines = [`! ${plainText(policy.title, MAX_REMARK)}`];
  for (const zone of policy.zones) {
    if (zone.addresses.length === 0) continue;
    lines.push(`object-group network ${groupName(zone)}`, ` description ${plainText(zone.name, 180) || "-"}`);
    for (const { family, first, bits } of blocksOf(zone.addresses)) {
      const address = formatAddress({ family, value: first });
      const isHost = bits === (family === 4 ? 32 : 128);
      lines.push(
        ` network-object ${isHost ? `host ${address}` : family === 4 ? `${address} ${maskOfBits(bits)}` : `${address}/${bits}`}`,
      );
    }
    lines.push("!");
  }
  const entries: string[] = [];
  for (const [index, allow] of policy.allows.entries()) {
    const from = policy.zones.find((it) => it.id === allow.fromZoneId);
    const to = policy.zones.find((it) => it.id === allow.toZoneId);
    if (!from || !to || from.addresses.length === 0 || to.addresses.length === 0) continue;
    const ends = `object-group ${groupName(from)} object-group ${groupName(to)}`;
    entries.push(...remarks(allow).map((text) => `access-list ${LIST} remark ${text}`));
    if (allow.services.some((it) => it.kind === "any")) {
      entries.push(`access-list ${LIST} extended permit ip ${ends}`);
      continue;
    }
    for (const kind of ["tcp", "udp"] as const) {
      const objects = allow.services.flatMap((it) => (it.kind === kind ? portObject(it) : []));
      if (objects.length === 0) continue;
      const group = `SGS-${index + 1}-${kind.toUpperCase()}`;
      lines.push(`object-group service ${group} ${kind}`, ...objects, "!");
      entries.push(`access-list ${LIST} extended permit ${kind} ${ends} object-group ${group}`);
    }
    for (const service of allow.services) {
      if (service.kind === "echo")
        entries.push(
          `access-list ${LIST} extended permit icmp ${ends} echo`,
          `access-list ${LIST} extended permit icmp6 ${ends} echo-request`,
        );
      if (service.kind === "ip") entries.push(`access-list ${LIST} extended permit ${service.protocol} ${ends}`);
    }
  }
  lines.push(
    ...entries,
    `access-list ${LIST} extended deny ip any any log`,
    `access-group ${LIST} global`,
    "!",
    "policy-map global_policy",
    " class inspection_default",
    "  inspect icmp",
    "!",
    "",
  );
  return {
    files: [{ name: "sightglass-asa.txt", text: lines.join("\n") }],
    notes: [
      "Lists bound to single interfaces are read before the global list: take them away, or what they permit stays open.",
      "The inspection of ICMP is what lets replies to ping back in; the names global_policy and inspection_default are the device's own defaults.",
    ],
  };
}

function remarks(allow: Allow): string[] {
  return [describeAllow(allow, MAX_REMARK), ...allow.limits.map((it) => plainText(it, MAX_REMARK))];
}

function portObject({ ports }: Extract<Service, { kind: "tcp" | "udp" }>): string {
  return ports.first === ports.last
    ? ` port-object eq ${ports.first}`
    : ` port-object range ${ports.first} ${ports.last}`;
}
