import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COMMANDS } from "./commands";

/** Commands as people would copy them: between backticks, or a line of their own. */
const NAMED = /(?:`|^ *(?:\$ )?)(?:npx |bin\/|node bin\/)?sightglass(?:\.mjs)? ([a-z][\w-]*)([^`\n]*)/gm;

it("documents name commands and options that are there", async () => {
  const docs = execFileSync("git", ["ls-files", "*.md"], { encoding: "utf8" }).split("\n").filter(Boolean);
  const named = docs.flatMap((doc) =>
    [...readFileSync(doc, "utf8").matchAll(NAMED)].map(([, name = "", rest = ""]) => ({ doc, name, rest })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ name }) => name !== "help" && !Object.hasOwn(COMMANDS, name))).toEqual([]);
  const unknown: string[] = [];
  for (const { doc, name, rest } of named) {
    const help = (await COMMANDS[name]?.load())?.help ?? "";
    // What stands behind a pipe is another program's.
    for (const [option] of (rest.split("|")[0] ?? "").matchAll(/(?<= )--[a-z][\w-]*/g)) {
      if (!new RegExp(`${option}(?![\\w-])`).test(help)) unknown.push(`${doc}: sightglass ${name} ${option}`);
    }
  }
  expect(unknown).toEqual([]);
});
