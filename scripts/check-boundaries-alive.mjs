/**
 * A boundary checker that resolves nothing finds nothing wrong. So: every source file must have been looked at, and
 * every rule must find the breach planted for it here.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./lib/paths.mjs";

const SOURCES = ["app", "components", "lib"];
const CONFIG = join(ROOT, ".dependency-cruiser.cjs");

/** rule → file of the planted tree → its text. Unlisted targets of imports are planted as empty modules. */
const BREACHES = {
  "layer-domain": { "lib/domain/rule.ts": 'import "@/lib/contracts/devices";' },
  "layer-config": { "lib/config/env.ts": 'import "@/lib/domain/empty";' },
  "layer-protocols": { "lib/protocols/registry.ts": 'import "../ingest/empty";' },
  "layer-capture": { "lib/capture/packet.ts": 'import "@/lib/protocols/empty";' },
  "layer-fingerprints": { "lib/fingerprints/rows.ts": 'import "@/lib/config/empty";' },
  "layer-reference": { "lib/reference/oui.ts": 'import "@/lib/config/empty";' },
  "layer-bundle": { "lib/bundle/open.ts": 'import "@/lib/knowledge/empty";' },
  "layer-knowledge": { "lib/knowledge/read.ts": 'import "@/lib/db/empty";' },
  "layer-rules": { "lib/rules/policy.ts": 'import "@/lib/contracts/empty";' },
  "layer-contracts": { "lib/contracts/zones.ts": 'import type {} from "@/lib/services/empty";' },
  "layer-simulator": { "lib/simulator/plant.ts": 'import "@/lib/protocols/empty";' },
  "layer-ingest": { "lib/ingest/import.ts": 'import "../services/empty";' },
  "layer-db": { "lib/db/device.ts": 'import "server-only"; import "../services/empty";' },
  "layer-auth": { "lib/auth/session.ts": 'import "@/lib/http/empty";' },
  "layer-services": { "lib/services/merge.ts": 'import "server-only"; import "@/lib/jobs/handlers/empty";' },
  "layer-jobs": { "lib/jobs/handler.ts": 'import "@/lib/db/empty";' },
  "layer-http": { "lib/http/page.ts": 'import "@/lib/db/empty";' },
  "layer-client": { "lib/client/query.ts": 'import type {} from "@/lib/http/empty";' },
  "layer-preview": { "lib/preview/read.ts": 'import "@/lib/client/empty";' },
  "preview-opens-at-its-seam": { "components/discovery/early.tsx": 'import "@/lib/preview/empty";' },
  "preview-stays-light-for-pages": { "lib/preview/open-preview.ts": 'import "@/lib/ingest/empty";' },
  "layer-cli": { "lib/cli/main.ts": 'const db = await import("@/lib/db/empty"); export default db;' },
  "layer-components": { "components/zones/list.tsx": 'import "@/lib/services/empty";' },
  "layer-app": { "app/devices/page.tsx": 'import "@/lib/db/empty";' },
  "layer-proxy": { "proxy.ts": 'import "@/lib/services/empty";' },
  "no-schemas-in-browser": { "lib/client/answer.ts": 'import "@/lib/contracts/empty";' },
  "devices-know-no-rules-of-identity": { "lib/domain/device/device.ts": 'import type {} from "../identity/empty";' },
  "identity-values-looks-back": { "lib/domain/identity/values/text.ts": 'import "../addresses/empty";' },
  "identity-addresses-looks-back": { "lib/domain/identity/addresses/lease.ts": 'import "../endpoints/empty";' },
  "identity-endpoints-looks-back": { "lib/domain/identity/endpoints/card.ts": 'import "../joins/empty";' },
  "identity-joins-looks-back": { "lib/domain/identity/joins/serial.ts": 'import "../assembly/empty";' },
  "identity-assembly-looks-back": { "lib/domain/identity/assembly/device.ts": 'import type {} from "../resolve";' },
  "primitives-know-nothing": { "components/ui/button.tsx": 'import type {} from "@/lib/domain/empty";' },
  "decoders-stand-alone": { "lib/protocols/modbus/modbus.ts": 'import "../dnp3/empty";' },
  "pure-layers-have-no-io": { "lib/domain/clock.ts": 'import "node:fs";' },
  "database-stays-in-db": { "lib/services/zones.ts": 'import "server-only"; import type {} from "@prisma/client";' },
  "queue-stays-in-jobs": { "lib/http/queue.ts": 'import "pg-boss";' },
  "testing-only-in-tests": { "lib/domain/builder.ts": 'import "@/lib/testing/empty";' },
  "tests-are-leaves": { "lib/domain/leaf.test.ts": "", "lib/domain/twig.ts": 'import "./leaf.test";' },
  "no-cycles": {
    "lib/domain/hen.ts": 'import type {} from "./egg";',
    "lib/domain/egg.ts": 'import type {} from "./hen";',
  },
  "imports-resolve": { "lib/domain/lost.ts": 'import "./nowhere";' },
  "routes-are-declared": { "app/api/v1/open/route.ts": "export const GET = 1;" },
  "server-code-is-marked": { "lib/services/unmarked.ts": "export const open = 1;" },
};

