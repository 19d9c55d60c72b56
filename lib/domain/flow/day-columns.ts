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

/** Traffic of one protocol between two zone keys on one day. */
export interface DayTraffic extends TrafficSums {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
}

/**
 * The traffic of one day in columns: the n-th entry of each is the n-th row, and rows of one pair of zones stand
 * together. Names stand once: with 200 zones a day has 13,000 rows, and keys of 36 letters in each of them are most of
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

/** Rows as columns. */
export function dayColumns(rows: readonly DayTraffic[]): DayColumns {
  const pairOf = ({ from, to }: DayTraffic) => `${from} ${to}`;
  const sorted = [...rows].sort((a, b) => (pairOf(a) < pairOf(b) ? -1 : pairOf(a) > pairOf(b) ? 1 : 0));
  const [zones, protocols, portTexts] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const placeOf = (known: Map<string, number>, text: string) => {
    const place = known.get(text) ?? known.size;
    known.set(text, place);
    return place;
  };
  return {
    from: sorted.map((row) => placeOf(zones, row.from)),
    to: sorted.map((row) => placeOf(zones, row.to)),
    protocol: sorted.map((row) => placeOf(protocols, row.protocol)),
    flows: sorted.map((row) => row.flows),
    packets: sorted.map((row) => row.packets),
    bytes: sorted.map((row) => row.bytes),
    operations: OPERATIONS.map((_, at) =>
      sorted.some((row) => row.operations[at]) ? sorted.map((row) => row.operations[at] ?? 0) : null,
    ),
    firstSeenUs: sorted.map((row) => row.firstSeenUs),
    lastSeenUs: sorted.map((row) => row.lastSeenUs),
    ports: sorted.map((row) => placeOf(portTexts, JSON.stringify(row.ports))),
    zones: [...zones.keys()],
    protocols: [...protocols.keys()],
    portLists: [...portTexts.keys()].map((text) => JSON.parse(text) as string[]),
  };
}
