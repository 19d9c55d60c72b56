import { maxOf, minOf } from "../long-lists";
import type { JudgedTraffic } from "../zone/judge-conduits";
import type { DayColumns } from "./day-columns";
import { OPERATIONS, type Operation } from "./flow";

/**
 * What passed within a window between every pair of zones with traffic, in columns: the n-th entry of each is the n-th
 * pair. A plant with 200 zones has 40,000 of them, so nothing here is an object of its own.
 */
export interface PairSums {
  readonly zoneKeys: readonly string[];
  /** Places in `zoneKeys`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly flows: Float64Array;
  readonly packets: Float64Array;
  readonly bytes: Float64Array;
  /** Of the window before; null when none was asked for. */
  readonly bytesBefore: Float64Array | null;
  /** Infinite = unknown. */
  readonly firstSeenUs: Float64Array;
  readonly lastSeenUs: Float64Array;
  /** Places in `protocolSets`; every set is sorted. */
  readonly protocols: Int32Array;
  readonly protocolSets: readonly (readonly string[])[];
  /** How often each was done; what nobody did is left out. */
  readonly operations: Readonly<Partial<Record<Operation, Float64Array>>>;
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

/** Sums by pair of zones, of a day or of several; a pair may stand in more than one entry. */
interface PairRows {
  readonly pairs: Int32Array;
  /** By column; null where all are 0. */
  readonly columns: readonly (Float64Array | null)[];
  /** Infinite = unknown. */
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
  /** Which protocols, a bit for each, 32 in every word. */
  readonly words: readonly Int32Array[];
}

interface Day {
  readonly sums: PairRows;
  /** By pair and protocol, as the day was given. */
  readonly rows: Pick<DayColumns, "flows" | "operations" | "ports" | "portLists">;
  readonly rowPairs: Int32Array;
  readonly rowProtocols: Int32Array;
}

/** Days that are added up together once: the same pairs talk day after day, so a long window is few rows more than one. */
const BLOCK_DAYS = 16;

/** More than there are protocols: what a pair and a protocol are put into one number with. */
const PROTOCOLS = 65_536;

/** Sums of flows by day, zones and protocol, in columns: any window of days is added up in one pass over numbers. */
export class FlowCube {
  private readonly days = new Map<number, Day>();
  /** By the number of the block; made when a window first holds all of it. */
  private readonly blocks = new Map<number, PairRows>();
  /** By the zone that it is from, then by the one that it is to. */
  private readonly pairOf: Map<number, number>[] = [];
  private readonly pairFrom: number[] = [];
  private readonly pairTo: number[] = [];
  private readonly zoneKeys: string[] = [];
  private readonly zoneOf = new Map<string, number>();
  private readonly protocols: string[] = [];
  private readonly protocolOf = new Map<string, number>();
  private changes = 0;

  /** Another number after every change. */
  get version(): number {
    return this.changes;
  }

  /** Takes the place of what was known of the day. */
  setDay(day: number, rows: DayColumns): void {
    this.changes += 1;
    this.blocks.delete(Math.floor(day / BLOCK_DAYS));
    const rowPairs = this.pairsOf(rows);
    if (rowPairs.length === 0) {
      this.days.delete(day);
      return;
    }
    const protocols = rows.protocols.map((it) => numberOf(it, this.protocolOf, this.protocols));
    const rowProtocols = Int32Array.from(rows.protocol, (it) => protocols[it] as number);
    this.days.set(day, { sums: this.sumByPair(rows, rowPairs, rowProtocols), rows, rowPairs, rowProtocols });
  }

  /** First and last day with traffic that has a time; null when there is none. */
  get range(): { readonly firstDay: number; readonly lastDay: number } | null {
    const days = [...this.days.keys()].filter((day) => day >= 0);
    if (days.length === 0) return null;
    return { firstDay: minOf(days), lastDay: maxOf(days) };
  }

