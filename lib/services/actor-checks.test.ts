import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/session";
import type { Role } from "@/lib/domain/access/permissions";

/**
 * Pages, jobs and the command line call services without a route around them, so every service that takes an actor has
 * to refuse one that may do nothing before it does anything else.
 */
const SERVICES = fileURLToPath(new URL(".", import.meta.url));

/** They concern the actor's own session only; whoever is signed in may. */
const OWN_SESSION = new Set(["session/get-session.ts", "session/sign-out.ts"]);

/** Named like services, but parts of one: no route, page or command calls them. */
const INTERNAL = new Set([
  "imports/start-reading.ts",
  "coverage/list-blind-spots.ts",
  "coverage/list-evidence-spans.ts",
  "session/get-link-purpose.ts",
]);

const NOBODY: Actor = { userId: null, name: "nobody", email: "", role: "nobody" as Role };

const services = readdirSync(SERVICES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.i?test\.ts$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/export (?:async )?function\*? (\w+)\(\s*actor\b/g)].map(([, name]) => ({
      file,
      path: relative(SERVICES, file),
      name: name as string,
    })),
  )
  .filter(({ path }) => !OWN_SESSION.has(path));

describe("services", () => {
  it("are found by this test", () => {
    expect(services.map((it) => it.name)).toEqual(expect.arrayContaining(["listDevices", "saveZone", "exportFlows"]));
    expect(services.length).toBeGreaterThan(25);
  });

  it("all take the actor first, those before anybody signed in left out", () => {
    const withoutActor = readdirSync(SERVICES, { recursive: true, withFileTypes: true })
      .filter((entry) =>
        /^(list|get|save|delete|update|add|invite|export|create|cancel|start|decide|undo)-/.test(entry.name),
      )
      .filter((entry) => !/test\.ts$/.test(entry.name))
      .map((entry) => relative(SERVICES, join(entry.parentPath, entry.name)))
      .filter((path) => !services.some((it) => it.path === path) && !OWN_SESSION.has(path));
    expect(withoutActor.filter((path) => !INTERNAL.has(path))).toEqual([]);
  });

  for (const { file, path, name } of services) {
    it(`${path}: ${name} refuses whoever may do nothing`, async () => {
      const module = (await import(/* @vite-ignore */ file)) as Record<string, (...args: unknown[]) => unknown>;
      // A call with arguments that fit nothing: whatever happens before the check would fail in another way.
      // Nor is a piece of an export asked for: whoever hands one on has been asked already.
      const call = async () => module[name]?.(NOBODY, {}, {});
      await expect(call()).rejects.toMatchObject({ code: "not-allowed" });
    });
  }
});
