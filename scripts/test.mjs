/**
 * `npm test`: every check of the project, in order, each with its time; `node scripts/test.mjs lint unit` runs some.
 * The last line says "N passed, N failed", summed over all tools; a check without single tests counts as one.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ensureInstalled, requireNode } from "./lib/install.mjs";
import { whenNpmIsGone } from "./lib/npm-gone.mjs";
import { ROOT } from "./lib/paths.mjs";
import { during, say } from "./lib/progress.mjs";
import { report } from "./lib/start-error.mjs";

const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const END_WITHIN_MS = 15_000;
/** Named by their entry files: `npx` would look for missing ones in the registry. */
const BIOME = "node_modules/@biomejs/biome/bin/biome";
const TSC = "node_modules/typescript/bin/tsc";
const DEPCRUISE = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";
const KNIP = "node_modules/knip/bin/knip.js";
const VITEST = "node_modules/vitest/vitest.mjs";
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";

const STAGES = [
  { name: "lock", args: ["scripts/check-lock.mjs"] },
  { name: "lint", args: [BIOME, "lint", "--error-on-warnings"] },
  { name: "rules", args: ["scripts/check-source-rules.mjs"] },
  { name: "types", args: [TSC, "--noEmit"] },
  {
    name: "boundaries",
    args: [DEPCRUISE, "--config", ".dependency-cruiser.cjs", "app", "components", "lib", "proxy.ts"],
  },
  { name: "boundaries-alive", args: ["scripts/check-boundaries-alive.mjs"] },
  { name: "dead-code", args: [KNIP, "--no-progress"] },
  { name: "prisma", args: ["scripts/prisma.mjs", "check"] },
  { name: "unit", ...vitest("unit") },
  { name: "integration", ...vitest("integration") },
  { name: "build", args: ["scripts/build.mjs"] },
  {
    name: "e2e",
    args: [PLAYWRIGHT, "test", "--reporter=list,json"],
    count: countPlaywright,
    failures: failuresOfPlaywright,
  },
];

const results = mkdtempSync(join(tmpdir(), "sightglass-results-"));
let running;

function vitest(project) {
  const args = [VITEST, "run", "--project", project, "--reporter=default", "--reporter=json"];
  return { args, count: countVitest, failures: failuresOfVitest, hasOutputFile: true };
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  // A file that cannot be loaded has no tests that could fail.
  const broken = testResults.filter((it) => it.status === "failed" && it.assertionResults.length === 0).length;
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests };
}

function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/** Of a vitest report, each failure as "file: test: first line of the message". */
function failuresOfVitest({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((it) => it.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${file}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`);
  });
}

/** Of a Playwright report, the same. */
function failuresOfPlaywright({ suites, errors }) {
  const inSuite = ({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, title, tests }) => `${file}: ${title}: ${firstLine(tests[0]?.results.at(-1)?.error?.message)}`),
    ...inner.flatMap(inSuite),
  ];
  return [...suites.flatMap(inSuite), ...errors.map(({ message }) => firstLine(message))];
}

function firstLine(message) {
  return stripVTControlCharacters(message ?? "").split("\n", 1)[0];
}

/** Nothing of the person's own installation may leak into the tests, nor anything of theirs into it. */
function testEnvironment(resultFile) {
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    PLAYWRIGHT_JSON_OUTPUT_NAME: resultFile,
    FORCE_COLOR: "0",
  };
  for (const name of ["DATABASE_URL", "SIGHTGLASS_DATA", "SIGHTGLASS_URL", "PORT"]) delete env[name];
  return env;
}

function runProgram(args, env) {
  return new Promise((resolve) => {
    running = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] });
    running.once("error", () => resolve(1));
    running.once("close", (code) => resolve(code ?? 1));
  });
}

async function runStage({ name, args, count, failures, hasOutputFile }) {
  const startedAt = performance.now();
  console.log(`\n── ${name} ──`);
  const resultFile = join(results, `${name}.json`);
  const exitCode = await runProgram(
    hasOutputFile ? [...args, `--outputFile=${resultFile}`] : args,
    testEnvironment(resultFile),
  );
  const counted = count
    ? readReport(resultFile, count, { passed: 0, failed: 1, skipped: 0 })
    : { passed: 1, failed: 0, skipped: 0 };
  // Whatever the tool counted: it failed when it says so, and when it ran nothing.
  if ((exitCode !== 0 || counted.passed === 0) && counted.failed === 0) {
    counted.failed = 1;
    if (!count) counted.passed = 0;
  }
  const failed = failures && counted.failed > 0 ? readReport(resultFile, failures, []) : [];
  return { name, ...counted, failures: failed, seconds: (performance.now() - startedAt) / 1000 };
}

/** What `read` finds in a tool's report; `otherwise` where there is none, or none in its form. */
function readReport(resultFile, read, otherwise) {
  try {
    return read(JSON.parse(readFileSync(resultFile, "utf8")));
  } catch {
    return otherwise;
  }
}

function printSummary(outcomes) {
  console.log("");
  for (const { name, passed, failed, failures, skipped, seconds } of outcomes) {
    const verdict = failed === 0 ? "ok    " : "FAILED";
    const notes = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`];
    console.log(
      `${verdict} ${name.padEnd(17)} ${seconds.toFixed(1).padStart(6)} s  ${notes.filter(Boolean).join(", ")}`,
    );
    // Again, beside the sums: of a long run's print often only the end is kept.
    for (const failure of failures) console.log(`         ${failure}`);
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  if (sum("skipped") > 0) console.log(`${sum("skipped")} skipped`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed");
}

async function main() {
  requireNode();
  await ensureInstalled({ withTools: true, during });
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(`No stage is called ${unknown.join(", ")}; there are ${STAGES.map(({ name }) => name).join(", ")}.`);
    return 2;
  }
  const chosen = names.length === 0 ? STAGES : STAGES.filter(({ name }) => names.includes(name));
  const outcomes = [];
  for (const stage of chosen) {
    const outcome = await runStage(stage);
    say(`${stage.name}: ${outcome.failed === 0 ? "ok" : "FAILED"}`);
    outcomes.push(outcome);
  }
  return printSummary(outcomes) === 0 ? 0 : 1;
}

function end(exitCode) {
  rmSync(results, { recursive: true, force: true });
  process.exit(exitCode);
}

/** The tool ends first: it stops what it has started (databases, browsers). */
function breakOff(exitCode) {
  if (!running || running.exitCode !== null) return end(exitCode);
  running.once("close", () => end(exitCode));
  running.kill("SIGINT");
  setTimeout(() => end(exitCode), END_WITHIN_MS).unref();
}

for (const [signal, exitCode] of Object.entries(SIGNAL_EXIT_CODES)) process.on(signal, () => breakOff(exitCode));
whenNpmIsGone(() => breakOff(SIGNAL_EXIT_CODES.SIGTERM));
main().then(end, (error) => {
  report(error);
  end(1);
});
