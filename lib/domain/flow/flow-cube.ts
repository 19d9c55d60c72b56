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

/** Rows of one day, sorted by pair and protocol so that adding them up walks through memory in order. */
interface Day {
  readonly pairs: Int32Array;
  readonly protocols: Int32Array;
  /** Place of each row's pair and protocol among all that were ever seen. */
  readonly slots: Int32Array;
  /** By column; null where all are 0. */
  readonly columns: readonly (Float64Array | null)[];
  /** Infinite = unknown. */
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
  readonly ports: readonly (readonly string[])[];
}

interface Slot {
  readonly pair: number;
  /** Place in `protocols`. */
  readonly protocol: number;
}

/** Windows that people look at again and again; each is some megabytes with 200 zones. */
const KEPT_SUMS = 4;

/** Numbers up to 2^53 are exact, so a set of protocols fits as many bits of one. */
const BITS = 52;

/**
 * Sums of flows by day, zones and protocol, in columns: any window of days is added up in one pass over numbers. Slots
 * are the pairs of zones and protocols that were ever seen.
 */
export class FlowCube {
  private readonly days = new Map<number, Day>();
  private readonly kept = new Map<string, PairSums>();
  private readonly slots: Slot[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly pairOf = new Map<string, number>();
  private readonly pairFrom: number[] = [];
  private readonly pairTo: number[] = [];
  private readonly zoneKeys: string[] = [];
  private readonly zoneOf = new Map<string, number>();
  private readonly protocols: string[] = [];
  private readonly protocolOf = new Map<string, number>();

  /** Takes the place of what was known of the day. */
  setDay(day: number, rows: readonly DayTraffic[]): void {
    this.kept.clear();
    if (rows.length === 0) {
      this.days.delete(day);
      return;
    }
    const placed = rows.map((row) => {
      const slot = this.slot(row);
      return { row, slot, ...(this.slots[slot] as Slot) };
    });
    placed.sort((a, b) => a.pair - b.pair || a.protocol - b.protocol);
    const column = (pick: (row: DayTraffic) => number) => {
      const values = Float64Array.from(placed, ({ row }) => pick(row));
      return values.some((it) => it !== 0) ? values : null;
    };
    this.days.set(day, {
      pairs: Int32Array.from(placed, ({ pair }) => pair),
      protocols: Int32Array.from(placed, ({ protocol }) => protocol),
      slots: Int32Array.from(placed, ({ slot }) => slot),
      columns: [
        ...[column((row) => row.flows), column((row) => row.packets), column((row) => row.bytes)],
        ...OPERATIONS.map((_, at) => column((row) => row.operations[at] ?? 0)),
      ],
      firstUs: Float64Array.from(placed, ({ row }) => row.firstSeenUs ?? Number.POSITIVE_INFINITY),
      lastUs: Float64Array.from(placed, ({ row }) => row.lastSeenUs ?? Number.NEGATIVE_INFINITY),
      ports: placed.map(({ row }) => row.ports),
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
    const days = this.within(window);
    const sums = Array.from({ length: WIDTH }, (_, column) => this.sumColumn(days, column));
    const firstUs = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    for (const { pairs, firstUs: first, lastUs: last } of days) {
      for (let row = 0; row < pairs.length; row++) {
        const pair = pairs[row] as number;
        if ((first[row] as number) < (firstUs[pair] as number)) firstUs[pair] = first[row] as number;
        if ((last[row] as number) > (lastUs[pair] as number)) lastUs[pair] = last[row] as number;
      }
    }
    const flows = sums[FLOWS] as Float64Array;
    const pairs: number[] = [];
    for (let pair = 0; pair < count; pair++) if ((flows[pair] as number) > 0) pairs.push(pair);
    const column = (at: number) => {
      const values = sums[at] as Float64Array;
      return pairs.map((pair) => values[pair] as number);
    };
    const bytesBefore = before && this.sumColumn(this.within(before), BYTES);
    const operations: Partial<Record<Operation, number[]>> = {};
    for (const [at, operation] of OPERATIONS.entries()) {
      const counts = column(FIRST_OPERATION + at);
      if (counts.some((it) => it > 0)) operations[operation] = counts;
    }
    let places: Int32Array | null = null;
    return {
      zoneKeys: this.zoneKeys,
      from: pairs.map((pair) => this.pairFrom[pair] as number),
      to: pairs.map((pair) => this.pairTo[pair] as number),
      ...{ flows: column(FLOWS), packets: column(PACKETS), bytes: column(BYTES), operations },
      bytesBefore: bytesBefore && pairs.map((pair) => bytesBefore[pair] as number),
      firstSeenUs: pairs.map((pair) => finite(firstUs[pair] as number)),
      lastSeenUs: pairs.map((pair) => finite(lastUs[pair] as number)),
      ...this.namedSets(pairs, days),
      placeOf: (from, to) => {
        const pair = this.pairOf.get(`${from} ${to}`);
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
      const pair = this.pairOf.get(`${from} ${to}`);
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
      const { pair, protocol } = this.slots[slot] as Slot;
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
    const sums = new Float64Array(this.slots.length);
    for (const { slots, columns } of this.days.values()) {
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] as number;
        sums[slot] = (sums[slot] as number) + (columns[FLOWS]?.[row] ?? 0);
      }
    }
    return this.slots.flatMap(({ pair, protocol }, slot) => {
      const flows = sums[slot] as number;
      const [from, to] = [this.zoneKeys[this.pairFrom[pair] as number], this.zoneKeys[this.pairTo[pair] as number]];
      return flows > 0
        ? [{ from: from as string, to: to as string, protocol: this.protocols[protocol] as string, flows }]
        : [];
    });
  }

  /** A pair's traffic day by day, oldest first; days without any are left out. */
  history(from: string, to: string): { day: number; flows: number; bytes: number }[] {
    const pair = this.pairOf.get(`${from} ${to}`);
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

  private within({ fromDay, toDay }: DayWindow): Day[] {
    const inside = [...this.days].filter(
      ([day]) => (fromDay === null || day >= fromDay) && (toDay === null || day <= toDay),
    );
    return inside.map(([, it]) => it);
  }

  /** One column over the days, by the number of the pair. */
  private sumColumn(days: readonly Day[], column: number): Float64Array {
    const sums = new Float64Array(this.pairFrom.length);
    for (const { pairs, columns } of days) {
      const values = columns[column];
      if (!values) continue;
      for (let row = 0; row < pairs.length; row++) {
        const pair = pairs[row] as number;
        sums[pair] = (sums[pair] as number) + (values[row] as number);
      }
    }
    return sums;
  }

  /** Sets of protocols, each once, and which is that of each of the pairs. */
  private namedSets(pairs: readonly number[], days: readonly Day[]): Pick<PairSums, "protocols" | "protocolSets"> {
    const isSeen = new Uint8Array(this.slots.length);
    const words = Math.max(1, Math.ceil(this.protocols.length / BITS));
    // `words` numbers a pair, a bit a protocol.
    const sets = new Float64Array(this.pairFrom.length * words);
    const powers = Array.from({ length: BITS }, (_, bit) => 2 ** bit);
    for (const day of days) {
      for (let row = 0; row < day.slots.length; row++) {
        const slot = day.slots[row] as number;
        if (isSeen[slot] === 1) continue;
        isSeen[slot] = 1;
        const protocol = day.protocols[row] as number;
        const word = (day.pairs[row] as number) * words + Math.floor(protocol / BITS);
        sets[word] = (sets[word] as number) + (powers[protocol % BITS] as number);
      }
    }
    const known = new Map<number | string, number>();
    const protocolSets: string[][] = [];
    const protocols = pairs.map((pair) => {
      const first = pair * words;
      const key = words === 1 ? (sets[first] as number) : sets.subarray(first, first + words).join(" ");
      const place = known.get(key);
      if (place !== undefined) return place;
      known.set(key, protocolSets.length);
      const names = this.protocols.filter((_, at) => {
        const word = sets[first + Math.floor(at / BITS)] as number;
        return Math.floor(word / (powers[at % BITS] as number)) % 2 === 1;
      });
      return protocolSets.push(names.sort()) - 1;
    });
    return { protocols, protocolSets };
  }

  private slot({ from, to, protocol }: DayTraffic): number {
    const pairKey = `${from} ${to}`;
    const key = `${pairKey} ${protocol}`;
    const known = this.slotOf.get(key);
    if (known !== undefined) return known;
    let pair = this.pairOf.get(pairKey);
    if (pair === undefined) {
      pair = this.pairFrom.length;
      this.pairOf.set(pairKey, pair);
      this.pairFrom.push(numberOf(from, this.zoneOf, this.zoneKeys));
      this.pairTo.push(numberOf(to, this.zoneOf, this.zoneKeys));
    }
    this.slotOf.set(key, this.slots.length);
    return this.slots.push({ pair, protocol: numberOf(protocol, this.protocolOf, this.protocols) }) - 1;
  }
}

function numberOf(text: string, known: Map<string, number>, texts: string[]): number {
  const number = known.get(text);
  if (number !== undefined) return number;
  known.set(text, texts.length);
  return texts.push(text) - 1;
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** "tcp 502" → its parts; what was too many to be kept is a port that no rule names. */
function readPort(text: string): { readonly transport: string; readonly port: number | null } {
  const [transport = "", port] = text.split(" ");
  return { transport, port: port === undefined ? null : Number(port) };
}
