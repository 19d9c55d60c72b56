/**
 * Rules that neither the linter nor the boundary checker can state. Each comes with an example that must be found,
 * so that a rule which stopped working is noticed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { ROOT } from "./lib/paths.mjs";

const PRODUCT = ["app", "components", "lib"];
const BROWSER_TESTS = ["e2e"];

const TEXT_RULES = [
  {
    name: "no-server-actions",
    why: "every change goes through a route that declares its permission",
    pattern: /^\s*["']use server["']/m,
    example: '"use server";',
  },
  {
    name: "no-unsafe-sql",
    why: "values reach PostgreSQL as parameters only",
    pattern: /\$(?:query|execute)RawUnsafe\b|\bPrisma\.raw\(/,
    example: "client.$queryRawUnsafe(text)",
  },
  {
    name: "no-raw-html",
    why: "text from the wire is shown as text",
    pattern: /\.(?:inner|outer)HTML\s*=|insertAdjacentHTML\(|dangerouslySetInnerHTML/,
    example: "node.innerHTML = name",
  },
  {
    name: "no-shell",
    why: "programs get an argument list, never a command line",
    pattern: /\bshell:\s*true\b|\bexec(?:Sync)?\b[^;]*from "node:child_process"/,
    example: 'import { exec } from "node:child_process";',
  },
  {
    name: "one-writer-of-devices",
    why: "what lists show of a device's detail is written with it, by upsertDevices alone",
    pattern:
      /\.device\.(?:create|update|upsert)|\bupdate\s+(?:only\s+)?"?device"?\s[^;`]*?\bset\s[^;`]*?\b(?:detail|listed)"?\s*=/i,
    // Tests write what is wrong, to see that it is noticed.
    spares: /\.itest\.ts$/,
    example: "update device d set zone_id = null, detail = it.detail from it",
  },
  {
    name: "exports-that-change",
    why: "scripts of a bundle export values as they are once they are loaded: scripts/lib/bundle.mjs",
    pattern: /^export (?:let|var)\b/m,
    example: "export let current = null;",
  },
  {
    name: "padding-from-the-end",
    why: "a search for NULs at the end begins anew at each NUL of a hostile value: withoutPadding of fixed-text.ts does not",
    pattern: /\\(?:0|x00|u0000)[+*]\$\//,
    example: 'text.replace(/\\0+$/, "")',
  },
  {
    name: "lists-as-arguments",
    why: "a call holds little more than a hundred thousand arguments, and a plant has more devices: lib/domain/long-lists.ts",
    pattern: /\.push\(\.\.\.|\bMath\.(?:max|min)\(\.\.\./,
    // Decoders read one message, and pages show what fits on them; these see a whole plant or file.
    spares: /^(?!lib\/(?:domain|services|db|ingest|knowledge)\/)|test\.ts$/,
    example: "rows.push(...await page())",
  },
  {
    name: "scroll-without-focus",
    why: "Tab would go on from there, past all that stands before it: scrollToNearest of components/ui/scroll-to-nearest.ts",
    pattern: /\.scrollIntoView(?:IfNeeded)?\(/,
    example: 'row.scrollIntoView({ block: "nearest" });',
  },
  {
    name: "absence-beside-presence",
    why: "while a page loads or a dialog is open nothing is found, whatever is there: expectNone of e2e/expect-none.ts",
    within: BROWSER_TESTS,
    pattern: /\.toHaveCount\(\s*0\s*\)|\.not\s*\.(?:toBeVisible|toBeAttached)\(/,
    example: "await expect(row).toHaveCount(0);",
  },
  {
    name: "wait-for-what-is-seen",
    why: "how long something takes depends on the machine",
    within: BROWSER_TESTS,
    pattern: /\.waitForTimeout\(/,
    example: "await page.waitForTimeout(500);",
  },
];

const HOMELESS_NAME = /^(?:.*-)?(?:utils?|helpers?|common|misc|manager|shared|stuff)\.tsx?$/;

function listSources(folder) {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .filter((path) => !path.startsWith("lib/db/generated/"));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

const problems = [];
for (const { name, pattern, example } of TEXT_RULES) {
  if (!pattern.test(example)) problems.push(`the rule ${name} does not find its own example`);
}

const files = [...PRODUCT, ...BROWSER_TESTS].flatMap((folder) => listSources(folder).map((path) => ({ folder, path })));
for (const { folder, path } of files) {
  const text = readFileSync(join(ROOT, path), "utf8");
  for (const { name, why, pattern, spares, within = PRODUCT } of TEXT_RULES) {
    if (!within.includes(folder) || spares?.test(path)) continue;
    if (pattern.test(text)) problems.push(`${path}: ${name} (${why})`);
  }
  if (HOMELESS_NAME.test(basename(path))) problems.push(`${path}: name it after what it does`);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`source rules hold in ${files.length} files`);
