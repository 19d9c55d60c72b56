import { type AddressSet, ANY_ADDRESS, addressSet, parseRange } from "../address/address-set";
import { IP_PROTOCOL, type PortRange } from "../policy/service";
import { closeMatch, openMatch, parseProtocol } from "../rule-set/build-match";
import type { Chain, Rule, RuleProblem, RuleSet } from "../rule-set/rule-set";
import { lineText } from "../text/line-text";
import { parsePortRange } from "../text/port-names";
import { powershellWords } from "./powershell-words";

class Unreadable extends Error {}

/** What may stand before the first colon of netsh, as the parameter that PowerShell calls it. */
const NETSH_KEYS: Readonly<Record<string, string>> = {
  name: "displayname",
  dir: "direction",
  localip: "localaddress",
  remoteip: "remoteaddress",
  localport: "localport",
  remoteport: "remoteport",
  protocol: "protocol",
  action: "action",
  description: "description",
  enable: "enabled",
  profile: "profile",
};

/** Reads scripts of New-NetFirewallRule, Set-NetFirewallProfile and `netsh advfirewall firewall add rule`. */
export function readWindows(text: string): RuleSet {
  const lines = text.split(/\r?\n/);
  const problems: RuleProblem[] = [];
  const rules = { input: [] as Rule[], output: [] as Rule[] };
  // What Windows does when nobody has said otherwise.
  const otherwise = { input: "deny" as "allow" | "deny", output: "allow" as "allow" | "deny" };
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const plain = raw.trim();
    if (plain === "" || plain.startsWith("#") || /^(?:rem|::)\b/i.test(plain)) continue;
    try {
      const words = powershellWords(plain);
      const command = words[0]?.toLowerCase() ?? "";
      if (command === "set-netfirewallprofile") {
        const parameters = powershellParameters(words.slice(1));
        for (const [key, hook] of [
          ["defaultinboundaction", "input"],
          ["defaultoutboundaction", "output"],
        ] as const) {
          const action = parameters.get(key)?.toLowerCase();
          if (action) otherwise[hook] = action === "allow" ? "allow" : "deny";
        }
      } else if (command === "new-netfirewallrule") {
        addRule(powershellParameters(words.slice(1)), { line, text: lineText(lines, line) }, rules);
      } else if (
        /^netsh(?:\.exe)?$/.test(command) &&
        words.slice(1, 5).join(" ").toLowerCase() === "advfirewall firewall add rule"
      ) {
        addRule(netshParameters(words.slice(5)), { line, text: lineText(lines, line) }, rules);
      } else if (!/^get-netfirewallrule$/.test(command)) throw new Unreadable("this command is not read");
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ line, text: lineText(lines, line), reason: error.message });
    }
  }
  const chains = new Map<string, Chain>(
    (["input", "output"] as const).map((hook) => [
      hook,
      { name: hook, rules: rules[hook], otherwise: otherwise[hook], order: "deny-wins" },
    ]),
  );
  return {
    dialect: "windows",
    chains,
    hooks: { forward: [], input: ["input"], output: ["output"] },
    tracks: "all",
    bindings: [],
    problems,
  };
}

function powershellParameters(words: readonly string[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === "|") break;
    if (!word.startsWith("-")) throw new Unreadable(`"${word}" is not expected here`);
    parameters.set(word.slice(1).toLowerCase(), words[at + 1] ?? "");
    at += 1;
  }
  return parameters;
}

function netshParameters(words: readonly string[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    const name = word.slice(0, at).toLowerCase();
    const key = Object.hasOwn(NETSH_KEYS, name) ? NETSH_KEYS[name] : undefined;
    if (at < 0 || !key) throw new Unreadable(`"${word}" is not read`);
    parameters.set(key, word.slice(at + 1));
  }
  const direction = parameters.get("direction");
  if (direction) parameters.set("direction", direction.toLowerCase() === "out" ? "Outbound" : "Inbound");
  return parameters;
}

const READ = new Set([
  "displayname",
  "name",
  "group",
  "direction",
  "protocol",
  "localport",
  "remoteport",
  "localaddress",
  "remoteaddress",
  "icmptype",
  "action",
  "description",
  "enabled",
  "profile",
]);

function addRule(
  parameters: ReadonlyMap<string, string>,
  { line, text }: { readonly line: number; readonly text: string },
  rules: { readonly input: Rule[]; readonly output: Rule[] },
): void {
  const unknown = [...parameters.keys()].find((it) => !READ.has(it));
  if (unknown !== undefined) throw new Unreadable(`the parameter ${unknown} is not read`);
  if (/^(?:false|no)$/i.test(parameters.get("enabled") ?? "")) return;
  const isOut = parameters.get("direction")?.toLowerCase() === "outbound";
  const match = openMatch();
  const local = addressesOf(parameters.get("localaddress"));
  const remote = addressesOf(parameters.get("remoteaddress"));
  const [localPorts, remotePorts] = [portsOf(parameters.get("localport")), portsOf(parameters.get("remoteport"))];
  match.sources = isOut ? local : remote;
  match.destinations = isOut ? remote : local;
  match.sourcePorts = isOut ? localPorts : remotePorts;
  match.destinationPorts = isOut ? remotePorts : localPorts;
  const protocol = (parameters.get("protocol") ?? "any").toLowerCase();
  const [name = "", ...types] = protocol.split(/[:,]/);
  if (name !== "any") {
    const number = name === "icmpv4" ? IP_PROTOCOL.icmp : parseProtocol(name);
    if (number === null) throw new Unreadable(`the protocol ${protocol} is not known`);
    match.protocols = [number];
  }
  const icmpType = parameters.get("icmptype") ?? types[0];
  if (icmpType !== undefined && icmpType.toLowerCase() !== "any") {
    if (!/^\d{1,3}$/.test(icmpType)) throw new Unreadable(`the ICMP type ${icmpType} is not read`);
    match.icmpTypes = [Number(icmpType)];
  }
  const action = /^block$/i.test(parameters.get("action") ?? "allow") ? "deny" : "allow";
  (isOut ? rules.output : rules.input).push({ line, text, match: closeMatch(match), action: { kind: action } });
}

function addressesOf(text: string | undefined): AddressSet {
  if (text === undefined || /^any$/i.test(text)) return ANY_ADDRESS;
  return addressSet(
    text.split(",").map((part) => {
      const range = parseRange(part.trim());
      if (!range) throw new Unreadable(`${part} is no address that is read`);
      return range;
    }),
  );
}

function portsOf(text: string | undefined): PortRange[] | null {
  if (text === undefined || /^any$/i.test(text)) return null;
  return text.split(",").map((part) => {
    const range = parsePortRange(part.trim());
    if (!range) throw new Unreadable(`${part} is no port`);
    return range;
  });
}
