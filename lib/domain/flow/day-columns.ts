import { compareText } from "../compare-text";
import { OPERATIONS } from "./flow";

/** What flows add up to. */
export interface TrafficSums {
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

/** What tells the rows of a day apart: two zone keys and a protocol. */
export interface DayKey {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
}

/** Traffic of one protocol between two zone keys on one day. */
export interface DayTraffic extends DayKey, TrafficSums {}

/**
 * The traffic of one day in columns: the n-th entry of each is the n-th row, in the order of zones and protocol. Names
 * stand once, in order: with 200 zones a day has 13,000 rows, and keys of 36 letters in each of them are most of
 * what reading them would cost.
 */
export interface DayColumns {
  readonly zones: readonly string[];
  readonly protocols: readonly string[];
  readonly portLists: readonly (readonly string[])[];
  /** Places in `zones`. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Places in `protocols`. */
  readonly protocol: readonly number[];
  readonly flows: readonly number[];
  readonly packets: readonly number[];
  readonly bytes: readonly number[];
  /** In the order of OPERATIONS; null where nobody did it. */
  readonly operations: readonly (readonly number[] | null)[];
  readonly firstSeenUs: readonly (number | null)[];
  readonly lastSeenUs: readonly (number | null)[];
  /** Places in `portLists`. */
  readonly ports: readonly number[];
}

const EMPTY: DayColumns = {
  zones: [],
  protocols: [],
  portLists: [],
  from: [],
  to: [],
  protocol: [],
  flows: [],
  packets: [],
  bytes: [],
  operations: OPERATIONS.map(() => null),
  firstSeenUs: [],
  lastSeenUs: [],
  ports: [],
};

/** Rows as columns; no two of them between the same zones and of the same protocol. */
export function dayColumns(rows: readonly DayTraffic[]): DayColumns {
  return changeDay(EMPTY, [], rows);
}

/** Whether names stand in the order that `changeDay` counts on; those that a database sorted may not. */
export function isInOrder({ zones, protocols }: DayColumns): boolean {
  return [zones, protocols].every((names) => names.every((name, at) => at === 0 || (names[at - 1] as string) < name));
}

/**
 * The same day with `rows` instead of what stood for them and for `keys`: the very columns that all of its rows give. What
 * did not change is not made into rows, of which a day of a large plant has 30,000.
 */
export function changeDay(day: DayColumns, keys: readonly DayKey[], rows: readonly DayTraffic[]): DayColumns {
  const changes = [...keys, ...rows];
  const zones = new Names([...day.zones, ...changes.flatMap(({ from, to }) => [from, to])]);
  const protocols = new Names([...day.protocols, ...changes.map(({ protocol }) => protocol)]);
  const listTexts = day.portLists.map((list) => JSON.stringify(list));
  const lists = new Names([...listTexts, ...rows.map(({ ports }) => JSON.stringify(ports))]);
  const [zonePlaces, protocolPlaces, listPlaces] = [
    day.zones.map((name) => zones.placeOf(name)),
    day.protocols.map((name) => protocols.placeOf(name)),
    listTexts.map((text) => lists.placeOf(text)),
  ];

  const rank = (from: number, to: number, protocol: number) => (from * zones.size + to) * protocols.size + protocol;
  const rankOf = ({ from, to, protocol }: DayKey) =>
    rank(zones.placeOf(from), zones.placeOf(to), protocols.placeOf(protocol));
  const changed = new Set(changes.map(rankOf));
  const news = rows.map((row) => ({ row, rank: rankOf(row) })).sort((a, b) => a.rank - b.rank);
  // Rows of the day by their place, new ones as they are.
  const merged: (number | DayTraffic)[] = [];
  let next = 0;
  const takeNewsBefore = (end: number) => {
    for (let it = news[next]; it && it.rank < end; it = news[++next]) merged.push(it.row);
  };
  for (const [at, from] of day.from.entries()) {
    const stored = rank(
      zonePlaces[from] as number,
      zonePlaces[day.to[at] as number] as number,
      protocolPlaces[day.protocol[at] as number] as number,
    );
    if (changed.has(stored)) continue;
    takeNewsBefore(stored);
    merged.push(at);
  }
  takeNewsBefore(Number.POSITIVE_INFINITY);

  const column = <Value>(stored: readonly Value[], ofNew: (row: DayTraffic) => Value) =>
    merged.map((it) => (typeof it === "number" ? (stored[it] as Value) : ofNew(it)));
  const places = (stored: readonly number[], known: readonly number[], ofNew: (row: DayTraffic) => number) =>
    merged.map((it) => (typeof it === "number" ? (known[stored[it] as number] as number) : ofNew(it)));
  const from = places(day.from, zonePlaces, (row) => zones.placeOf(row.from));
  const to = places(day.to, zonePlaces, (row) => zones.placeOf(row.to));
  const ends = zones.used(from, to);
  const spoken = protocols.used(places(day.protocol, protocolPlaces, (row) => protocols.placeOf(row.protocol)));
  const listed = lists.used(places(day.ports, listPlaces, (row) => lists.placeOf(JSON.stringify(row.ports))));
  return {
    zones: ends.names,
    protocols: spoken.names,
    portLists: listed.names.map((text) => JSON.parse(text) as string[]),
    from: ends.columns[0] as number[],
    to: ends.columns[1] as number[],
    protocol: spoken.columns[0] as number[],
    flows: column(day.flows, (row) => row.flows),
    packets: column(day.packets, (row) => row.packets),
    bytes: column(day.bytes, (row) => row.bytes),
    operations: OPERATIONS.map((_, at) => {
      const stored = day.operations[at] ?? [];
      const counts = column(stored, (row) => row.operations[at] ?? 0).map((count) => count ?? 0);
      return counts.some((count) => count > 0) ? counts : null;
    }),
    firstSeenUs: column(day.firstSeenUs, (row) => row.firstSeenUs),
    lastSeenUs: column(day.lastSeenUs, (row) => row.lastSeenUs),
    ports: listed.columns[0] as number[],
  };
}

/** Names once, in order. */
class Names {
  private readonly sorted: readonly string[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(names: readonly string[]) {
    this.sorted = [...new Set(names)].sort(compareText);
    this.places = new Map(this.sorted.map((name, place) => [name, place]));
  }

  get size(): number {
    return this.sorted.length;
  }

  placeOf(name: string): number {
    return this.places.get(name) as number;
  }

  /** The names that these columns of places still use, and the columns in places among those. */
  used(...columns: readonly (readonly number[])[]): { readonly names: string[]; readonly columns: number[][] } {
    const isUsed = this.sorted.map(() => false);
    for (const column of columns) for (const place of column) isUsed[place] = true;
    const [names, left]: [string[], number[]] = [[], []];
    for (const [place, name] of this.sorted.entries()) {
      left.push(names.length);
      if (isUsed[place]) names.push(name);
    }
    return { names, columns: columns.map((column) => column.map((place) => left[place] as number)) };
  }
}
