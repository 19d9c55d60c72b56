import { expect, it } from "vitest";
import { PrintTable } from "./print-table";

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

it("counts a change of each kind where what is said is another, and only there", () => {
  const table = new PrintTable([0, 0]);
  for (let n = 0; n < 5_000; n++) table.put(idOf(n), [`zone ${n}`, `name ${n}`]);
  const before = [table.changesOf(0), table.changesOf(1)];
  table.put(idOf(7), ["zone 7", "name 7"]);
  expect([table.changesOf(0), table.changesOf(1)]).toEqual(before);
  table.put(idOf(4_999), ["zone 4999", "another"]);
  expect(table.changesOf(0)).toBe(before[0]);
  expect(table.changesOf(1)).toBeGreaterThan(before[1] as number);
});

it("counts who comes, goes, and comes again as it was", () => {
  const table = new PrintTable([0]);
  const changes: number[] = [];
  const note = () => changes.push(table.changesOf(0));
  note();
  table.put(idOf(1), [""]);
  note();
  table.remove(idOf(1));
  note();
  table.put(idOf(1), [""]);
  note();
  table.remove(idOf(2));
  expect(changes).toEqual([...new Set(changes)]);
  expect(table.changesOf(0)).toBe(changes.at(-1));
});

it("tells texts apart that differ in one letter", () => {
  const table = new PrintTable([0]);
  const texts = Array.from({ length: 20_000 }, (_, n) => `10.${n >> 8}.${n & 255}.1`);
  for (const [at, text] of texts.entries()) {
    const before = table.changesOf(0);
    table.put(idOf(1), [text]);
    expect(table.changesOf(0), `after ${at}`).toBe(before + 1);
  }
});