  /** What passed within the window, and how many bytes in the one before it. */
  sum(window: DayWindow, before: DayWindow | null = null): PairSums {
    const sums = this.addUp(this.partsOf(window));
    const { pairs, columns } = sums;
    const operations: Partial<Record<Operation, Float64Array>> = {};
    for (const [at, operation] of OPERATIONS.entries()) {
      const counts = columns[FIRST_OPERATION + at];
      if (counts) operations[operation] = counts;
    }
    const column = (at: number) => columns[at] ?? new Float64Array(pairs.length);
    let places: Int32Array | null = null;
    return {
      zoneKeys: this.zoneKeys,
      from: pairs.map((pair) => this.pairFrom[pair] as number),
      to: pairs.map((pair) => this.pairTo[pair] as number),
      ...{ flows: column(FLOWS), packets: column(PACKETS), bytes: column(BYTES), operations },
      bytesBefore: before && pick(this.sumColumn(this.partsOf(before), BYTES), pairs),
      ...{ firstSeenUs: sums.firstUs, lastSeenUs: sums.lastUs },
      ...protocolSetsOf(sums.words, pairs.length, this.protocols),
      placeOf: (from, to) => {
        const pair = this.pairBetween(from, to);
        if (pair === undefined) return -1;
        if (places === null) {
          places = new Int32Array(this.pairFrom.length).fill(-1);
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
    const found = new Map<number, { operations: number[]; ports: Set<string> }>();
    for (const { rows, rowPairs, rowProtocols } of wanted.length === 0 ? [] : this.within(window)) {
      for (let row = 0; row < rowPairs.length; row++) {
        const pair = rowPairs[row] as number;
        if (isWanted[pair] === 0) continue;
        const key = pair * PROTOCOLS + (rowProtocols[row] as number);
        const sum = found.get(key) ?? { operations: OPERATIONS.map(() => 0), ports: new Set<string>() };
        found.set(key, sum);
        for (const at of OPERATIONS.keys())
          sum.operations[at] = (sum.operations[at] as number) + (rows.operations[at]?.[row] ?? 0);
        for (const port of rows.portLists[rows.ports[row] as number] ?? []) sum.ports.add(port);
      }
    }
    const traffic = new Map<string, JudgedTraffic[]>();
    for (const [place, { operations, ports }] of [...found].sort(([a], [b]) => a - b)) {
      const [pair, protocol] = [Math.floor(place / PROTOCOLS), place % PROTOCOLS];
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
    const days = [...this.days.values()];
    // Rows by pair: where those of each pair begin, then the rows themselves.
    const starts = new Int32Array(this.pairFrom.length + 1);
    for (const { rowPairs } of days) for (const pair of rowPairs) starts[pair + 1] = (starts[pair + 1] as number) + 1;
    for (let pair = 1; pair < starts.length; pair++)
      starts[pair] = (starts[pair] as number) + (starts[pair - 1] as number);
    const [protocols, flows] = [new Int32Array(starts.at(-1) ?? 0), new Float64Array(starts.at(-1) ?? 0)];
    const ends = starts.slice();
    for (const { rows, rowPairs, rowProtocols } of days) {
      for (let row = 0; row < rowPairs.length; row++) {
        const pair = rowPairs[row] as number;
        const at = ends[pair] as number;
        ends[pair] = at + 1;
        protocols[at] = rowProtocols[row] as number;
        flows[at] = rows.flows[row] as number;
      }
    }
    const sums = new Float64Array(this.protocols.length);
    return this.pairFrom.flatMap((from, pair) => {
      const [start, end] = [starts[pair] as number, starts[pair + 1] as number];
      for (let at = start; at < end; at++) {
        const protocol = protocols[at] as number;
        sums[protocol] = (sums[protocol] as number) + (flows[at] as number);
      }
      const to = this.zoneKeys[this.pairTo[pair] as number] as string;
      const list: { from: string; to: string; protocol: string; flows: number }[] = [];
      for (let at = start; at < end; at++) {
        const protocol = protocols[at] as number;
        const sum = sums[protocol] as number;
        if (sum === 0) continue;
        list.push({
          from: this.zoneKeys[from] as string,
          to,
          protocol: this.protocols[protocol] as string,
          flows: sum,
        });
        sums[protocol] = 0;
      }
      return list;
    });
  }

  /** A pair's traffic day by day, oldest first; days without any are left out. */
  history(from: string, to: string): { day: number; flows: number; bytes: number }[] {
    const pair = this.pairBetween(from, to);
    const days: { day: number; flows: number; bytes: number }[] = [];
    for (const [day, { sums }] of this.days) {
      let [flows, bytes] = [0, 0];
      for (let at = 0; at < sums.pairs.length; at++) {
        if (sums.pairs[at] !== pair) continue;
        flows += sums.columns[FLOWS]?.[at] ?? 0;
        bytes += sums.columns[BYTES]?.[at] ?? 0;
      }
      if (flows > 0 && day >= 0) days.push({ day, flows, bytes });
    }
    return days.sort((a, b) => a.day - b.day);
  }

  private within(window: DayWindow): Day[] {
    return [...this.days].filter(([day]) => isWithin(day, window)).map(([, it]) => it);
  }

  /** The sums of a window: blocks that lie within it as a whole, and the days that are left. */
  private partsOf(window: DayWindow): PairRows[] {
    const byBlock = new Map<number, number[]>();
    for (const day of this.days.keys()) {
      const block = Math.floor(day / BLOCK_DAYS);
      byBlock.set(block, [...(byBlock.get(block) ?? []), day]);
    }
    return [...byBlock].flatMap(([number, days]) => {
      const inside = days.filter((day) => isWithin(day, window));
      const parts = () => inside.map((day) => (this.days.get(day) as Day).sums);
      if (inside.length < days.length || days.length === 1) return parts();
      const block = this.blocks.get(number) ?? this.addUp(parts());
      this.blocks.set(number, block);
      return [block];
    });
  }

  /** Every pair of the parts once. */
  private addUp(parts: readonly PairRows[]): PairRows {
    const pairs = placesAbove0(this.sumColumn(parts, FLOWS));
    const count = pairs.length;
    // Rows of pairs without a flow go to one place more, which nobody looks at.
    const placeOf = new Int32Array(this.pairFrom.length).fill(count);
    for (let place = 0; place < count; place++) placeOf[pairs[place] as number] = place;
    const firstUs = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
    const words = Array.from({ length: Math.ceil(this.protocols.length / 32) }, () => new Int32Array(count + 1));
    const columns = Array.from({ length: WIDTH }, (_, index) =>
      parts.some((part) => part.columns[index]) ? new Float64Array(count + 1) : null,
    );
    for (const part of parts) {
      const places = placesOf(part.pairs, placeOf);
      widen(part, places, firstUs, lastUs);
      for (const [index, word] of part.words.entries()) join(word, places, words[index] as Int32Array);
      for (const [index, values] of part.columns.entries())
        if (values) add(values, places, columns[index] as Float64Array);
    }
    return {
      pairs,
      columns: columns.map((column) => column?.subarray(0, count) ?? null),
      firstUs: firstUs.subarray(0, count),
      lastUs: lastUs.subarray(0, count),
      words: words.map((word) => word.subarray(0, count)),
    };
  }

  /** One column over the parts, by the number of the pair. */
  private sumColumn(parts: readonly PairRows[], column: number): Float64Array {
    const sums = new Float64Array(this.pairFrom.length);
    for (const { pairs, columns } of parts) if (columns[column]) add(columns[column], pairs, sums);
    return sums;
  }

  /** The sums of a day over protocols: rows of one pair stand together. */
  private sumByPair(rows: DayColumns, rowPairs: Int32Array, rowProtocols: Int32Array): PairRows {
    const entries = new Int32Array(rowPairs.length);
    let count = 0;
    for (let row = 0; row < rowPairs.length; row++) {
      if (row > 0 && rowPairs[row] !== rowPairs[row - 1]) count += 1;
      entries[row] = count;
    }
    count += 1;
    const pairs = new Int32Array(count);
    const firstUs = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    const words = Array.from({ length: Math.ceil(this.protocols.length / 32) }, () => new Int32Array(count));
    for (let row = 0; row < rowPairs.length; row++) {
      const entry = entries[row] as number;
      const protocol = rowProtocols[row] as number;
      pairs[entry] = rowPairs[row] as number;
      const word = words[protocol >> 5] as Int32Array;
      word[entry] = (word[entry] as number) | (1 << (protocol & 31));
      const [first, last] = [rows.firstSeenUs[row] ?? null, rows.lastSeenUs[row] ?? null];
      if (first !== null && first < (firstUs[entry] as number)) firstUs[entry] = first;
      if (last !== null && last > (lastUs[entry] as number)) lastUs[entry] = last;
    }
    const column = (values: readonly number[] | null) => {
      if (values === null) return null;
      const sums = new Float64Array(count);
      for (let row = 0; row < values.length; row++) {
        const entry = entries[row] as number;
        sums[entry] = (sums[entry] as number) + (values[row] as number);
      }
      return sums;
    };
    const columns = [rows.flows, rows.packets, rows.bytes, ...rows.operations].map(column);
    return { pairs, columns, firstUs, lastUs, words };
  }

  /** The pair of each row; pairs and zones that were never seen get numbers. */
  private pairsOf({ zones, from, to }: DayColumns): Int32Array {
    const numbers = zones.map((key) => numberOf(key, this.zoneOf, this.zoneKeys));
    while (this.pairOf.length < this.zoneKeys.length) this.pairOf.push(new Map());
    const pairs = new Int32Array(from.length);
    for (let row = 0; row < from.length; row++) {
      if (row > 0 && from[row] === from[row - 1] && to[row] === to[row - 1]) {
        pairs[row] = pairs[row - 1] as number;
        continue;
      }
      const [a, b] = [numbers[from[row] as number] as number, numbers[to[row] as number] as number];
      const toPair = this.pairOf[a] as Map<number, number>;
      let pair = toPair.get(b);
      if (pair === undefined) {
        pair = this.pairFrom.push(a) - 1;
        this.pairTo.push(b);
        toPair.set(b, pair);
      }
      pairs[row] = pair;
    }
    return pairs;
  }

  private pairBetween(from: string, to: string): number | undefined {
    const [a, b] = [this.zoneOf.get(from), this.zoneOf.get(to)];
    return a === undefined || b === undefined ? undefined : this.pairOf[a]?.get(b);
  }
}

/** Which protocols passed, each set once, and which is that of each entry. */
function protocolSetsOf(
  words: readonly Int32Array[],
  count: number,
  names: readonly string[],
): Pick<PairSums, "protocols" | "protocolSets"> {
  const protocols = new Int32Array(count);
  let first: number[] = count === 0 ? [] : [0];
  // Word by word: entries of one set so far stay together when the next word is the same, too.
  for (const word of words) {
    const known = new Map<number, number>();
    const found: number[] = [];
    for (let at = 0; at < count; at++) {
      const key = (protocols[at] as number) * 2 ** 32 + (word[at] as number);
      let set = known.get(key);
      if (set === undefined) {
        set = found.push(at) - 1;
        known.set(key, set);
      }
      protocols[at] = set;
    }
    first = found.length > 0 ? found : first;
  }
  const protocolSets = first.map((at) =>
    names.filter((_, protocol) => ((words[protocol >> 5]?.[at] ?? 0) & (1 << (protocol & 31))) !== 0).sort(),
  );
  return { protocols, protocolSets };
}

function numberOf(text: string, known: Map<string, number>, texts: string[]): number {
  const number = known.get(text);
  if (number !== undefined) return number;
  known.set(text, texts.length);
  return texts.push(text) - 1;
}

const isWithin = (day: number, { fromDay, toDay }: DayWindow) =>
  (fromDay === null || day >= fromDay) && (toDay === null || day <= toDay);

function placesAbove0(values: Float64Array): Int32Array {
  const places = new Int32Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) if ((values[at] as number) > 0) places[count++] = at;
  return places.slice(0, count);
}

/** A plain loop takes a third of what a call for each number does. */
function pick(values: Float64Array, places: Int32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = values[places[at] as number] as number;
  return picked;
}

/** Takes the earlier of two beginnings, and the later of two ends. */
function widen({ firstUs, lastUs }: PairRows, places: Int32Array, earliestUs: Float64Array, latestUs: Float64Array) {
  for (let row = 0; row < places.length; row++) {
    const place = places[row] as number;
    if ((firstUs[row] as number) < (earliestUs[place] as number)) earliestUs[place] = firstUs[row] as number;
    if ((lastUs[row] as number) > (latestUs[place] as number)) latestUs[place] = lastUs[row] as number;
  }
}

function join(bits: Int32Array, places: Int32Array, joined: Int32Array): void {
  for (let row = 0; row < places.length; row++) {
    const place = places[row] as number;
    joined[place] = (joined[place] as number) | (bits[row] as number);
  }
}

function add(values: Float64Array, places: Int32Array, sums: Float64Array): void {
  for (let row = 0; row < places.length; row++) {
    const place = places[row] as number;
    sums[place] = (sums[place] as number) + (values[row] as number);
  }
}

/** Where the rows of these pairs are added. */
function placesOf(pairs: Int32Array, placeOf: Int32Array): Int32Array {
  const places = new Int32Array(pairs.length);
  for (let row = 0; row < pairs.length; row++) places[row] = placeOf[pairs[row] as number] as number;
  return places;
}

/** "tcp 502" → its parts; what was too many to be kept is a port that no rule names. */
function readPort(text: string): { readonly transport: string; readonly port: number | null } {
  const [transport = "", port] = text.split(" ");
  return { transport, port: port === undefined ? null : Number(port) };
}
