import {
  type AddressSet,
  addressSet,
  bitsOfMask,
  blockOf,
  everyAddress,
  type Family,
  parseAddress,
  parseRange,
} from "../address/address-set";
import { IP_PROTOCOL } from "../policy/service";
import { ANY_SERVICE } from "../rule-set/build-match";
import type { Rule, RuleMatch, RuleProblem, RuleSet, ServiceMatch } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";
import { parsePortRange } from "../text/port-names";
import { shellWords } from "../text/shell-words";

class Unreadable extends Error {}

interface Entry {
  readonly name: string;
  readonly line: number;
  readonly settings: Map<string, readonly string[]>;
}

/** Reads addresses, groups, services and policies of a FortiOS configuration. */
export function readFortios(text: string): RuleSet {
  const lines = text.split(/\r?\n/);
  const problems: RuleProblem[] = [];
  const rules: Rule[] = [];
  const objects = new FortiObjects();
  const path: string[] = [];
  let entry: Entry | null = null;
  const finish = () => {
    if (!entry) return;
    const { line, name } = entry;
    try {
      const section = path.at(-1) ?? "";
      if (section === "firewall policy") rules.push(...policyRules(entry, objects, lineText(lines, line)));
      else objects.add(section, entry);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ line, text: lineText(lines, line) || name, reason: error.message });
    }
    entry = null;
  };
  for (const [index, raw] of lines.entries()) {
    const plain = raw.trim();
    if (plain === "" || plain.startsWith("#")) continue;
    const [verb, ...words] = shellWords(plain);
    if (verb === "config") path.push(words.join(" "));
    else if (verb === "end") {
      finish();
      path.pop();
    } else if (verb === "edit") {
      finish();
      entry = { name: words[0] ?? "", line: index + 1, settings: new Map() };
    } else if (verb === "next") finish();
    else if (verb === "set" && entry) (entry as Entry).settings.set(words[0] ?? "", words.slice(1));
    else if (verb !== "unset" && verb !== "set")
      problems.push({ line: index + 1, text: lineText(lines, index + 1), reason: `"${verb ?? ""}" is not read` });
  }
  const chain = { name: "policy", rules, otherwise: "deny", order: "first-match" } as const;
  return {
    dialect: "fortios",
    chains: new Map([[chain.name, chain]]),
    hooks: { forward: [chain.name], input: [], output: [] },
    tracks: "all",
    bindings: [],
    problems,
  };
}

class FortiObjects {
  private readonly addresses = new Map<string, AddressSet>([
    ["4 all", [everyAddress(4)]],
    ["6 all", [everyAddress(6)]],
  ]);
  private readonly services = new Map<string, readonly ServiceMatch[]>([["ALL", [ANY_SERVICE]]]);

  add(section: string, { name, settings }: Entry): void {
    switch (section) {
      case "firewall address":
        this.addresses.set(`4 ${name}`, this.addressOf(settings));
        return;
      case "firewall address6":
        this.addresses.set(`6 ${name}`, this.addressOf(settings));
        return;
      case "firewall addrgrp":
      case "firewall addrgrp6": {
        const family = section.endsWith("6") ? 6 : 4;
        const members = settings.get("member") ?? [];
        this.addresses.set(`${family} ${name}`, this.addressesOf(members, family));
        return;
      }
      case "firewall service custom":
        this.services.set(name, serviceOf(settings));
        return;
      case "firewall service group":
        this.services.set(name, this.servicesOf(settings.get("member") ?? []));
        return;
      default:
    }
  }

  addressesOf(names: readonly string[], family: Family): AddressSet {
    return addressSet(
      names.flatMap((name) => {
        const set = this.addresses.get(`${family} ${name}`);
        if (!set) throw new Unreadable(`the address ${name} is not defined above`);
        return set;
      }),
    );
  }

