import type { JudgedTraffic } from "../zone/judge-conduits";
import { OPERATIONS, type Operation } from "./flow";

/** Traffic of one protocol between two zone keys on one day. */
export interface DayTraffic {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  /** In the order of OPERATIONS. */
  readonly operations: readonly number[];
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  /** "tcp 502"; what is no transport and port is named by no rule. */
  readonly ports: readonly string[];
}

/**
 * What passed within a window between every pair of zones with traffic, in columns: the n-th entry of each is the n-th
 * pair. A plant with 200 zones has 40,000 of them, so nothing here is an object of its own.
 */
export interface PairSums {
  readonly zoneKeys: readonly string[];
  /** Places in `zoneKeys`. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly flows: readonly number[];
  readonly packets: readonly number[];
  readonly bytes: readonly number[];
  /** Of the window before; null when none was asked for. */
  readonly bytesBefore: readonly number[] | null;
  readonly firstSeenUs: readonly (number | null)[];
  readonly lastSeenUs: readonly (number | null)[];
  /** Places in `protocolSets`; every set is sorted. */
  readonly protocols: readonly number[];
  readonly protocolSets: readonly (readonly string[])[];
  /** How often each was done; what nobody did is left out. */
  readonly operations: Readonly<Partial<Record<Operation, readonly number[]>>>;
  /** The place of a pair, -1 when nothing passed. */
  placeOf(from: string, to: string): number;
}

/** Days since 1970, both inclusive; null is open. Flows without a time stand on day -1: in a window open to the past. */
export interface DayWindow {
  readonly fromDay: number | null;
  readonly toDay: number | null;
}

const FLOWS = 0;
const PACKETS = 1;
const BYTES = 2;
const FIRST_OPERATION = 3;
const WIDTH = FIRST_OPERATION + OPERATIONS.length;

/** Rows of a day or of several, sorted by pair so that adding them up walks through memory in order. */
interface Rows {
  readonly pairs: Int32Array;
  readonly protocols: Int32Array;
  /** Place of each row's pair and protocol among all that were ever seen. */
  readonly slots: Int32Array;
  /** By column; null where all are 0. */
  readonly columns: readonly (Float64Array | null)[];
  /** Infinite = unknown. */
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
}

interface Day extends Rows {
  readonly ports: readonly (readonly string[])[];
}

/** Windows that people look at again and again; each is some megabytes with 200 zones. */
const KEPT_SUMS = 4;

/** Days that are added up together once: the same pairs talk day after day, so a long window is few rows more than one. */
const BLOCK_DAYS = 16;

/**
 * Sums of flows by day, zones and protocol, in columns: any window of days is added up in one pass over numbers. Slots
 * are the pairs of zones and protocols that were ever seen.
 */
export class FlowCube {
  private readonly days = new Map<number, Day>();
  /** By the number of the block; made when a window first holds all of it. */
  private readonly blocks = new Map<number, Rows>();
  private readonly kept = new Map<string, PairSums>();
  private readonly sets = new ProtocolSets();
  private readonly slotPair: number[] = [];
  private readonly slotProtocol: number[] = [];
  /** The slots of a pair, one after the other; -1 ends. */
  private readonly firstSlot: number[] = [];
  private readonly nextSlot: number[] = [];
  /** By the zone that it is from, then by the one that it is to. */
  private readonly pairOf: Map<number, number>[] = [];
  private readonly pairFrom: number[] = [];
  private readonly pairTo: number[] = [];
  private readonly zoneKeys: string[] = [];
  private readonly zoneOf = new Map<string, number>();
  private readonly protocols: string[] = [];
  private readonly protocolOf = new Map<string, number>();

