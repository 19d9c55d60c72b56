import { expect, it } from "vitest";
import { changeDay, type DayTraffic, dayColumns, isInOrder } from "./day-columns";
import { OPERATIONS } from "./flow";

/** The same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const keyOf = ({ from, to, protocol }: DayTraffic) => `${from} ${to} ${protocol}`;

function randomRow(next: (below: number) => number): DayTraffic {
  const firstSeenUs = next(5) === 0 ? null : next(1_000);
  return {
    from: ["cell", "a-hall", "unzoned", "Ä", "internet"][next(5)] as string,
    to: ["cell", "a-hall", "unzoned", "z"][next(4)] as string,
    protocol: ["modbus", "http", "unknown-tcp"][next(3)] as string,
    flows: 1 + next(9),
    packets: next(99),
    bytes: next(9_999),
    operations: OPERATIONS.map(() => (next(6) === 0 ? next(4) : 0)),
    firstSeenUs,
    lastSeenUs: firstSeenUs === null ? null : firstSeenUs + next(50),
    ports: [[], ["tcp 502"], ["tcp 502", "tcp 80"], ["many"]][next(4)] as string[],
  };
}

/** No two of them have one key. */
const randomRows = (next: (below: number) => number, most: number) =>
  new Map(Array.from({ length: next(most) }, () => randomRow(next)).map((row) => [keyOf(row), row]));

it("a day with changes is the very columns that all of its rows give, whatever changes, goes and comes", () => {
  const next = random(11);
  let changedDays = 0;
  for (let run = 0; run < 300; run++) {
    const before = randomRows(next, 40);
    const after = new Map(before);
    const keys = [...before.values()].filter(() => next(4) === 0);
    for (const row of keys) after.delete(keyOf(row));
    // What goes may come again as another, and what nobody named may be replaced.
    const rows = randomRows(next, 15);
    for (const [key, row] of rows) after.set(key, row);
    const all = dayColumns([...after.values()]);
    expect(changeDay(dayColumns([...before.values()]), keys, [...rows.values()])).toEqual(all);
    expect(isInOrder(all)).toBe(true);
    if (JSON.stringify(all) !== JSON.stringify(dayColumns([...before.values()]))) changedDays += 1;
  }
  expect(changedDays).toBeGreaterThan(200);
});

it("gives back the rows, in the order of zones and protocol, and names only what is used", () => {
  const rows = [...randomRows(random(3), 60).values()];
  const columns = dayColumns(rows);
  const read = columns.flows.map((flows, at) => ({
    from: columns.zones[columns.from[at] as number],
    to: columns.zones[columns.to[at] as number],
    protocol: columns.protocols[columns.protocol[at] as number],
    flows,
    packets: columns.packets[at],
    bytes: columns.bytes[at],
    operations: columns.operations.map((counts) => counts?.[at] ?? 0),
    firstSeenUs: columns.firstSeenUs[at],
    lastSeenUs: columns.lastSeenUs[at],
    ports: columns.portLists[columns.ports[at] as number],
  })) as DayTraffic[];
  expect(read.length).toBeGreaterThan(10);
  const byKey = (a: DayTraffic, b: DayTraffic) => {
    const [first, second] = [a, b].map(({ from, to, protocol }) => [from, to, protocol]) as [string[], string[]];
    const at = first.findIndex((name, place) => name !== second[place]);
    return (first[at] as string) < (second[at] as string) ? -1 : 1;
  };
  expect(read).toEqual([...rows].sort(byKey));
  const left = changeDay(columns, rows.slice(1), []);
  expect([left.flows.length, left.zones.length <= 2, left.protocols.length, left.portLists.length]).toEqual([
    1,
    true,
    1,
    1,
  ]);
});

it("sees names in another order than its own, as a database may sort them", () => {
  const columns = dayColumns([...randomRows(random(5), 60).values()]);
  expect(isInOrder({ ...columns, zones: [...columns.zones].reverse() })).toBe(false);
});