const problems = [];

async function cruise(cwd, targets) {
  const depcruise = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [depcruise, "--config", CONFIG, "--output-type", "json", ...targets];
  // The JSON report ends with exit code 0 whatever it found; anything else is a failure of the tool.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 1 << 28 });
  return JSON.parse(stdout);
}

function listSources(folder) {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

async function checkEveryFileIsSeen() {
  const expected = SOURCES.flatMap(listSources).filter((path) => !path.startsWith("lib/db/generated/"));
  const present = SOURCES.filter((folder) => listSources(folder).length > 0);
  const { modules } = await cruise(ROOT, present);
  const seen = new Set(modules.map(({ source }) => source));
  const unseen = expected.filter((path) => !seen.has(path));
  if (expected.length === 0) problems.push("no source file exists to look at");
  for (const path of unseen) problems.push(`${path} was not looked at`);
  return expected.length;
}

function plant(root) {
  const tsconfig = { compilerOptions: { module: "esnext", moduleResolution: "bundler", paths: { "@/*": ["./*"] } } };
  const files = { "tsconfig.json": JSON.stringify(tsconfig) };
  for (const breach of Object.values(BREACHES)) {
    for (const [path, text] of Object.entries(breach)) {
      files[path] = text;
      for (const [, target] of text.matchAll(/"((?:@|\.\.?)\/[^"]+)"/g)) {
        if (target.endsWith("nowhere")) continue;
        const base = target.startsWith("@/") ? target.slice(2) : join(dirname(path), target);
        files[`${base}.ts`] ??= 'import "server-only";';
      }
    }
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function checkEveryRuleBites() {
  const root = mkdtempSync(join(tmpdir(), "sightglass-breaches-"));
  plant(root);
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
  const { summary } = await cruise(root, [...SOURCES, "proxy.ts"]);
  const { forbidden, required } = createRequire(import.meta.url)(CONFIG);
  const rules = [...forbidden, ...required].map(({ name }) => name);
  for (const rule of rules) {
    const files = Object.keys(BREACHES[rule] ?? {});
    const found = summary.violations.some((it) => it.rule.name === rule && files.includes(it.from));
    if (files.length === 0) problems.push(`no breach is planted for the rule ${rule}`);
    else if (!found) problems.push(`the rule ${rule} did not find the breach planted in ${files.join(", ")}`);
  }
  for (const rule of Object.keys(BREACHES)) {
    if (!rules.includes(rule)) problems.push(`a breach is planted for ${rule}, which is no rule`);
  }
  rmSync(root, { recursive: true, force: true });
  return rules.length;
}

const [files, rules] = await Promise.all([checkEveryFileIsSeen(), checkEveryRuleBites()]);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`boundary checker alive: ${files} files seen, ${rules} of ${rules} rules found their breach`);
