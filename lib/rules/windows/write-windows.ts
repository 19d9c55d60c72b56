import { blockTexts, type Family, ofFamily } from "../address/address-set";
import type { Policy } from "../policy/policy";
import { portsText, type Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { allowLines, describeAllow } from "../text/describe-allow";
import { plainText } from "../text/plain-text";

/**
 * A script for the hosts themselves: every conduit is an outbound rule where it begins and an inbound rule where it
 * ends. All hosts may get the same script: the local addresses decide which rules hold on which host. `host`: the zone
 * that is one host, for a script with its rules alone.
 */
export function writeWindows(policy: Policy, host: string | null = null): WrittenRules {
  const lines = [
    "#Requires -RunAsAdministrator",
    `# ${plainText(policy.title, 100)}`,
    "Get-NetFirewallRule -Group 'Sightglass' -ErrorAction SilentlyContinue | Remove-NetFirewallRule",
    "Set-NetFirewallProfile -Profile Domain,Private,Public -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block",
  ];
  for (const allow of policy.allows) {
    const from = policy.zones.find((it) => it.id === allow.fromZoneId);
    const to = policy.zones.find((it) => it.id === allow.toZoneId);
    if (!from || !to) continue;
    const families = ([4, 6] as const).filter(
      (family) => ofFamily(from.addresses, family).length > 0 && ofFamily(to.addresses, family).length > 0,
    );
    if (families.length === 0) continue;
    lines.push("", ...allowLines(allow, 200).map((line) => `# ${line}`));
    const text = (addresses: typeof from.addresses) =>
      families.flatMap((family) => blockTexts(ofFamily(addresses, family))).join(",");
    const [sources, destinations] = [text(from.addresses), text(to.addresses)];
    for (const { title, inbound, outbound } of windowsServices(allow.services, families)) {
      const name = plainText(`Sightglass: ${allow.title} (${title})`, 180);
      const end = `-Group 'Sightglass' -Action Allow -Description '${describeAllow(allow, 300)}'`;
      if (host === null || host === from.id)
        lines.push(
          `New-NetFirewallRule -DisplayName '${name} out' -Direction Outbound ${outbound} -LocalAddress ${sources} -RemoteAddress ${destinations} ${end}`,
        );
      if (host === null || host === to.id)
        lines.push(
          `New-NetFirewallRule -DisplayName '${name} in' -Direction Inbound ${inbound} -LocalAddress ${destinations} -RemoteAddress ${sources} ${end}`,
        );
    }
  }
  lines.push("");
  return {
    files: [{ name: "sightglass-windows.ps1", text: lines.join("\r\n") }],
    notes: [
      "The script blocks what it does not allow, in both directions: sign-in to the domain, name lookups and remote management need a conduit each. Try it on one host first.",
      "Rules of other groups that allow something stay: Windows lets through what any allowing rule lets through.",
    ],
  };
}

interface WindowsService {
  readonly title: string;
  readonly inbound: string;
  readonly outbound: string;
}

/** Services as parameters of New-NetFirewallRule for either direction. */
export function windowsServices(services: readonly Service[], families: readonly Family[]): WindowsService[] {
  const same = (title: string, text: string) => ({ title, inbound: text, outbound: text });
  if (services.some((it) => it.kind === "any")) return [same("anything", "-Protocol Any")];
  const rules: WindowsService[] = [];
  for (const kind of ["tcp", "udp"] as const) {
    const ports = services.flatMap((it) => (it.kind === kind ? portsText(it.ports) : [])).join(",");
    const protocol = `-Protocol ${kind.toUpperCase()}`;
    if (ports)
      rules.push({
        title: kind.toUpperCase(),
        inbound: `${protocol} -LocalPort ${ports}`,
        outbound: `${protocol} -RemotePort ${ports}`,
      });
  }
  for (const service of services) {
    if (service.kind === "echo") {
      if (families.includes(4)) rules.push(same("ping", "-Protocol ICMPv4 -IcmpType 8"));
      if (families.includes(6)) rules.push(same("ping IPv6", "-Protocol ICMPv6 -IcmpType 128"));
    }
    if (service.kind === "ip") rules.push(same(`IP protocol ${service.protocol}`, `-Protocol ${service.protocol}`));
  }
  return rules;
}