  /** Takes the place of what was known of the day. */
  setDay(day: number, rows: readonly DayTraffic[]): void {
    this.kept.clear();
    this.blocks.delete(Math.floor(day / BLOCK_DAYS));
    if (rows.length === 0) {
      this.days.delete(day);
      return;
    }
    const slots = rows.map((row) => this.slot(row));
    const order = Float64Array.from(slots, (slot, at) => (this.slotPair[slot] as number) * rows.length + at).sort();
    const sorted = Array.from(order, (it) => it % rows.length);
    const column = (read: (row: DayTraffic) => number) => {
      const values = new Float64Array(rows.length);
      let isEmpty = true;
      for (let row = 0; row < sorted.length; row++) {
        const value = read(rows[sorted[row] as number] as DayTraffic);
        if (value !== 0) isEmpty = false;
        values[row] = value;
      }
      return isEmpty ? null : values;
    };
    this.days.set(day, {
      ...this.placesOf(Int32Array.from(sorted, (at) => slots[at] as number)),
      columns: [
        ...[column((row) => row.flows), column((row) => row.packets), column((row) => row.bytes)],
        ...OPERATIONS.map((_, at) => column((row) => row.operations[at] ?? 0)),
      ],
      firstUs: Float64Array.from(sorted, (at) => rows[at]?.firstSeenUs ?? Number.POSITIVE_INFINITY),
      lastUs: Float64Array.from(sorted, (at) => rows[at]?.lastSeenUs ?? Number.NEGATIVE_INFINITY),
      ports: sorted.map((at) => (rows[at] as DayTraffic).ports),
    });
  }

  /** First and last day with traffic that has a time; null when there is none. */
  get range(): { readonly firstDay: number; readonly lastDay: number } | null {
    const days = [...this.days.keys()].filter((day) => day >= 0);
    if (days.length === 0) return null;
    return { firstDay: Math.min(...days), lastDay: Math.max(...days) };
  }

  /** What passed within the window, and how many bytes in the one before it; kept until a day changes. */
  sum(window: DayWindow, before: DayWindow | null = null): PairSums {
    const key = JSON.stringify([window, before]);
    const known = this.kept.get(key);
    if (known) return known;
    if (this.kept.size >= KEPT_SUMS) this.kept.clear();
    const sums = this.addUp(window, before);
    this.kept.set(key, sums);
    return sums;
  }

  private addUp(window: DayWindow, before: DayWindow | null): PairSums {
    const count = this.pairFrom.length;
    const parts = this.partsOf(window);
    const sums = Array.from({ length: WIDTH }, (_, column) => this.sumColumn(parts, column));
    const firstUs = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    for (const part of parts) widen(part, part.pairs, firstUs, lastUs);
    const pairs = placesAbove0(sums[FLOWS] as Float64Array);
    const column = (at: number) => pick(sums[at] as Float64Array, pairs);
    const bytesBefore = before && this.sumColumn(this.partsOf(before), BYTES);
    const operations: Partial<Record<Operation, number[]>> = {};
    for (const [at, operation] of OPERATIONS.entries()) {
      const counts = sums[FIRST_OPERATION + at] as Float64Array;
      if (parts.some(({ columns }) => columns[FIRST_OPERATION + at])) operations[operation] = pick(counts, pairs);
    }
    let places: Int32Array | null = null;
    return {
      zoneKeys: this.zoneKeys,
      ...{ from: pick(this.pairFrom, pairs), to: pick(this.pairTo, pairs) },
      ...{ flows: column(FLOWS), packets: column(PACKETS), bytes: column(BYTES), operations },
      bytesBefore: bytesBefore && pick(bytesBefore, pairs),
      firstSeenUs: timesOf(pick(firstUs, pairs)),
      lastSeenUs: timesOf(pick(lastUs, pairs)),
      ...this.sets.of(parts, pairs, count, this.protocols),
      placeOf: (from, to) => {
        const pair = this.pairBetween(from, to);
        if (pair === undefined) return -1;
        if (places === null) {
          places = new Int32Array(count).fill(-1);
          for (const [place, it] of pairs.entries()) places[it] = place;
        }
        return places[pair] as number;
      },
    };
  }

