import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { env } from "@/lib/config/env";
import { SpilledList } from "./spilled-list";

async function textOf(list: SpilledList): Promise<string> {
  let text = "";
  for await (const piece of list.pieces()) text += piece;
  return text;
}

it("gives back in order what found no room in memory, and leaves no file", async () => {
  const items = Array.from({ length: 300 }, (_, at) => ({ at, text: "ü\n\u{1f3ed}".repeat(at % 7) }));
  const list = new SpilledList(100);
  for (const item of items) await list.add(JSON.stringify(item));
  expect(list.isOnDisk).toBe(true);
  expect(await readdir(env().spoolFolder)).toEqual([]);
  expect(JSON.parse(`[${await textOf(list)}]`)).toEqual(items);
  await list.close();
});

it("holds no more in memory than it may", async () => {
  const list = new SpilledList(100);
  for (let at = 0; at < 50; at++) await list.add(JSON.stringify("x".repeat(60)));
  const pieces: string[] = [];
  for await (const piece of list.pieces()) pieces.push(piece);
  // The last piece of the file, and what came behind it.
  const held = pieces.slice(pieces.findLastIndex((it) => it.length > 100) + 1);
  expect(held.join("").length).toBeLessThanOrEqual(100);
  await list.close();
});

it("needs no disk for a few items, and is an empty list without any", async () => {
  const list = new SpilledList();
  expect(await textOf(list)).toBe("");
  await list.add('{"a":1}');
  expect(list.isOnDisk).toBe(false);
  expect(await textOf(list)).toBe('\n{"a":1}');
});
