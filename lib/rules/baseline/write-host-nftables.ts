import { blockTexts, ofFamily } from "../address/address-set";
import { nftServices } from "../nftables/write-nftables";
import type { Policy } from "../policy/policy";
import type { WrittenRules } from "../rule-set/dialect";
import { describeAllow } from "../text/describe-allow";
import { plainText } from "../text/plain-text";
import { DEVICE_ZONE } from "./build-baseline";

/** The device's own firewall: what it may send and what may reach it, on the input and output hooks. */
export function writeHostNftables(policy: Policy): WrittenRules {
  const chain = (hook: "input" | "output") => [
    `\tchain ${hook} {`,
    `\t\ttype filter hook ${hook} priority filter; policy drop;`,
    "\t\tct state established,related accept",
    "\t\tct state invalid drop",
    "\t\tip saddr 127.0.0.0/8 ip daddr 127.0.0.0/8 accept",
    "\t\tip6 saddr ::1 ip6 daddr ::1 accept",
    "\t\ticmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert } accept",
    ...rulesOf(policy, hook).map((rule) => `\t\t${rule}`),
    `\t\tlimit rate 10/second log prefix "sightglass-${hook}: "`,
    "\t\tcounter drop",
    "\t}",
  ];
  const lines = [
    "#!/usr/sbin/nft -f",
    `# ${plainText(policy.title, 160)}`,
    "table inet sightglass_host",
    "delete table inet sightglass_host",
    "table inet sightglass_host {",
    ...chain("input"),
    ...chain("output"),
    "}",
    "",
  ];
  return { files: [{ name: "sightglass-host.nft", text: lines.join("\n") }], notes: [] };
}

function rulesOf(policy: Policy, hook: "input" | "output"): string[] {
  return policy.allows.flatMap((allow) => {
    if ((allow.fromZoneId === DEVICE_ZONE) !== (hook === "output")) return [];
    const [from, to] = [allow.fromZoneId, allow.toZoneId].map((id) => policy.zones.find((it) => it.id === id));
    return ([4, 6] as const).flatMap((family) => {
      const sources = blockTexts(ofFamily(from?.addresses ?? [], family));
      const destinations = blockTexts(ofFamily(to?.addresses ?? [], family));
      if (sources.length === 0 || destinations.length === 0) return [];
      const ip = family === 4 ? "ip" : "ip6";
      const ends = `${ip} saddr ${setOf(sources)} ${ip} daddr ${setOf(destinations)}`;
      return nftServices(allow.services, family).map(
        (service) => `${ends} ${service} accept comment "${describeAllow(allow, 120)}"`,
      );
    });
  });
}

const setOf = (texts: readonly string[]) => (texts.length === 1 ? texts[0] : `{ ${texts.join(", ")} }`);