  servicesOf(names: readonly string[]): ServiceMatch[] {
    return names.flatMap((name) => {
      const service = this.services.get(name);
      if (!service) throw new Unreadable(`the service ${name} is not defined above`);
      return service;
    });
  }

  private addressOf(settings: ReadonlyMap<string, readonly string[]>): AddressSet {
    const [base, mask] = settings.get("subnet") ?? [];
    const address = parseAddress(base ?? "");
    const bits = bitsOfMask(mask ?? "");
    if (address && bits !== null) return [blockOf(address, bits)];
    const start = settings.get("start-ip")?.[0];
    const text = start ? `${start}-${settings.get("end-ip")?.[0] ?? ""}` : (settings.get("ip6")?.[0] ?? base ?? "");
    const range = parseRange(text);
    if (!range) throw new Unreadable("this kind of address is not read");
    return [range];
  }
}

function serviceOf(settings: ReadonlyMap<string, readonly string[]>): ServiceMatch[] {
  const protocol = settings.get("protocol")?.[0] ?? "TCP/UDP/SCTP";
  if (protocol === "IP") {
    const number = Number(settings.get("protocol-number")?.[0] ?? 0);
    return [{ ...ANY_SERVICE, protocols: number === 0 ? null : [number] }];
  }
  if (protocol === "ICMP" || protocol === "ICMP6") {
    const type = settings.get("icmptype")?.[0];
    const number = protocol === "ICMP" ? IP_PROTOCOL.icmp : IP_PROTOCOL.icmpv6;
    return [{ ...ANY_SERVICE, protocols: [number], icmpTypes: type === undefined ? null : [Number(type)] }];
  }
  if (protocol !== "TCP/UDP/SCTP") throw new Unreadable(`services of the kind ${protocol} are not read`);
  return (["tcp", "udp", "sctp"] as const).flatMap((kind) =>
    (settings.get(`${kind}-portrange`) ?? []).map((text) => {
      const [destination = "", source] = text.split(":");
      const destinationPorts = parsePortRange(destination);
      const sourcePorts = source === undefined ? null : parsePortRange(source);
      if (!destinationPorts || (source !== undefined && !sourcePorts))
        throw new Unreadable(`${text} is no range of ports`);
      return {
        protocols: [IP_PROTOCOL[kind]],
        sourcePorts: sourcePorts ? [sourcePorts] : null,
        destinationPorts: [destinationPorts],
        icmpTypes: null,
      };
    }),
  );
}

/** One rule for each family that the policy names. */
function policyRules({ settings, line }: Entry, objects: FortiObjects, text: string): Rule[] {
  if (settings.get("status")?.[0] === "disable") return [];
  const action = settings.get("action")?.[0] === "accept" ? "allow" : "deny";
  const services = objects.servicesOf(settings.get("service") ?? []);
  const rules = ([4, 6] as const).flatMap((family): Rule[] => {
    const suffix = family === 6 ? "6" : "";
    const [from, to] = [settings.get(`srcaddr${suffix}`), settings.get(`dstaddr${suffix}`)];
    if (!from || !to) return [];
    const match: RuleMatch = {
      sources: objects.addressesOf(from, family),
      destinations: objects.addressesOf(to, family),
      services,
      states: null,
      inputInterface: interfaceOf(settings.get("srcintf")),
      outputInterface: interfaceOf(settings.get("dstintf")),
    };
    return [{ line, text, match, action: { kind: action } }];
  });
  if (
    settings.get("srcaddr-negate")?.[0] === "enable" ||
    settings.get("dstaddr-negate")?.[0] === "enable" ||
    settings.get("service-negate")?.[0] === "enable"
  )
    throw new Unreadable("policies that exclude addresses or services are not read");
  const schedule = settings.get("schedule")?.[0] ?? "always";
  if (schedule !== "always") throw new Unreadable("policies that hold at certain times only are not judged");
  return rules;
}

function interfaceOf(names: readonly string[] | undefined): string | null {
  return !names || names.includes("any") ? null : names.join(",");
}