  /** Traffic of these pairs within the window, told apart by protocol and port; by `${from} ${to}`. */
  traffic(
    window: DayWindow,
    wanted: readonly { readonly from: string; readonly to: string }[],
  ): Map<string, JudgedTraffic[]> {
    const isWanted = new Uint8Array(this.pairFrom.length);
    for (const { from, to } of wanted) {
      const pair = this.pairBetween(from, to);
      if (pair !== undefined) isWanted[pair] = 1;
    }
    const bySlot = new Map<number, { operations: number[]; ports: Set<string> }>();
    for (const { pairs, slots, columns, ports } of wanted.length === 0 ? [] : this.within(window)) {
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] as number;
        if (isWanted[pairs[row] as number] === 0) continue;
        const sum = bySlot.get(slot) ?? { operations: OPERATIONS.map(() => 0), ports: new Set<string>() };
        bySlot.set(slot, sum);
        for (const at of OPERATIONS.keys())
          sum.operations[at] = (sum.operations[at] as number) + (columns[FIRST_OPERATION + at]?.[row] ?? 0);
        for (const port of ports[row] as readonly string[]) sum.ports.add(port);
      }
    }
    const traffic = new Map<string, JudgedTraffic[]>();
    for (const [slot, { operations, ports }] of [...bySlot].sort(([a], [b]) => a - b)) {
      const [pair, protocol] = [this.slotPair[slot] as number, this.slotProtocol[slot] as number];
      const counts: Partial<Record<Operation, number>> = {};
      for (const [at, it] of OPERATIONS.entries())
        if ((operations[at] as number) > 0) counts[it] = operations[at] as number;
      const key = `${this.zoneKeys[this.pairFrom[pair] as number]} ${this.zoneKeys[this.pairTo[pair] as number]}`;
      const judged: JudgedTraffic = {
        protocol: this.protocols[protocol] as string,
        operations: counts,
        ports: [...ports].map(readPort),
      };
      const list = traffic.get(key);
      if (list) list.push(judged);
      else traffic.set(key, [judged]);
    }
    return traffic;
  }

  /** How many flows there ever were, per pair of zones and protocol. */
  flowsByProtocol(): { from: string; to: string; protocol: string; flows: number }[] {
    const sums = new Float64Array(this.slotPair.length);
    for (const { slots, columns } of this.days.values()) {
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] as number;
        sums[slot] = (sums[slot] as number) + (columns[FLOWS]?.[row] ?? 0);
      }
    }
    return this.slotPair.flatMap((pair, slot) => {
      const [flows, protocol] = [sums[slot] as number, this.slotProtocol[slot] as number];
      const [from, to] = [this.zoneKeys[this.pairFrom[pair] as number], this.zoneKeys[this.pairTo[pair] as number]];
      return flows > 0
        ? [{ from: from as string, to: to as string, protocol: this.protocols[protocol] as string, flows }]
        : [];
    });
  }

  /** A pair's traffic day by day, oldest first; days without any are left out. */
  history(from: string, to: string): { day: number; flows: number; bytes: number }[] {
    const pair = this.pairBetween(from, to);
    const days: { day: number; flows: number; bytes: number }[] = [];
    for (const [day, { pairs, columns }] of this.days) {
      let [flows, bytes] = [0, 0];
      for (let row = 0; row < pairs.length; row++) {
        if (pairs[row] !== pair) continue;
        flows += columns[FLOWS]?.[row] ?? 0;
        bytes += columns[BYTES]?.[row] ?? 0;
      }
      if (flows > 0 && day >= 0) days.push({ day, flows, bytes });
    }
    return days.sort((a, b) => a.day - b.day);
  }

  private within(window: DayWindow): Day[] {
    return [...this.days].filter(([day]) => isWithin(day, window)).map(([, it]) => it);
  }

  /** The rows of a window: blocks that lie within it as a whole, and the days that are left. */
  private partsOf(window: DayWindow): Rows[] {
    const byBlock = new Map<number, number[]>();
    for (const day of this.days.keys()) {
      const block = Math.floor(day / BLOCK_DAYS);
      byBlock.set(block, [...(byBlock.get(block) ?? []), day]);
    }
    return [...byBlock].flatMap(([number, days]) => {
      const inside = days.filter((day) => isWithin(day, window));
      if (inside.length === days.length && days.length > 1) return this.block(number, days);
      return inside.map((day) => this.days.get(day) as Day);
    });
  }

  private block(number: number, days: readonly number[]): Rows {
    const known = this.blocks.get(number);
    if (known) return known;
    const block = this.merge(days.map((day) => this.days.get(day) as Day));
    this.blocks.set(number, block);
    return block;
  }

  private merge(parts: readonly Rows[]): Rows {
    const isSeen = new Uint8Array(this.slotPair.length);
    for (const { slots } of parts) for (const slot of slots) isSeen[slot] = 1;
    // Slots are numbered as they came, so those of one pair do not stand together. Numbers sort natively.
    const width = this.slotPair.length;
    const order = Float64Array.from(placesAbove0(isSeen), (slot) => (this.slotPair[slot] as number) * width + slot);
    const slots = Int32Array.from(order.sort(), (it) => it % width);
    const rowOf = new Int32Array(width);
    for (const [row, slot] of slots.entries()) rowOf[slot] = row;
    const columns = Array.from({ length: WIDTH }, (_, at) => {
      if (!parts.some((part) => part.columns[at])) return null;
      const sums = new Float64Array(slots.length);
      for (const part of parts) addTo(sums, rowOf, part.slots, part.columns[at] ?? null);
      return sums;
    });
    const firstUs = new Float64Array(slots.length).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(slots.length).fill(Number.NEGATIVE_INFINITY);
    for (const part of parts)
      widen(
        part,
        part.slots.map((slot) => rowOf[slot] as number),
        firstUs,
        lastUs,
      );
    return { ...this.placesOf(slots), columns, firstUs, lastUs };
  }

  private placesOf(slots: Int32Array): Pick<Rows, "slots" | "pairs" | "protocols"> {
    return {
      slots,
      pairs: slots.map((slot) => this.slotPair[slot] as number),
      protocols: slots.map((slot) => this.slotProtocol[slot] as number),
    };
  }

  /** One column over the parts, by the number of the pair. */
  private sumColumn(parts: readonly Rows[], column: number): Float64Array {
    const sums = new Float64Array(this.pairFrom.length);
    for (const { pairs, columns } of parts) {
      const values = columns[column];
      if (!values) continue;
      for (let row = 0; row < pairs.length; row++) {
        const pair = pairs[row] as number;
        sums[pair] = (sums[pair] as number) + (values[row] as number);
      }
    }
    return sums;
  }

  private pairBetween(from: string, to: string): number | undefined {
    const [a, b] = [this.zoneOf.get(from), this.zoneOf.get(to)];
    return a === undefined || b === undefined ? undefined : this.pairOf[a]?.get(b);
  }

  /** Numbers alone: a key made of both ids for each of some 100,000 rows is what reading them costs most. */
  private slot({ from, to, protocol: name }: DayTraffic): number {
    const a = numberOf(from, this.zoneOf, this.zoneKeys);
    const b = numberOf(to, this.zoneOf, this.zoneKeys);
    const protocol = numberOf(name, this.protocolOf, this.protocols);
    while (this.pairOf.length < this.zoneKeys.length) this.pairOf.push(new Map());
    const toPair = this.pairOf[a] as Map<number, number>;
    let pair = toPair.get(b);
    if (pair === undefined) {
      pair = this.pairFrom.push(a) - 1;
      this.pairTo.push(b);
      this.firstSlot.push(-1);
      toPair.set(b, pair);
    }
    for (let slot = this.firstSlot[pair] as number; slot >= 0; slot = this.nextSlot[slot] as number)
      if (this.slotProtocol[slot] === protocol) return slot;
    this.nextSlot.push(this.firstSlot[pair] as number);
    this.slotPair.push(pair);
    this.firstSlot[pair] = this.slotProtocol.push(protocol) - 1;
    return this.firstSlot[pair] as number;
  }
}

