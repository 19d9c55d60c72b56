import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { parseMac } from "@/lib/domain/address";
import { detachedText } from "@/lib/domain/detached-text";
import type { Operation, PeerNameSource } from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import type { BindingProof, IdentityField, IdentityObservation, Subject } from "@/lib/domain/observation";
import type { Announcement, IdentityOptions, Observer } from "@/lib/protocols/define-decoder";
import type { AnnouncedEnds } from "./announced-ends";
import type { Conversation } from "./conversation";
import type { FindingFold, Moment } from "./finding-fold";
import type { CaptureContext } from "./message-context";
import type { MessageEffects, StatedBinding } from "./message-memo";

/** Statements per flow that are compared before a key is built: as many as one message usually makes. */
const MAX_RECENT = 12;
const NOTHING: readonly never[] = [];

/** Takes a decoder's words about the message it was just given, and puts them where they belong. */
export class MessageObserver implements Observer {
  private conversation: Conversation | null = null;
  private row = 0;
  private isFromB = false;
  private protocol = "";
  // What the message said so far. Lists are kept by whoever asks for them, so each message makes the few that it needs.
  private statements: IdentityObservation[] | null = null;
  private bindings: StatedBinding[] | null = null;
  private operations: Operation[] | null = null;
  /** Nothing was refused. */
  private isSimple = true;
  /** Nothing was stated of others than the sender. */
  private isPlain = true;

  constructor(
    private readonly context: CaptureContext,
    private readonly findings: FindingFold,
    private readonly flows: FlowTable,
    private readonly announced: AnnouncedEnds,
  ) {}

  /** Says whose message comes next. */
  attend(conversation: Conversation, row: number, isFromB: boolean, protocol: string): void {
    this.conversation = conversation;
    this.row = row;
    this.isFromB = isFromB;
    this.protocol = protocol;
    this.statements = null;
    this.bindings = null;
    this.operations = null;
    this.isSimple = true;
    this.isPlain = true;
  }

  /** All that the message stated, when its sender stated it of itself; null when it found no room or was of others. */
  repeatable(): readonly IdentityObservation[] | null {
    const isOnlyStated = this.isSimple && this.isPlain && this.bindings === null;
    return isOnlyStated ? (this.statements ?? NOTHING) : null;
  }

  /** What counts each time the message comes; null when something of it was refused. */
  effects(): MessageEffects | null {
    if (!this.isSimple) return null;
    const { statements, bindings, operations } = this;
    return { statements: statements ?? NOTHING, bindings: bindings ?? NOTHING, operations: operations ?? NOTHING };
  }

  identity(field: IdentityField, value: string, options?: IdentityOptions): void {
    const { conversation, context } = this;
    const { about, child, childOfSeveral } = options ?? {};
    const isPlain = about === undefined && child === undefined && childOfSeveral === undefined;
    if (isPlain && conversation && this.isRepeated(conversation, field, value, options)) return;
    const subject = this.subjectOf(options);
    if (!isPlain) this.isPlain = false;
    if (subject.mac === null && subject.ip === null) return;
    const protocol = options?.protocol ?? this.protocol;
    const isInferred = options?.inferred === true;
    const isCertain = childOfSeveral === undefined;
    const stated = this.findings.identity(subject, field, value, protocol, isInferred, this.moment(), isCertain);
    if (stated) this.noteStated(stated);
    else this.isSimple = false;
    if (!isPlain || !conversation || !stated) return;
    conversation.recent ??= [];
    const { recent } = conversation;
    if (recent.length >= MAX_RECENT) recent.shift();
    // Most statements are kept as they came: then both are one string.
    const raw = value === stated.value ? stated.value : detachedText(value);
    recent.push({ raw, mac: context.senderMac, ip: context.senderIp, stated });
  }

  /** Devices say the same again and again: compared with what this flow stated last, without building a key. */
  private isRepeated(
    conversation: Conversation,
    field: IdentityField,
    value: string,
    options: IdentityOptions | undefined,
  ): boolean {
    const { context, findings } = this;
    const protocol = options?.protocol ?? this.protocol;
    const isInferred = options?.inferred === true;
    if (conversation.recent === null) return false;
    for (const { raw, mac, ip, stated } of conversation.recent) {
      if (stated.field !== field || raw !== value || stated.protocol !== protocol || stated.inferred !== isInferred)
        continue;
      if (mac !== context.senderMac || ip !== context.senderIp) continue;
      findings.again(stated, context.hasTime ? context.timeUs : null);
      this.noteStated(stated);
      return true;
    }
    return false;
  }

  binding(rawIp: string, rawMac: string, proof: BindingProof): void {
    const ip = this.findings.ip(rawIp);
    const mac = parseMac(rawMac);
    if (ip === null || mac === null) return;
    const open = this.findings.binding(ip, mac, proof, this.protocol, this.moment());
    this.bindings ??= [];
    this.bindings.push({ ip, mac, proof, protocol: this.protocol, open });
  }

  operation(operation: Operation): void {
    this.conversation?.countOperation(operation, this.context.frame);
    this.operations ??= [];
    this.operations.push(operation);
  }

  direction(role: "request" | "response"): void {
    const { flows, row } = this;
    // The first word counts: a peer that changes its mind tells nothing.
    if ((flows.flags(row) & (FLOW_FLAG.asks | (FLOW_FLAG.asks << 1))) !== 0) return;
    const asksB = (role === "request") === this.isFromB;
    flows.addFlags(row, asksB ? FLOW_FLAG.asks << 1 : FLOW_FLAG.asks);
  }

  service(details: { product?: string; version?: string; flag?: string }): void {
    const { conversation, findings } = this;
    if (!conversation) return;
    const product = details.product === undefined ? "" : findings.clean(details.product);
    const version = details.version === undefined ? "" : findings.clean(details.version);
    if (product !== "" || version !== "") conversation.addProduct(product || null, version || null);
    if (details.flag) conversation.addFlag(findings.clean(details.flag));
  }

  peerName(name: string, from: PeerNameSource): void {
    const { conversation } = this;
    const text = this.findings.clean(name);
    if (!conversation || text === "") return;
    Object.assign(conversation, surerName(conversation, { peerName: text, peerNameFrom: from }));
  }

  resolvedName(ip: string, name: string): void {
    this.findings.resolvedName(ip, name);
  }

  announce(announcement: Announcement): void {
    const ip = this.findings.ip(announcement.ip);
    if (ip === null) return;
    this.announced.add({ ...announcement, ip }, this.context.timeUs);
    // Said again from memory it would not be announced again.
    this.isSimple = false;
  }

  private noteStated(stated: IdentityObservation): void {
    this.statements ??= [];
    this.statements.push(stated);
  }

  private moment(): Moment {
    const { context } = this;
    return { timeUs: context.hasTime ? context.timeUs : null, frame: context.frame };
  }

  private subjectOf(options: IdentityOptions | undefined): Subject {
    const { context } = this;
    const behind = options?.child ?? options?.childOfSeveral;
    const child = behind === undefined ? null : this.findings.clean(behind) || null;
    const about = options?.about ?? "sender";
    if (about === "sender") return { mac: context.senderMac, ip: context.senderIp, child };
    if (about === "receiver") return { mac: context.receiverMac, ip: context.receiverIp, child };
    return { mac: about.mac ? parseMac(about.mac) : null, ip: about.ip ? this.findings.ip(about.ip) : null, child };
  }
}
