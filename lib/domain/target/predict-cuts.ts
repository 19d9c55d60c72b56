import { compareText } from "../compare-text";
import { OPERATIONS, type Operation, type OperationCounts } from "../flow/flow";
import { HOURS_OF_WEEK, hourOfWeek, touchedHours } from "../flow/week-hours";
import { calendarOf, monthDayOf } from "../site-calendar";
import { findRecurrence, isRare, mostRegular, type Recurrence } from "./find-recurrence";
import { type CutReason, designJudge, type FlowVerdict } from "./judge-flow";
import type { RecordedConversation, RecordedEnd, RecordedFlow } from "./recorded-flow";
import type { AcceptedCut, TargetDesign } from "./target-design";
import { flowPlacer, type Placements } from "./zones-of-flow";

export interface Tally {
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
}

export const OUTCOMES = ["within", "allowed", "cut", "accepted", "undecided"] as const;
/** "accepted" is cut too, and somebody wants it so. */
export type Outcome = (typeof OUTCOMES)[number];

export interface CutPair {
  readonly initiator: RecordedEnd;
  readonly responder: RecordedEnd;
  readonly flows: number;
  readonly lastSeenUs: number | null;
  /** What the initiator asked for by name. */
  readonly peerName: string | null;
  /** Different days on which it was seen. */
  readonly days: number;
  /** Its own rhythm: a monthly job between two devices does not drown in the daily talk of others. */
  readonly recurrence: Recurrence;
}

/** When something happened, as counts of flows. A flow counts in every hour and on every day that it touches. */
export interface Activity {
  /** By hour of the week, Monday 0 h first: 168 numbers. */
  readonly hours: readonly number[];
  /** By day of the month: 31 numbers. */
  readonly monthDays: readonly number[];
  /** Different days on which it was seen. */
  readonly days: number;
  /** Flows that span more than a day in one source: only their first and last hour are known. */
  readonly longFlows: number;
}

/** Traffic from one zone to another, by one protocol, that the target cuts. */
export interface Cut {
  /** "from to protocol"; of a protocol that nobody knows, its port, too. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly ports: readonly string[];
  readonly why: CutReason;
  /** Monthly ones first, then most flows first, at most MAX_PAIRS; `pairCount` says how many there are. */
  readonly pairs: readonly CutPair[];
  readonly pairCount: number;
  /** Of these, pairs of which weeks of silence prove nothing. */
  readonly rarePairCount: number;
  readonly deviceIds: readonly string[];
  readonly operations: OperationCounts;
  readonly tally: Tally;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  readonly activity: Activity;
  /** Of all its pairs together, or of the most regular among them. */
  readonly recurrence: Recurrence;
  /** Days on which it could have been seen. */
  readonly evidenceDays: number;
  /** False: not one responder ever answered. */
  readonly isAnswered: boolean;
  readonly accepted: AcceptedCut | null;
  /** Device pairs that came to it after it was accepted. */
  readonly pairsSinceAccepted: number;
}

export interface WhatIf {
  /** Every flow in exactly one outcome: they add up to `all`. */
  readonly outcomes: Readonly<Record<Outcome, Tally>>;
  readonly all: Tally;
  /** What needs a decision first, the most dangerous operations first. */
  readonly cuts: readonly Cut[];
  /** Id of each conduit → what it lets through; conduits that nothing used have zeros. */
  readonly conduits: ReadonlyMap<string, Tally>;
  /** Zone keys at which any flow begins or ends. */
  readonly touchedZones: ReadonlySet<string>;
}

export interface Recorded {
  readonly flows: Iterable<RecordedFlow>;
  /** Device → id of its zone in the target. */
  readonly placements: Placements;
  /** Days (of the site's calendar) on which a realm was watched. */
  readonly evidenceDays: ReadonlyMap<string, ReadonlySet<number>>;
  /** IANA name of the time zone in which the people of a realm read clocks. */
  readonly timeZoneOf: (realm: string) => string;
}

export const MAX_PAIRS = 100;

/** Runs a target over recorded flows: what it would cut, let through and leave alone. The order of flows shows nowhere. */
export function predictCuts(design: TargetDesign, recorded: Recorded): WhatIf {
  const prediction = new Prediction(design, recorded);
  for (const flow of recorded.flows) prediction.add(flow);
  return prediction.finish();
}

/** The same for flows that come one after the other. */
export class Prediction {
  private readonly placeFlow: ReturnType<typeof flowPlacer>;
  private readonly judge: ReturnType<typeof designJudge>;
  private readonly accepted: ReadonlyMap<string, AcceptedCut>;
  private readonly calendars = new Map<string, ReturnType<typeof calendarOf>>();
  private readonly sums = new Map<string, CutSum>();
  private readonly outcomes: Record<Outcome, Sum>;
  private readonly conduits: Map<string, Sum>;
  private readonly all = new Sum();
  private readonly touchedZones = new Set<string>();

