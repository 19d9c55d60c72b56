import {
  type AddressRange,
  type AddressSet,
  addressSet,
  complementOf,
  everyAddress,
  type Family,
  intersectAddresses,
  parseRange,
} from "../address/address-set";
import { IP_PROTOCOL, type PortRange } from "../policy/service";
import {
  narrowDestinations,
  narrowFamily,
  narrowProtocols,
  narrowSources,
  type OpenMatch,
  otherPorts,
  otherProtocols,
  parseProtocol,
} from "../rule-set/build-match";
import type { ConnectionState } from "../rule-set/rule-set";
import { parseIcmpType, parsePortRange } from "../text/port-names";
import { type NftCursor, Unreadable } from "./nft-cursor";
import type { NftDefinitions } from "./nft-definitions";

const STATES: readonly string[] = ["new", "established", "related", "invalid"];

/** Reads what a rule asks of a packet: its connection, interfaces, addresses, protocol and ports. */
export class NftConditions {
  constructor(
    private readonly cursor: NftCursor,
    private readonly definitions: NftDefinitions,
  ) {}

  /** Narrows the match by the condition that the word begins. Whatever is no known condition is `Unreadable`. */
  narrow(match: OpenMatch, word: string, table: string): void {
    switch (word) {
      case "ct":
        this.connection(match);
        return;
      case "iif":
      case "iifname":
      case "oif":
      case "oifname":
        this.interface(word, match);
        return;
      case "meta":
        this.meta(match, table);
        return;
      case "ip":
      case "ip6":
        this.header(word === "ip" ? 4 : 6, match, table);
        return;
      case "tcp":
      case "udp":
      case "sctp":
      case "th":
        this.ports(word, match, table);
        return;
      case "icmp":
      case "icmpv6":
        this.icmp(word === "icmp" ? 4 : 6, match, table);
        return;
      default:
        throw new Unreadable(`"${word}" is not read`);
    }
  }

  private connection(match: OpenMatch): void {
    if (this.cursor.expectWord() !== "state") throw new Unreadable("of the connection only its state is read");
    const isOther = this.cursor.isNegated();
    const named = this.cursor.values();
    const unknown = named.find((it) => !STATES.includes(it) && it !== "untracked");
    if (unknown !== undefined) throw new Unreadable(`the state ${unknown} is not known`);
    const states = STATES.filter((it) => named.includes(it) !== isOther) as ConnectionState[];
    match.states = match.states ? match.states.filter((it) => states.includes(it)) : states;
  }

  private interface(word: string, match: OpenMatch): void {
    const isOther = this.cursor.isNegated();
    const names = this.cursor.values().join(",");
    const text = isOther ? `not ${names}` : names;
    if (word.startsWith("i")) match.inputInterface = text;
    else match.outputInterface = text;
  }

  private meta(match: OpenMatch, table: string): void {
    const key = this.cursor.expectWord();
    if (key === "iif" || key === "iifname" || key === "oif" || key === "oifname") {
      this.interface(key, match);
      return;
    }
    if (key === "l4proto" || key === "protocol" || key === "nfproto") {
      const isOther = this.cursor.isNegated();
      const values = this.definitions.valuesAt(this.cursor, table);
      if (key === "l4proto") {
        this.protocols(values, isOther, match);
        return;
      }
      const families = ([4, 6] as const).filter(
        (it) =>
          values.some((value) => value.endsWith(it === 4 ? "ipv4" : "ipv6") || value === (it === 4 ? "ip" : "ip6")) !==
          isOther,
      );
      if (families.length === 1) narrowFamily(match, families[0] as Family);
      return;
    }
    throw new Unreadable(`"meta ${key}" is not read`);
  }

  private header(family: Family, match: OpenMatch, table: string): void {
    const key = this.cursor.expectWord();
    narrowFamily(match, family);
    const isOther = this.cursor.isNegated();
    const values = this.definitions.valuesAt(this.cursor, table);
    if (key === "protocol" || key === "nexthdr") {
      this.protocols(values, isOther, match);
      return;
    }
    if (key !== "saddr" && key !== "daddr") throw new Unreadable(`"${key}" of the address header is not read`);
    const ranges = addressSet(values.map(rangeOf));
    const set: AddressSet = isOther ? intersectAddresses(complementOf(ranges), [everyAddress(family)]) : ranges;
    if (key === "saddr") narrowSources(match, set);
    else narrowDestinations(match, set);
  }

  private protocols(values: readonly string[], isOther: boolean, match: OpenMatch): void {
    const numbers = values.map((value) => {
      const number = parseProtocol(value);
      if (number === null) throw new Unreadable(`the protocol ${value} is not known`);
      return number;
    });
    narrowProtocols(match, isOther ? otherProtocols(numbers) : numbers);
  }

  private ports(word: string, match: OpenMatch, table: string): void {
    const key = this.cursor.expectWord();
    if (key !== "sport" && key !== "dport") throw new Unreadable(`"${word} ${key}" is not read`);
    if (word === "th") narrowProtocols(match, [IP_PROTOCOL.tcp, IP_PROTOCOL.udp, IP_PROTOCOL.sctp]);
    else narrowProtocols(match, [IP_PROTOCOL[word as "tcp" | "udp" | "sctp"]]);
    const isOther = this.cursor.isNegated();
    const ranges: PortRange[] = this.definitions.valuesAt(this.cursor, table).map((value) => {
      const range = parsePortRange(value);
      if (!range) throw new Unreadable(`${value} is no port`);
      return range;
    });
    const ports = isOther ? otherPorts(ranges) : ranges;
    if (key === "sport") match.sourcePorts = ports;
    else match.destinationPorts = ports;
  }

  private icmp(family: Family, match: OpenMatch, table: string): void {
    if (this.cursor.expectWord() !== "type") throw new Unreadable("of ICMP only the type is read");
    narrowFamily(match, family);
    narrowProtocols(match, [family === 4 ? IP_PROTOCOL.icmp : IP_PROTOCOL.icmpv6]);
    if (this.cursor.isNegated()) throw new Unreadable("an ICMP type that is excluded is not read");
    match.icmpTypes = this.definitions.valuesAt(this.cursor, table).map((value) => {
      const type = parseIcmpType(value, family);
      if (type === null) throw new Unreadable(`the ICMP type ${value} is not known`);
      return type;
    });
  }
}

function rangeOf(value: string): AddressRange {
  const range = parseRange(value);
  if (!range) throw new Unreadable(`${value} is no address`);
  return range;
}
