import type { AddressSet } from "../address/address-set";
import type { PortRange } from "../policy/service";

export type DialectId = "nftables" | "iptables" | "cisco-ios" | "cisco-asa" | "fortios" | "pan-os" | "windows";

/** What of a packet above its addresses a rule asks for; null: whatever it is. Lists are alternatives. */
export interface ServiceMatch {
  /** IANA numbers. */
  readonly protocols: readonly number[] | null;
  readonly sourcePorts: readonly PortRange[] | null;
  readonly destinationPorts: readonly PortRange[] | null;
  readonly icmpTypes: readonly number[] | null;
  /** Cisco's "established": TCP with ACK or RST, never a first packet. */
  readonly isReplyOnly?: boolean;
}

export type ConnectionState = "new" | "established" | "related" | "invalid";

export interface RuleMatch {
  readonly sources: AddressSet;
  readonly destinations: AddressSet;
  /** Alternatives. */
  readonly services: readonly ServiceMatch[];
  /** Null: in whatever state. */
  readonly states: readonly ConnectionState[] | null;
  /** Names of interfaces as written; null: any. The topology says whether a flow passes them. */
  readonly inputInterface: string | null;
  readonly outputInterface: string | null;
}

export type RuleAction =
  /** `reflects`: the reply becomes a member of this temporary list. */
  | { readonly kind: "allow"; readonly reflects?: string }
  | { readonly kind: "deny" }
  | { readonly kind: "jump" | "goto"; readonly chain: string }
  | { readonly kind: "return" }
  /** Allows replies to what was reflected into this list. */
  | { readonly kind: "evaluate"; readonly list: string }
  /** Counts or logs, and goes on. */
  | { readonly kind: "continue" };

export interface Rule {
  /** 1-based line of the text on which it begins. */
  readonly line: number;
  /** The rule as written, cleaned. */
  readonly text: string;
  readonly match: RuleMatch;
  readonly action: RuleAction;
}

export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** What becomes of a packet that no rule decided. */
  readonly otherwise: "allow" | "deny" | "return";
  /** "deny-wins": a matching deny beats every allow, whatever the order (Windows). */
  readonly order: "first-match" | "deny-wins";
}

export type Hook = "forward" | "input" | "output";

/** A line that could not be read, so that nobody takes the verdicts for more than they are. */
export interface RuleProblem {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export interface RuleSet {
  readonly dialect: DialectId;
  readonly chains: ReadonlyMap<string, Chain>;
  /** Names of chains that a packet passes one after the other; each has to allow it. */
  readonly hooks: Readonly<Record<Hook, readonly string[]>>;
  /** Replies pass without a rule, of which protocols. */
  readonly tracks: "nothing" | "all" | "all-but-icmp";
  /** Lists bound to interfaces, with the networks behind them, where the text tells. */
  readonly bindings: readonly ListBinding[];
  readonly problems: readonly RuleProblem[];
}

/** An access list that filters what enters from, or leaves to, the networks behind an interface. */
export interface ListBinding {
  readonly list: string;
  readonly direction: "in" | "out";
  readonly addresses: AddressSet;
}