/** Sets beyond these are forgotten and numbered anew: a plant has hundreds, hostile traffic could make more. */
const MAX_SETS = 20_000;

/**
 * Sets of protocols by number, and which one each becomes with a protocol more: a pair's set is found by walking from
 * one to the next, without a set being made.
 */
class ProtocolSets {
  /** Sorted places of protocols. 0 is the empty set. */
  private members: number[][] = [[]];
  private numberOf = new Map<string, number>([["", 0]]);
  /** By set, then by protocol; 0 = not known yet, for no set becomes the empty one. */
  private next: number[][] = [[]];

  /** Which protocols passed within the parts, each set once, and which is that of each of the pairs. */
  of(
    parts: readonly Rows[],
    pairs: readonly number[],
    pairCount: number,
    names: readonly string[],
  ): Pick<PairSums, "protocols" | "protocolSets"> {
    if (this.members.length > MAX_SETS) {
      [this.members, this.next] = [[[]], [[]]];
      this.numberOf = new Map([["", 0]]);
    }
    const setOf = new Int32Array(pairCount);
    for (const part of parts) {
      for (let row = 0; row < part.pairs.length; row++) {
        const [pair, protocol] = [part.pairs[row] as number, part.protocols[row] as number];
        const set = setOf[pair] as number;
        setOf[pair] = (this.next[set] as number[])[protocol] || this.grow(set, protocol);
      }
    }
    const places = new Int32Array(this.members.length).fill(-1);
    const protocolSets: string[][] = [];
    const protocols = new Array<number>(pairs.length);
    for (const [place, pair] of pairs.entries()) {
      const set = setOf[pair] as number;
      if (places[set] === -1) {
        places[set] = protocolSets.length;
        protocolSets.push((this.members[set] as number[]).map((at) => names[at] as string).sort());
      }
      protocols[place] = places[set] as number;
    }
    return { protocols, protocolSets };
  }