  constructor(
    design: TargetDesign,
    private readonly recorded: Omit<Recorded, "flows">,
  ) {
    this.placeFlow = flowPlacer(design.zones, recorded.placements);
    this.judge = designJudge(design);
    this.accepted = new Map(design.acceptedCuts.map((it) => [it.key, it]));
    this.conduits = new Map(design.conduits.map(({ id }) => [id, new Sum()]));
    this.outcomes = {
      within: new Sum(),
      allowed: new Sum(),
      cut: new Sum(),
      accepted: new Sum(),
      undecided: new Sum(),
    };
  }

  /**
   * Takes all flows of a conversation at once, where no single one need be looked at. False: some may be cut, of which it
   * is to be told when; add() each of its flows instead.
   */
  addConversation(conversation: RecordedConversation): boolean {
    const { from, to } = this.placeFlow(conversation);
    if (this.judge.asksForOperations(from, to)) return false;
    const verdict = this.judge(from, to, conversation);
    if (verdict.kind === "cut") return false;
    this.pass(from, to, verdict, conversation);
    return true;
  }

  add(flow: RecordedFlow): void {
    const { from, to } = this.placeFlow(flow);
    const verdict = this.judge(from, to, flow);
    if (verdict.kind !== "cut") {
      this.pass(from, to, verdict, flow);
      return;
    }
    this.all.add(flow);
    this.touchedZones.add(from).add(to);
    const key = cutKey(from, to, flow);
    this.outcomes[this.accepted.has(key) ? "accepted" : "cut"].add(flow);
    let sum = this.sums.get(key);
    if (!sum) {
      sum = new CutSum({ key, from, to, protocol: flow.protocol, why: verdict.why });
      this.sums.set(key, sum);
    }
    sum.take(flow, this.calendar(flow.realm));
  }

  private pass(from: string, to: string, verdict: Exclude<FlowVerdict, { kind: "cut" }>, flow: RecordedFlow): void {
    this.all.add(flow);
    this.touchedZones.add(from).add(to);
    if (verdict.kind === "allowed") this.conduits.get(verdict.conduitId)?.add(flow);
    this.outcomes[verdict.kind].add(flow);
  }

  finish(): WhatIf {
    const cuts = [...this.sums.values()].map((sum) =>
      sum.finish(this.accepted.get(sum.head.key) ?? null, this.evidenceOf(sum.realms)),
    );
    return {
      outcomes: mapValues(this.outcomes, (sum) => sum.tally()),
      all: this.all.tally(),
      cuts: cuts.sort(compareCuts),
      conduits: new Map([...this.conduits].map(([id, sum]) => [id, sum.tally()])),
      touchedZones: this.touchedZones,
    };
  }

  private calendar(realm: string): ReturnType<typeof calendarOf> {
    let calendar = this.calendars.get(realm);
    if (!calendar) {
      calendar = calendarOf(this.recorded.timeZoneOf(realm));
      this.calendars.set(realm, calendar);
    }
    return calendar;
  }

  private evidenceOf(realms: ReadonlySet<string>): Set<number> {
    return new Set([...realms].flatMap((realm) => [...(this.recorded.evidenceDays.get(realm) ?? [])]));
  }
}

/** What a decision about a cut holds for. */
export function cutKey(from: string, to: string, flow: Pick<RecordedFlow, "protocol" | "transport" | "port">): string {
  return `${from} ${to} ${flow.protocol === "unknown" ? portWord(flow) : flow.protocol}`;
}

function portWord({ transport, port }: Pick<RecordedFlow, "transport" | "port">): string {
  return port === null ? transport : `${transport}/${port}`;
}

class Sum {
  private flows = 0;
  private packets = 0;
  private bytes = 0;

  add({ packets, bytes, flows = 1 }: Pick<RecordedFlow, "packets" | "bytes" | "flows">): void {
    this.flows += flows;
    this.packets += packets;
    this.bytes += bytes;
  }

  tally(): Tally {
    return { flows: this.flows, packets: this.packets, bytes: this.bytes };
  }
}

interface PairSum {
  initiator: RecordedEnd;
  responder: RecordedEnd;
  flows: number;
  lastSeenUs: number | null;
  peerName: string | null;
  readonly days: Set<number>;
}

class CutSum extends Sum {
  readonly realms = new Set<string>();
  private readonly pairs = new Map<string, PairSum>();
  private readonly ports = new Set<string>();
  private readonly operations: Partial<Record<Operation, number>> = {};
  private readonly hours = new Array<number>(HOURS_OF_WEEK).fill(0);
  private readonly monthDays = new Array<number>(31).fill(0);
  private readonly days = new Set<number>();
  private longFlows = 0;
  private isAnswered = false;
  private firstSeenUs: number | null = null;
  private lastSeenUs: number | null = null;

  constructor(readonly head: Pick<Cut, "key" | "from" | "to" | "protocol" | "why">) {
    super();
  }

