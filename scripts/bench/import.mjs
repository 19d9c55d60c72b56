/**
 * A whole import, as a process with its database: `npm run bench:import -- [--pairs 3] [--packets 2500000]`. First a
 * capture that is new, then the same file again, beside `inspect` (decoding and identity without a database) and
 * ndpiReader -q on the same file. CPU is the command's and the database's together. Each pair has a database of its own.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { ROOT } from "../lib/paths.mjs";
import { deployMigrations } from "../migrate.mjs";
import { startPostgres } from "../postgres.mjs";
import { measureProcess } from "./lib/measure-process.mjs";
import { Goals, hasProgram, machineLine, printTable, round } from "./lib/report.mjs";
import { scratchFolder } from "./lib/scratch-folder.mjs";
import { median } from "./lib/statistics.mjs";
import { syntheticCapture } from "./lib/synthetic-capture.mjs";

const { values } = parseArgs({
  options: { pairs: { type: "string", default: "3" }, packets: { type: "string", default: "2500000" } },
});
const PAIRS = Number(values.pairs);
const CLI = join(ROOT, "bin/sightglass.mjs");
const TICKS_PER_SECOND = 100;
const SETTLE_MS = 200;
const folder = join(scratchFolder(), "import");

const goals = new Goals();
console.log(machineLine());
const capture = await syntheticCapture(Number(values.packets));
if (capture === null) console.log("\nThe generator of the synthetic capture is absent: not measured.");
else await run(capture);
goals.print();

async function run(path) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await startPostgres({ dataDir: join(folder, "postgres"), throwaway: true });
  const admin = new pg.Client({ connectionString: server.url });
  admin.on("error", () => {});
  try {
    await deployMigrations(server.url);
    await admin.connect();
    await measure(path, server.url, admin);
  } finally {
    await admin.end().catch(() => {});
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(path, serverUrl, admin) {
  const costs = { first: [], again: [], inspect: [], ndpi: [], firstDatabase: [] };
  const hasPeer = hasProgram("ndpiReader");
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const name = `import_${pair}`;
    await admin.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await deployMigrations(url.href);
    await connectionsEnded(admin);
    const env = { DATABASE_URL: url.href, SIGHTGLASS_DATA: join(folder, name) };
    const importIt = () => measureImport(path, env, admin);
    const first = await importIt();
    const again = await importIt();
    costs.first.push(first.total);
    costs.firstDatabase.push(first.database);
    costs.again.push(again.total);
    costs.inspect.push((await measureProcess(process.execPath, [CLI, "inspect", path, "--json"])).cpuSeconds);
    if (hasPeer) costs.ndpi.push((await measureProcess("ndpiReader", ["-q", "-i", path])).cpuSeconds);
  }
  const row = (what, list) => [what, list.length > 0 ? round(median(list)) : "not installed"];
  printTable(
    ["CPU", "s"],
    [
      row("first import", costs.first),
      row("of it, the database", costs.firstDatabase),
      row("the same file again", costs.again),
      row("inspect (no database)", costs.inspect),
      row("ndpiReader -q", costs.ndpi),
    ],
  );
  const ratio = (a, b) => median(a.map((it, at) => it / Math.max(b[at], 0.01)));
  goals.add("the same file again, CPU v. first", ratio(costs.again, costs.first), { atMost: 0.35 });
  if (hasPeer) goals.add("whole import v. ndpiReader -q", ratio(costs.first, costs.ndpi), { atMost: 1 });
}

/** The server counts the CPU of a connection when its process has ended, which may be after its client went. */
async function connectionsEnded(admin) {
  const others = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
  while ((await admin.query(others)).rowCount > 0) await sleep(SETTLE_MS);
  await sleep(SETTLE_MS);
}

async function measureImport(path, env, admin) {
  const before = databaseSeconds();
  const args = [CLI, "import", "--site", "Plant", "--realm", "core", "--wait", path];
  const { cpuSeconds, exitCode, stderr } = await measureProcess(process.execPath, args, { env });
  if (exitCode !== 0) throw new Error(`The import failed: ${stderr}`);
  await connectionsEnded(admin);
  const database = databaseSeconds() - before;
  return { total: cpuSeconds + database, database };
}

/** CPU of the server and of all its processes that have ended: fields 14 to 17 of /proc/pid/stat (proc(5)). */
function databaseSeconds() {
  const pidFile = join(folder, "postgres/cluster/postmaster.pid");
  if (!existsSync(pidFile)) throw new Error("The database does not run.");
  const pid = readFileSync(pidFile, "latin1").split("\n")[0];
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}
