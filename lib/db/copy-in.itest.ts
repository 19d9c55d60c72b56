import { afterAll, expect, it } from "vitest";
import { closeDatabase } from "./client";
import { withTransaction } from "./transaction";

afterAll(closeDatabase);

it("brings every text, array, number and null back as it went in", async () => {
  const texts = [
    "plain",
    "",
    "\\N",
    "\\.",
    "tab\tline\nreturn\r",
    "back\\slash",
    'quote"',
    "{a,b}",
    "NULL",
    "é€😀",
    "\b\f\v",
    "a,b",
  ];
  const rows = await withTransaction(async (tx) => {
    await tx.run(
      "create temporary table copied (n int, text text, list text[], number float8, flag bool, detail jsonb)",
    );
    await tx.copyIn(
      "copied (n, text, list, number, flag, detail)",
      texts.map((text, n) => [n, text, [text, text], n / 2, n % 2 === 0, JSON.stringify({ text })]),
    );
    await tx.copyIn("copied (n, text, list)", [[99, null, []]]);
    return tx.query<{ n: number }>("select * from copied order by n");
  });
  expect(rows).toEqual([
    ...texts.map((text, n) => ({ n, text, list: [text, text], number: n / 2, flag: n % 2 === 0, detail: { text } })),
    { n: 99, text: null, list: [], number: null, flag: null, detail: null },
  ]);
});

it("leaves nothing behind when a row is refused", async () => {
  const refused = withTransaction(async (tx) => {
    await tx.copyIn("site (id, name)", [
      ["00000000-0000-4000-8000-000000000001", "one"],
      ["no uuid", "two"],
    ]);
  });
  await expect(refused).rejects.toThrow();
  expect(await withTransaction((tx) => tx.query("select 1 from site"))).toEqual([]);
});