  take(flow: RecordedFlow, calendar: ReturnType<typeof calendarOf>): void {
    this.add(flow);
    this.realms.add(flow.realm);
    this.ports.add(portWord(flow));
    if (flow.packetsFromResponder > 0) this.isAnswered = true;
    for (const operation of OPERATIONS) {
      const count = flow.operations[operation] ?? 0;
      if (count > 0) this.operations[operation] = (this.operations[operation] ?? 0) + count;
    }
    const days = this.takeTimes(flow, calendar);
    this.takePair(flow, days);
  }

  finish(accepted: AcceptedCut | null, evidence: ReadonlySet<number>): Cut {
    const pairs = [...this.pairs]
      .map(([key, pair]) => {
        const recurrence = findRecurrence(pair.days, evidence);
        return { key, pair: { ...pair, days: pair.days.size, recurrence }, isMonthly: recurrence.kind === "monthly" };
      })
      .sort(
        (a, b) => Number(b.isMonthly) - Number(a.isMonthly) || b.pair.flows - a.pair.flows || compareText(a.key, b.key),
      );
    const ends = pairs.flatMap(({ pair }) => [pair.initiator.deviceId, pair.responder.deviceId]);
    return {
      ...this.head,
      ports: [...this.ports].sort(compareText),
      pairs: pairs.slice(0, MAX_PAIRS).map(({ pair }) => pair),
      pairCount: pairs.length,
      rarePairCount: pairs.filter(({ pair }) => isRare(pair.recurrence)).length,
      deviceIds: [...new Set(ends.filter((id) => id !== null))].sort(compareText),
      operations: this.operations,
      tally: this.tally(),
      firstSeenUs: this.firstSeenUs,
      lastSeenUs: this.lastSeenUs,
      activity: { hours: this.hours, monthDays: this.monthDays, days: this.days.size, longFlows: this.longFlows },
      recurrence: mostRegular([findRecurrence(this.days, evidence), ...pairs.map(({ pair }) => pair.recurrence)]),
      evidenceDays: new Set([...evidence, ...this.days]).size,
      isAnswered: this.isAnswered,
      accepted,
      pairsSinceAccepted: accepted ? Math.max(0, pairs.length - accepted.pairs) : 0,
    };
  }

  private takePair(flow: RecordedFlow, days: ReadonlySet<number>): void {
    const { realm, initiator, responder, lastSeenUs, peerName, flows = 1 } = flow;
    const key = `${realm} ${endKey(initiator)} ${endKey(responder)}`;
    const pair = this.pairs.get(key);
    if (!pair) {
      this.pairs.set(key, { initiator, responder, flows, lastSeenUs, peerName, days: new Set(days) });
      return;
    }
    pair.flows += flows;
    for (const day of days) pair.days.add(day);
    // A device has several addresses: the same one is shown whatever comes first.
    if (compareText(initiator.ip ?? "", pair.initiator.ip ?? "") < 0) pair.initiator = initiator;
    if (compareText(responder.ip ?? "", pair.responder.ip ?? "") < 0) pair.responder = responder;
    pair.lastSeenUs = latest(pair.lastSeenUs, lastSeenUs);
    if (peerName !== null && (pair.peerName === null || compareText(peerName, pair.peerName) < 0))
      pair.peerName = peerName;
  }

  /** The days that the flow touches. */
  private takeTimes(flow: RecordedFlow, calendar: ReturnType<typeof calendarOf>): ReadonlySet<number> {
    const { firstSeenUs, lastSeenUs, flows = 1 } = flow;
    const from = firstSeenUs ?? lastSeenUs;
    if (from !== null && (this.firstSeenUs === null || from < this.firstSeenUs)) this.firstSeenUs = from;
    this.lastSeenUs = latest(this.lastSeenUs, lastSeenUs ?? firstSeenUs);
    const { hours, isLong } = touchedHours(flow, calendar);
    if (isLong) this.longFlows += flows;
    for (const local of hours) (this.hours[hourOfWeek(local)] as number) += flows;
    const days = new Set(hours.map(({ day }) => day));
    for (const day of days) {
      (this.monthDays[monthDayOf(day).dayOfMonth - 1] as number) += flows;
      this.days.add(day);
    }
    return days;
  }
}

function endKey({ deviceId, ip, mac }: RecordedEnd): string {
  return deviceId ?? ip ?? mac ?? "";
}

function latest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

/** Undecided before accepted, then by what was done, then by how much of it there is. */
function compareCuts(a: Cut, b: Cut): number {
  return (
    Number(a.accepted !== null) - Number(b.accepted !== null) ||
    dangerOf(b) - dangerOf(a) ||
    b.tally.flows - a.tally.flows ||
    compareText(a.key, b.key)
  );
}

function dangerOf({ operations }: Cut): number {
  return OPERATIONS.reduce((worst, operation, index) => ((operations[operation] ?? 0) > 0 ? index : worst), -1);
}

function mapValues<K extends string, A, B>(record: Readonly<Record<K, A>>, of: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([key, value]) => [key, of(value)])) as Record<K, B>;
}