  private grow(set: number, protocol: number): number {
    const members = [...new Set([...(this.members[set] as number[]), protocol])].sort((a, b) => a - b);
    const key = members.join(" ");
    let grown = this.numberOf.get(key);
    if (grown === undefined) {
      grown = this.members.length;
      this.numberOf.set(key, grown);
      this.members.push(members);
      this.next.push([]);
    }
    const next = this.next[set] as number[];
    while (next.length <= protocol) next.push(0);
    next[protocol] = grown;
    return grown;
  }
}

function numberOf(text: string, known: Map<string, number>, texts: string[]): number {
  const number = known.get(text);
  if (number !== undefined) return number;
  known.set(text, texts.length);
  return texts.push(text) - 1;
}

const isWithin = (day: number, { fromDay, toDay }: DayWindow) =>
  (fromDay === null || day >= fromDay) && (toDay === null || day <= toDay);

function placesAbove0(values: Float64Array | Uint8Array): number[] {
  const places: number[] = [];
  for (let at = 0; at < values.length; at++) if ((values[at] as number) > 0) places.push(at);
  return places;
}

/** A plain loop into an array of the right length takes a third of what growing it or a call for each number does. */
function pick(values: ArrayLike<number>, places: readonly number[]): number[] {
  const picked = new Array<number>(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = values[places[at] as number] as number;
  return picked;
}

/** Adds a column of rows to sums, each row to the place that its slot has. */
function addTo(sums: Float64Array, placeOf: Int32Array, slots: Int32Array, values: Float64Array | null): void {
  if (!values) return;
  for (let row = 0; row < slots.length; row++) {
    const place = placeOf[slots[row] as number] as number;
    sums[place] = (sums[place] as number) + (values[row] as number);
  }
}

/** Earliest and latest of the rows, each at its place. */
function widen(
  { firstUs: first, lastUs: last }: Rows,
  places: Int32Array,
  firstUs: Float64Array,
  lastUs: Float64Array,
) {
  for (let row = 0; row < places.length; row++) {
    const place = places[row] as number;
    if ((first[row] as number) < (firstUs[place] as number)) firstUs[place] = first[row] as number;
    if ((last[row] as number) > (lastUs[place] as number)) lastUs[place] = last[row] as number;
  }
}

/** Infinite ones are unknown. A column without any stays one of numbers alone, which takes a third of the time. */
function timesOf(column: number[]): (number | null)[] {
  for (const time of column) if (!Number.isFinite(time)) return column.map((it) => (Number.isFinite(it) ? it : null));
  return column;
}

/** "tcp 502" → its parts; what was too many to be kept is a port that no rule names. */
function readPort(text: string): { readonly transport: string; readonly port: number | null } {
  const [transport = "", port] = text.split(" ");
  return { transport, port: port === undefined ? null : Number(port) };
}
