import { type Address, type AddressRange, addressSet, subtractAddresses } from "@/lib/rules/address/address-set";
import type { PolicyFlow } from "@/lib/rules/policy/flow";
import type { Allow, Policy, PolicyZone } from "@/lib/rules/policy/policy";
import { flowOf } from "@/lib/rules/policy/probe-flows";
import { normalServices, type Service } from "@/lib/rules/policy/service";

/** Policies and flows for fuzzing, by a seeded generator in [0, 1). Zones are disjoint, as those of a plant are. */

/** What people and packets might be called, and worse. */
export const HOSTILE_NAMES: readonly string[] = [
  "Cell 1",
  "Zelle „Presse“ ß/ø",
  'x" accept; drop #',
  "a' ; Remove-Item C:\\ -Recurse #",
  "a\u2019; Stop-Computer \u2018",
  "line\nend\r\nexit\nno access-list SG-GLOBAL",
  `$(reboot) \`id\` $\{IFS}`,
  "\u202eevil\u0000\u0007",
  "end\n  next\nend\nconfig system admin",
  "! remark # comment } }",
  "",
  "   ",
  "0",
  "ANY",
  "all",
  "制御盤",
  "x".repeat(300),
  '"""',
  "\\",
  "%s%n",
  "] [ any",
];

export function inventedPolicy(random: () => number): Policy {
  const below = (count: number) => Math.floor(random() * count);
  const name = () => HOSTILE_NAMES[below(HOSTILE_NAMES.length)] as string;
  let taken: AddressRange[] = [];
  const zones = Array.from({ length: 1 + below(5) }, (_, index): PolicyZone => {
    const ranges = Array.from({ length: below(4) + (random() < 0.1 ? 0 : 1) }, () => inventedRange(random));
    const addresses = subtractAddresses(addressSet(ranges), addressSet(taken));
    taken = [...taken, ...addresses];
    return { id: `z${index}`, name: name(), addresses };
  });
  const zone = () => (zones[below(zones.length)] as PolicyZone).id;
  const allows = Array.from({ length: below(7) }, (_, index): Allow => {
    const services = Array.from({ length: 1 + below(random() < 0.1 ? 40 : 4) }, () => inventedService(random));
    return {
      id: `c${index}`,
      fromZoneId: zone(),
      toZoneId: zone(),
      services: normalServices(services),
      title: name(),
      reason: name(),
      owner: random() < 0.3 ? null : name(),
      limits: random() < 0.2 ? [name()] : [],
    };
  });
  return { title: name(), zones, allows };
}

function inventedRange(random: () => number): AddressRange {
  const below = (count: number) => Math.floor(random() * count);
  if (random() < 0.3) {
    const prefix = (0xfd00n << 112n) + (BigInt(below(3)) << 64n);
    if (random() < 0.3) return { family: 6, first: prefix, last: prefix + (1n << 40n) - 1n };
    const first = prefix + BigInt(below(64));
    return { family: 6, first, last: first + BigInt(random() < 0.4 ? 0 : below(12)) };
  }
  const first = BigInt(10 * 2 ** 24 + below(4) * 256 + below(256));
  return { family: 4, first, last: first + BigInt(random() < 0.4 ? 0 : below(300)) };
}

function inventedService(random: () => number): Service {
  const below = (count: number) => Math.floor(random() * count);
  const kind = random();
  if (kind < 0.05) return { kind: "any" };
  if (kind < 0.15) return { kind: "echo" };
  if (kind < 0.22) return { kind: "ip", protocol: [2, 47, 50, 51, 89, 103, 112][below(7)] as number };
  const first = random() < 0.5 ? 1 + below(30) : 1 + below(65_000);
  const last = random() < 0.6 ? first : Math.min(65_535, first + below(random() < 0.5 ? 5 : 5_000));
  return { kind: kind < 0.7 ? "tcp" : "udp", ports: { first, last } };
}

/** Flows between addresses in and beside the zones, at ports in and beside the services. */
export function inventedFlows(policy: Policy, random: () => number, count: number): PolicyFlow[] {
  const below = (limit: number) => Math.floor(random() * limit);
  const ranges = policy.zones.flatMap((it) => it.addresses);
  const services = policy.allows.flatMap((it) => it.services);
  const address = (family: 4 | 6): Address => {
    const own = ranges.filter((it) => it.family === family);
    const range = own[below(own.length)];
    if (!range || random() < 0.1)
      return {
        family,
        value: family === 4 ? BigInt(10 * 2 ** 24 + below(2000)) : (0xfd00n << 112n) + BigInt(below(900)),
      };
    return { family, value: range.first + BigInt(Math.floor(random() * Number(range.last - range.first + 1n))) };
  };
  return Array.from({ length: count }, () => {
    const family = random() < 0.3 ? 6 : 4;
    const service = services[below(services.length)];
    const port = service && "ports" in service ? service.ports.first + below(3) - 1 : 1 + below(65_535);
    const protocol =
      random() < 0.75
        ? random() < 0.5
          ? 6
          : 17
        : random() < 0.5
          ? family === 4
            ? 1
            : 58
          : ([2, 47, 50, 89][below(4)] as number);
    return flowOf(address(family), address(family), { protocol, port: Math.min(65_535, Math.max(1, port)) });
  }).flatMap((it) => it ?? []);
}
