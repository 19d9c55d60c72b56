import {
  type AddressSet,
  ANY_ADDRESS,
  addressSet,
  bitsOfMask,
  blockOf,
  everyAddress,
  type Family,
  parseAddress,
  parseRange,
} from "../address/address-set";
import { IP_PROTOCOL, type PortRange } from "../policy/service";
import { narrowProtocols, type OpenMatch, otherPorts, parseProtocol } from "../rule-set/build-match";
import type { ServiceMatch } from "../rule-set/rule-set";
import { parseIcmpType, parsePort } from "../text/port-names";

/** What IOS and ASA have in common: addresses, ports and groups in an entry of an extended list. */

export class Unreadable extends Error {}

/** Words of an entry, taken one after the other. */
export class Words {
  private at = 0;
  constructor(private readonly words: readonly string[]) {}

  peek(offset = 0): string | undefined {
    return this.words[this.at + offset];
  }

  next(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw new Unreadable("the line ends too early");
    return word;
  }

  take(word: string): boolean {
    if (this.peek() !== word) return false;
    this.at += 1;
    return true;
  }

  rest(): string[] {
    return this.words.slice(this.at);
  }
}

/** Groups by name, as far as the text defines them. */
export interface CiscoGroups {
  readonly networks: Map<string, AddressSet>;
  readonly services: Map<string, readonly ServiceMatch[]>;
  readonly protocols: Map<string, readonly number[]>;
}

export function emptyGroups(): CiscoGroups {
  return { networks: new Map(), services: new Map(), protocols: new Map() };
}

/** Groups of groups double with every line; no device holds as much. */
const MAX_MEMBERS = 5_000;

/** The members of a service group with more of them. */
export function joinServices(known: readonly ServiceMatch[], added: readonly ServiceMatch[]): readonly ServiceMatch[] {
  if (known.length + added.length > MAX_MEMBERS) throw new Unreadable("the group has too many members");
  return [...known, ...added];
}

export function groupOf<Value>(groups: ReadonlyMap<string, Value>, name: string): Value {
  const group = groups.get(name);
  if (group === undefined) throw new Unreadable(`the group ${name} is not defined above`);
  return group;
}

/**
 * One end of an entry: any, host, group, block, or address with a mask. `isWildcard`: IOS writes 0.0.0.255 where ASA
 * writes 255.255.255.0.
 */
export function readEnd(words: Words, groups: CiscoGroups, family: Family | null, isWildcard: boolean): AddressSet {
  const word = words.next();
  if (word === "any") return family ? [everyAddress(family)] : ANY_ADDRESS;
  if (word === "any4") return [everyAddress(4)];
  if (word === "any6") return [everyAddress(6)];
  if (word === "host") return hostOf(words.next());
  if (word === "object-group" || word === "object") return groupOf(groups.networks, words.next());
  if (word.includes("/")) {
    const range = parseRange(word);
    if (!range) throw new Unreadable(`${word} is no address`);
    return [range];
  }
  const address = parseAddress(word);
  if (!address) throw new Unreadable(`${word} is no address`);
  if (address.family === 6) return addressSet([{ family: 6, first: address.value, last: address.value }]);
  const mask = parseAddress(words.next());
  if (mask?.family !== 4) throw new Unreadable("an address stands without its mask");
  const bits = bitsOfMask(maskText(isWildcard ? mask.value ^ 0xffffffffn : mask.value));
  if (bits === null) throw new Unreadable("masks with holes are not read");
  return [blockOf(address, bits)];
}

function maskText(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 255n)).join(".");
}

export function hostOf(text: string): AddressSet {
  const range = parseRange(text);
  if (!range || text.includes("/") || text.includes("-")) throw new Unreadable(`${text} is no address`);
  return [range];
}

/** eq, neq, gt, lt, range: the ports of one end; null when the entry names none here. */
export function readPorts(words: Words): PortRange[] | null {
  const operator = words.peek();
  if (!operator || !/^(?:eq|neq|gt|lt|range)$/.test(operator)) return null;
  words.next();
  const port = (text: string) => {
    const number = parsePort(text);
    if (number === null) throw new Unreadable(`${text} is no port`);
    return number;
  };
  const first = port(words.next());
  if (operator === "range") return [{ first, last: port(words.next()) }];
  if (operator === "gt") return [{ first: first + 1, last: 65_535 }];
  if (operator === "lt") return [{ first: 0, last: first - 1 }];
  const ports = [first];
  // IOS takes several ports behind eq and neq.
  while (words.peek() !== undefined && parsePort(words.peek() as string) !== null) ports.push(port(words.next()));
  const ranges = ports.map((it) => ({ first: it, last: it }));
  return operator === "neq" ? otherPorts(ranges) : ranges;
}

/** The protocol of an entry, put into the match; "ip" asks for none. */
export function readProtocol(text: string, match: OpenMatch): void {
  if (text === "ip" || text === "ipv6") return;
  const number = parseProtocol(text);
  if (number === null) throw new Unreadable(`the protocol ${text} is not known`);
  narrowProtocols(match, [number]);
}

/** An ICMP type behind the destination. */
export function readIcmp(words: Words, match: OpenMatch, family: Family): void {
  const word = words.peek();
  if (word === undefined || /^(?:log|log-input|time-range|inactive|reflect)$/.test(word)) return;
  if (family === 6 && (word === "nd-na" || word === "nd-ns")) {
    words.next();
    match.icmpTypes = [word === "nd-na" ? 136 : 135];
    return;
  }
  const type = parseIcmpType(word, family);
  if (type === null) throw new Unreadable(`the ICMP type ${word} is not known`);
  words.next();
  if (/^\d+$/.test(words.peek() ?? "")) words.next();
  match.icmpTypes = [type];
}

/** "tcp eq 80", "udp range 1 5", "tcp-udp eq 53", "icmp echo" of a service group, ports behind `keyword` being its destination. */
export function readServiceLine(words: Words): ServiceMatch[] {
  const name = words.next();
  const protocols = name === "tcp-udp" ? [IP_PROTOCOL.tcp, IP_PROTOCOL.udp] : protocolOf(name);
  let sourcePorts: PortRange[] | null = null;
  let destinationPorts: PortRange[] | null = null;
  let icmpTypes: number[] | null = null;
  if (words.take("source")) sourcePorts = readPorts(words);
  if (words.take("destination")) destinationPorts = readPorts(words);
  else destinationPorts = readPorts(words);
  const word = words.peek();
  if (word !== undefined && protocols?.some((it) => it === IP_PROTOCOL.icmp || it === IP_PROTOCOL.icmpv6)) {
    const type = parseIcmpType(words.next(), protocols[0] === IP_PROTOCOL.icmp ? 4 : 6);
    if (type === null) throw new Unreadable(`the ICMP type ${word} is not known`);
    icmpTypes = [type];
  }
  if (words.peek() !== undefined) throw new Unreadable(`"${words.peek()}" is not read`);
  return [{ protocols, sourcePorts, destinationPorts, icmpTypes }];
}

function protocolOf(name: string): number[] | null {
  if (name === "ip") return null;
  const number = parseProtocol(name);
  if (number === null) throw new Unreadable(`the protocol ${name} is not known`);
  return [number];
}
