import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);
const DOCS = git("ls-files", "*.md").filter((it) => !it.includes("/fixtures/"));
const FILES = git("ls-files", "--cached", "--others", "--exclude-standard");
const NAMES = new Set(FILES.map((it) => it.slice(it.lastIndexOf("/") + 1)));
const PACKAGE = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
const textOf = (path: string) => readFileSync(path, "utf8");
const exists = (path: string) => [path, `${path}.ts`, `${path}.tsx`].some((it) => existsSync(it));

/** Every match of the first group, with the document that it stands in. */
const found = (pattern: RegExp) =>
  DOCS.flatMap((doc) => [...textOf(doc).matchAll(pattern)].map((match) => ({ doc, name: match[1] as string })));

describe("the documents", () => {
  it("link to files that are there", () => {
    const links = found(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter(({ doc, name }) => !existsSync(join(dirname(doc), name)))).toEqual([]);
  });

  it("name paths of the code that are there", () => {
    const paths = found(/`((?:lib|app|components|scripts|e2e|docs|bin|prisma|tools)\/[\w/.[\]()-]+)`/g);
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.filter(({ name }) => !exists(normalize(name)))).toEqual([]);
  });

  it("name files of the code that are there", () => {
    const names = found(/`([a-z0-9-]{2,}\.(?:test\.ts|itest\.ts|ts|tsx|mjs))`/g);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter(({ name }) => !NAMES.has(name))).toEqual([]);
  });

  it("name functions and types that the code has", () => {
    const names = found(/`([a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*)(?:\(\))?`/g);
    expect(names.length).toBeGreaterThan(100);
    const code = FILES.filter((it) => /\.(?:ts|tsx|mjs|prisma|sql)$/.test(it) && !it.includes("generated/"));
    const words = new Set(code.flatMap((it) => textOf(it).match(/\b[A-Za-z]\w+\b/g) ?? []));
    expect(names.filter(({ name }) => !words.has(name))).toEqual([]);
  });

  it("name npm scripts that are there", () => {
    const scripts = found(/npm run ([a-z][\w:-]*)/g);
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter(({ name }) => !Object.hasOwn(PACKAGE.scripts ?? {}, name))).toEqual([]);
  });

  it("explain every npm script, and give a reason for every package", () => {
    const development = textOf("docs/development.md");
    const dependencies = textOf("docs/dependencies.md");
    expect(Object.keys(PACKAGE.scripts ?? {}).filter((it) => !development.includes(it))).toEqual([]);
    const groups = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((it) =>
      Object.keys(PACKAGE[it] ?? {}),
    );
    expect(groups.length).toBeGreaterThan(30);
    // Families of packages stand there once: "@types/*".
    const isExplained = (name: string) => [name, `${name.split("/")[0]}/*`].some((it) => dependencies.includes(it));
    expect(groups.filter((name) => !isExplained(name))).toEqual([]);
  });

  it("name environment variables that somebody reads", () => {
    const code = FILES.filter(
      (it) => /^(?:lib|scripts|bin|e2e)\/.*\.(?:ts|mjs)$/.test(it) && !it.includes("generated/"),
    );
    const read = new Set(code.flatMap((it) => textOf(it).match(/\bSIGHTGLASS_[A-Z_]+\b/g) ?? []));
    const named = found(/\b(SIGHTGLASS_[A-Z_]+)\b/g);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ name }) => !read.has(name))).toEqual([]);
  });

  it("tell of a backup every folder that the installation keeps", () => {
    const code = FILES.filter((it) =>
      /^(?:lib\/(?:config|services)\/[^.]*|scripts\/(?:lib\/)?[^/.]*)\.(?:ts|mjs)$/.test(it),
    );
    const folders = new Set(
      code.flatMap((it) =>
        [...textOf(it).matchAll(/join\((?:env\(\)\.)?(?:dataFolder(?:\(\))?|data|folder), "([a-z]+)"\)/g)].map(
          ([, name]) => name as string,
        ),
      ),
    );
    // These are below another folder, say which processes run, or are not of the installation.
    for (const it of ["locks", "started", "leases", "chromium", "fonts", "drafts"]) folders.delete(it);
    expect([...folders].sort()).toEqual(["fingerprints", "kept", "logs", "postgres", "spool"]);
    const backup = textOf("docs/backup.md");
    expect([...folders].filter((it) => !backup.includes(`| \`${it}\` |`))).toEqual([]);
  });
});
