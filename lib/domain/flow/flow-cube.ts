import type { JudgedTraffic } from "../zone/judge-conduits";
import { OPERATIONS, type Operation, type OperationCounts } from "./flow";

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

/** All traffic from one zone to another within a window. */
export interface ZoneTraffic {
  readonly from: string;
  readonly to: string;
  readonly protocols: readonly string[];
  readonly flows: number;
  readonly packets: number;
  readonly bytes: number;
  readonly operations: OperationCounts;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
  /** The same, told apart by protocol; empty for pairs that `isWanted` did not ask for. */
  readonly traffic: readonly JudgedTraffic[];
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
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly pair: number;
}

/**
 * Sums of flows by day, zones and protocol, in columns: any window of days is added up in one pass over numbers. Slots
 * are the pairs of zones and protocols that were ever seen.
 */
export class FlowCube {
  private readonly days = new Map<number, Day>();
  private readonly slots: Slot[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly pairOf = new Map<string, number>();

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

  /** Cells of the window, most bytes first. `isWanted` says for which pairs traffic is told apart by protocol and port. */
  sum(window: DayWindow, isWanted: (from: string, to: string) => boolean): ZoneTraffic[] {
    const sums = new Float64Array(this.slots.length * WIDTH);
    const firstUs = new Float64Array(this.slots.length).fill(Number.POSITIVE_INFINITY);
    const lastUs = new Float64Array(this.slots.length).fill(Number.NEGATIVE_INFINITY);
    const isSeen = new Uint8Array(this.slots.length);
    const inWindow = this.within(window);
    for (const day of inWindow) {
      for (let row = 0; row < day.slots.length; row++) {
        const slot = day.slots[row] as number;
        isSeen[slot] = 1;
        for (let at = 0; at < WIDTH; at++) {
          sums[slot * WIDTH + at] = (sums[slot * WIDTH + at] as number) + (day.values[row * WIDTH + at] as number);
        }
        const [first, last] = [day.firstUs[row] as number, day.lastUs[row] as number];
        if (first < (firstUs[slot] as number)) firstUs[slot] = first;
        if (last > (lastUs[slot] as number)) lastUs[slot] = last;
      }
    }
    const byPair: number[][] = [];
    for (const [slot, { pair }] of this.slots.entries()) {
      if (isSeen[slot] === 0) continue;
      const list = byPair[pair];
      if (list) list.push(slot);
      else byPair[pair] = [slot];
    }
    const operationsAt = (slots: readonly number[]) => {
      const counts: Partial<Record<Operation, number>> = {};
      for (const [at, operation] of OPERATIONS.entries()) {
        let count = 0;
        for (const slot of slots) count += sums[slot * WIDTH + FIRST_OPERATION + at] as number;
        if (count > 0) counts[operation] = count;
      }
      return counts;
    };
    const cells: ZoneTraffic[] = [];
    const ports = new Map<number, Set<string>>();
    for (const slots of byPair) {
      if (!slots) continue;
      const { from, to } = this.slots[slots[0] as number] as Slot;
      if (isWanted(from, to)) for (const slot of slots) ports.set(slot, new Set());
    }
    collectPorts(inWindow, ports);
    for (const slots of byPair) {
      if (!slots) continue;
      const { from, to } = this.slots[slots[0] as number] as Slot;
      const add = (column: number) => slots.reduce((sum, slot) => sum + (sums[slot * WIDTH + column] as number), 0);
      const first = slots.reduce((least, slot) => Math.min(least, firstUs[slot] as number), Number.POSITIVE_INFINITY);
      const last = slots.reduce((most, slot) => Math.max(most, lastUs[slot] as number), Number.NEGATIVE_INFINITY);
      cells.push({
        from,
        to,
        protocols: slots.map((slot) => (this.slots[slot] as Slot).protocol).sort(),
        flows: add(FLOWS),
        packets: add(PACKETS),
        bytes: add(BYTES),
        operations: operationsAt(slots),
        firstSeenUs: Number.isFinite(first) ? first : null,
        lastSeenUs: Number.isFinite(last) ? last : null,
        traffic: slots.flatMap((slot) => {
          const seen = ports.get(slot);
          if (!seen) return [];
          const { protocol } = this.slots[slot] as Slot;
          return [{ protocol, operations: operationsAt([slot]), ports: [...seen].map(readPort) }];
        }),
      });
    }
    return cells.sort((a, b) => b.bytes - a.bytes || compareCodes(a.from, b.from) || compareCodes(a.to, b.to));
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
    return this.slots.flatMap(({ from, to, protocol }, slot) => {
      const flows = sums[slot] as number;
      return flows > 0 ? [{ from, to, protocol, flows }] : [];
    });
  }

  /** Bytes of each pair within the window, by `${from} ${to}`. */
  bytesByPair(window: DayWindow): Map<string, number> {
    const sums = new Float64Array(this.pairOf.size);
    for (const day of this.within(window)) {
      for (let row = 0; row < day.slots.length; row++) {
        const { pair } = this.slots[day.slots[row] as number] as Slot;
        sums[pair] = (sums[pair] as number) + (day.values[row * WIDTH + BYTES] as number);
      }
    }
    const bytes = new Map<string, number>();
    for (const [key, pair] of this.pairOf) if ((sums[pair] as number) > 0) bytes.set(key, sums[pair] as number);
    return bytes;
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

  private slot({ from, to, protocol }: DayTraffic): number {
    const pairKey = `${from} ${to}`;
    const key = `${pairKey} ${protocol}`;
    const known = this.slotOf.get(key);
    if (known !== undefined) return known;
    const pair = this.pairOf.get(pairKey) ?? this.pairOf.size;
    this.pairOf.set(pairKey, pair);
    this.slotOf.set(key, this.slots.length);
    this.slots.push({ from, to, protocol, pair });
    return this.slots.length - 1;
  }
}

/** "tcp 502" → its parts; what was too many to be kept is a port that no rule names. */
function readPort(text: string): { readonly transport: string; readonly port: number | null } {
  const [transport = "", port] = text.split(" ");
  return { transport, port: port === undefined ? null : Number(port) };
}

/** Ports of the slots that are asked for, over the days. */
function collectPorts(days: readonly Day[], wanted: ReadonlyMap<number, Set<string>>): void {
  if (wanted.size === 0) return;
  for (const { slots, ports } of days) {
    for (let row = 0; row < slots.length; row++) {
      const texts = wanted.get(slots[row] as number);
      if (texts) for (const port of ports[row] as readonly string[]) texts.add(port);
    }
  }
}

const compareCodes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
