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

interface Day {
  /** Which slot each row adds to. */
  readonly slots: Int32Array;
  readonly values: Float64Array;
  /** NaN = unknown. */
  readonly firstUs: Float64Array;
  readonly lastUs: Float64Array;
  readonly ports: readonly (readonly string[])[];
}

interface Slot {
  readonly pair: number;
  /** Place in `protocols`. */
  readonly protocol: number;
}

/** Numbers up to 2^53 are exact, so a set of protocols fits as many bits of one. */
const BITS = 52;

/**
 * Sums of flows by day, zones and protocol, in columns: any window of days is added up in one pass over numbers. Slots
 * are the pairs of zones and protocols that were ever seen.
 */
export class FlowCube {
  private readonly days = new Map<number, Day>();
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
    if (rows.length === 0) {
      this.days.delete(day);
      return;
    }
    const values = new Float64Array(rows.length * WIDTH);
    for (const [at, row] of rows.entries()) {
      values[at * WIDTH + FLOWS] = row.flows;
      values[at * WIDTH + PACKETS] = row.packets;
      values[at * WIDTH + BYTES] = row.bytes;
      for (const [operation, count] of row.operations.entries())
        values[at * WIDTH + FIRST_OPERATION + operation] = count;
    }
    this.days.set(day, {
      slots: Int32Array.from(rows, (row) => this.slot(row)),
      values,
      firstUs: Float64Array.from(rows, (row) => row.firstSeenUs ?? Number.NaN),
      lastUs: Float64Array.from(rows, (row) => row.lastSeenUs ?? Number.NaN),
      ports: rows.map((row) => row.ports),
    });
  }

  /** First and last day with traffic that has a time; null when there is none. */
  get range(): { readonly firstDay: number; readonly lastDay: number } | null {
    const days = [...this.days.keys()].filter((day) => day >= 0);
    if (days.length === 0) return null;
    return { firstDay: Math.min(...days), lastDay: Math.max(...days) };
  }

  /** What passed within the window, and how many bytes in the one before it. */
  sum(window: DayWindow, before: DayWindow | null = null): PairSums {
    const count = this.pairFrom.length;
    const sums = new Float64Array(count * WIDTH);
    const firstUs = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    const isSeen = new Uint8Array(this.slots.length);
    const words = Math.max(1, Math.ceil(this.protocols.length / BITS));
    const sets = new Float64Array(count * words);
    for (const { slots, values, firstUs: first, lastUs: last } of this.within(window)) {
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] as number;
        const { pair, protocol } = this.slots[slot] as Slot;
        if (isSeen[slot] === 0) {
          isSeen[slot] = 1;
          const word = pair * words + Math.floor(protocol / BITS);
          sets[word] = (sets[word] as number) + 2 ** (protocol % BITS);
        }
        const [to, at] = [pair * WIDTH, row * WIDTH];
        for (let column = 0; column < WIDTH; column++) {
          sums[to + column] = (sums[to + column] as number) + (values[at + column] as number);
        }
        if ((first[row] as number) < (firstUs[pair] as number)) firstUs[pair] = first[row] as number;
        if ((last[row] as number) > (lastUs[pair] as number)) lastUs[pair] = last[row] as number;
      }
    }
    const pairs: number[] = [];
    for (let pair = 0; pair < count; pair++) if ((sums[pair * WIDTH + FLOWS] as number) > 0) pairs.push(pair);
    const column = (at: number) => pairs.map((pair) => sums[pair * WIDTH + at] as number);
    const bytesBefore = before && this.bytesByPair(before);
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
      ...this.namedSets(pairs, sets, words),
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
    for (const { slots, values, ports } of wanted.length === 0 ? [] : this.within(window)) {
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] as number;
        if (isWanted[(this.slots[slot] as Slot).pair] === 0) continue;
        const sum = bySlot.get(slot) ?? { operations: OPERATIONS.map(() => 0), ports: new Set<string>() };
        bySlot.set(slot, sum);
        for (const at of OPERATIONS.keys())
          sum.operations[at] = (sum.operations[at] as number) + (values[row * WIDTH + FIRST_OPERATION + at] as number);
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
    for (const { slots, values } of this.days.values()) {
      for (let row = 0; row < slots.length; row++) {
        const slot = slots[row] as number;
        sums[slot] = (sums[slot] as number) + (values[row * WIDTH + FLOWS] as number);
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
    for (const [day, { slots, values }] of this.days) {
      let [flows, bytes] = [0, 0];
      for (let row = 0; row < slots.length; row++) {
        if ((this.slots[slots[row] as number] as Slot).pair !== pair) continue;
        flows += values[row * WIDTH + FLOWS] as number;
        bytes += values[row * WIDTH + BYTES] as number;
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

  /** Bytes within the window, by the number of the pair. */
  private bytesByPair(window: DayWindow): Float64Array {
    const sums = new Float64Array(this.pairFrom.length);
    for (const { slots, values } of this.within(window)) {
      for (let row = 0; row < slots.length; row++) {
        const { pair } = this.slots[slots[row] as number] as Slot;
        sums[pair] = (sums[pair] as number) + (values[row * WIDTH + BYTES] as number);
      }
    }
    return sums;
  }

  /** Sets of protocols, each once, and which is that of each pair. `sets`: `words` numbers a pair, a bit a protocol. */
  private namedSets(
    pairs: readonly number[],
    sets: Float64Array,
    words: number,
  ): Pick<PairSums, "protocols" | "protocolSets"> {
    const known = new Map<number | string, number>();
    const protocolSets: string[][] = [];
    const protocols = pairs.map((pair) => {
      const own = sets.subarray(pair * words, (pair + 1) * words);
      const key = words === 1 ? (own[0] as number) : own.join(" ");
      const place = known.get(key);
      if (place !== undefined) return place;
      known.set(key, protocolSets.length);
      const names = this.protocols.filter((_, at) => {
        const word = own[Math.floor(at / BITS)] as number;
        return Math.floor(word / 2 ** (at % BITS)) % 2 === 1;
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
