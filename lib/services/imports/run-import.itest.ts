import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import { closeDatabase, sql } from "@/lib/db/client";
import { type Ledger, ledgerReconciles } from "@/lib/domain/import/ledger";
import { type SimulatedFile, simulate } from "@/lib/simulator/simulate";
import { emptyDatabase, inventorySnapshot, type TestFile, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { cancelImport } from "./cancel-import";
import { getImport } from "./get-import";
import { runImport } from "./run-import";
import { spoolPath } from "./spool";

vi.stubEnv("SIGHTGLASS_POOL", "40");
vi.stubEnv("SIGHTGLASS_IMPORT_BATCH", "100");

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const simulated = simulate().files;
const asTestFile = ({ path, bytes }: SimulatedFile): TestFile => ({ name: path, bytes });
const logs = simulated.filter(({ kind }) => kind === "log").map(asTestFile);
const text = (name: string, content: string): TestFile => ({ name, bytes: new TextEncoder().encode(content) });

/** The whole plant in this order, a few files per import. */
async function takeInEach(files: readonly SimulatedFile[]): Promise<void> {
  for (let at = 0; at < files.length; ) {
    const realm = files[at]?.realm;
    const group: SimulatedFile[] = [];
    while (at < files.length && files[at]?.realm === realm && group.length < 5)
      group.push(files[at++] as SimulatedFile);
    const { state, message } = await takeIn(group.map(asTestFile), { realm });
    expect(`${state} ${message ?? ""}`).toBe("done ");
  }
}

test("the order of imports does not show in the inventory, and importing everything again changes nothing", async () => {
  await takeInEach(simulated);
  const forwards = await inventorySnapshot();
  expect(forwards.devices.length).toBeGreaterThan(100);

  await takeInEach(simulated);
  expect(await inventorySnapshot()).toEqual(forwards);

  await emptyDatabase();
  await takeInEach([...simulated].reverse());
  expect(await inventorySnapshot()).toEqual(forwards);
});

test("every record of every file is accounted for", async () => {
  for (const realm of new Set(simulated.map((file) => file.realm))) {
    const detail = await takeIn(simulated.filter((file) => file.realm === realm).map(asTestFile), { realm });
    for (const { ledger } of detail.files) {
      expect(ledger && ledgerReconciles(ledger as Ledger)).toBe(true);
      expect(ledger?.records).toBeGreaterThan(0);
    }
  }
});

test("a file that came before under another name is named as a duplicate and adds nothing", async () => {
  const [log] = logs as [TestFile];
  await takeIn([log]);
  const before = await inventorySnapshot();
  const again = await takeIn([{ ...log, name: "zz-copy.log" }]);
  expect(again.files[0]).toMatchObject({ state: "duplicate" });
  expect(again.files[0]?.message).toContain("dhcp.log");
  expect(again).toMatchObject({ state: "done", devicesNew: 0, devicesChanged: 0 });
  expect(await inventorySnapshot()).toEqual(before);
});

test("a file that is announced by its hash, and is in already, is not read again", async () => {
  const [log, other] = logs as [TestFile, TestFile];
  const first = await takeIn([log], { isHashed: true });
  const id = await uploadAndQueue([{ ...log, name: "a-copy.log" }, other], { isHashed: true });
  // Whoever reads it finds no log.
  await writeFile(spoolPath(id, 1), "nothing that could be read");
  await runImport(id);
  const { state, files } = await getImport(systemActor, id);
  expect({ state, files: files.map((file) => file.state) }).toEqual({ state: "done", files: ["duplicate", "read"] });
  expect(files[0]?.message).toContain("dhcp.log");
  expect(files[0]).toMatchObject({ ledger: first.files[0]?.ledger, format: first.files[0]?.format });
  const names = await sql.query("select file_name as name from source_content order by 1");
  expect(names).toContainEqual({ name: "a-copy.log" });
});

test("the same content in another realm is other evidence", async () => {
  const [log] = logs as [TestFile];
  const first = await takeIn([log], { realm: "cell A" });
  const second = await takeIn([log], { realm: "cell B" });
  expect(second.files[0]?.state).toBe("read");
  expect(second.devicesNew).toBe(first.devicesNew);
});

test("a file that cannot be read fails alone, with a sentence; the others go on", async () => {
  const detail = await takeIn([text("report.pdf", "%PDF-1.7 …"), text("empty.pcap", ""), ...logs]);
  expect(detail.state).toBe("done");
  expect(detail.message).toMatch(/2 files could not be read/);
  expect(detail.files[0]).toMatchObject({ state: "unsupported" });
  expect(detail.files[0]?.message).toContain("PDF");
  expect(detail.files[1]?.message).toContain("empty");
  expect(detail.files.slice(2).every(({ state }) => state === "read")).toBe(true);
});

test("an import of which nothing can be read fails and says why", async () => {
  const detail = await takeIn([text("report.pdf", "%PDF-1.7 …")]);
  expect(detail.state).toBe("failed");
  expect(detail.message).toContain("PDF");
});

test("an approved list draws the zones that it names, once, and puts its devices there", async () => {
  const list = (zone: string) => text(`${zone}.csv`, `ip,name,zone\n10.7.0.1,PLC-7,${zone}\n10.7.0.2,HMI-7,${zone}\n`);
  await takeIn([list("Cell 7")]);
  await takeIn([list("CELL 7"), list("Cell 8")]);
  const zones = await sql.query<{ name: string; devices: number }>(
    `select z.name, count(d.id) as devices from zone z left join device d on d.zone_id = z.id group by z.id order by 1`,
  );
  expect(zones.map((it) => it.name)).toEqual(["Cell 7", "Cell 8"]);
  expect(zones.reduce((sum, it) => sum + it.devices, 0)).toBe(2);
  const audited = await sql.query<{ summary: string }>(
    "select summary from audit_entry where action = 'zone.created' and summary ~ 'Cell [78]' order by id",
  );
  expect(audited.map((it) => it.summary)).toEqual([
    "Made the zone Cell 7 that an approved list names.",
    "Made the zone Cell 8 that an approved list names.",
  ]);
});

test("eight imports at once over the same devices end as one after the other", async () => {
  const parts = Array.from(
    { length: 8 },
    (_, at) => [logs[at % logs.length], logs[(at + 1) % logs.length]] as TestFile[],
  );
  for (const files of parts) await takeIn(files);
  const serial = await inventorySnapshot();

  await emptyDatabase();
  const ids = await Promise.all(parts.map((files) => uploadAndQueue(files)));
  await Promise.all(ids.map((id) => runImport(id)));
  const states = await Promise.all(ids.map(async (id) => (await getImport(systemActor, id)).state));
  expect(new Set(states)).toEqual(new Set(["done"]));
  expect(await inventorySnapshot()).toEqual(serial);
});

test("a database that cuts all connections in mid-import delays it, and changes nothing", async () => {
  const id = await uploadAndQueue([bigLog(1_500), ...logs]);
  const cut =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  for (let cuts = 0; cuts < 5; cuts++) {
    const running = runImport(id).catch((error: unknown) => error);
    await sleep(100 + cuts * 150);
    const connection = new Client({ connectionString: env().databaseUrl });
    await connection.connect();
    await connection.query(cut);
    await connection.end();
    const outcome = await running;
    if (outcome !== "ended") expect(outcome).toMatchObject({ code: "unavailable" });
  }
  await runImport(id);
  expect((await getImport(systemActor, id)).state).toBe("done");
  const disturbed = await inventorySnapshot();
  await emptyDatabase();
  await takeIn([bigLog(1_500), ...logs]);
  expect(await inventorySnapshot()).toEqual(disturbed);
});

test("an import that is delivered twice is done once", async () => {
  const id = await uploadAndQueue(logs);
  const outcomes = await Promise.all([runImport(id), runImport(id), runImport(id)]);
  expect(outcomes.filter((outcome) => outcome === "ended").length).toBeGreaterThanOrEqual(1);
  expect(await runImport(id)).toBe("ended");
  const [rows] = await sql.query<{ count: number }>("select count(*) from source_content");
  expect(rows?.count).toBe(logs.length);
});

test("a cancelled import keeps what it had read to its end and takes out the rest, and says so", async () => {
  const [first, ...others] = logs as [TestFile, ...TestFile[]];
  const id = await uploadAndQueue([first, bigLog(20_000), ...others]);
  const running = runImport(id);
  await vi.waitFor(
    async () => {
      const [row] = await sql.query(
        "select 1 from source_content where committed_observations > 0 and not is_complete",
      );
      expect(row).toBeDefined();
    },
    { timeout: 300_000, interval: 20 },
  );
  await cancelImport(systemActor, id);
  await running;
  const detail = await getImport(systemActor, id);
  expect(detail.state).toBe("cancelled");
  expect(detail.message).toMatch(/1 file had been read and stayed/);
  expect(detail.files.map(({ state }) => state)).toEqual(["read", ...Array(others.length + 1).fill("cancelled")]);
  expect(await sql.query("select 1 from source_content where not is_complete")).toEqual([]);

  const cancelled = await inventorySnapshot();
  await emptyDatabase();
  await takeIn([first]);
  expect(await inventorySnapshot()).toEqual(cancelled);
});

test("a file that keeps ending its workers is put aside, and the others are read", async () => {
  const id = await uploadAndQueue(logs);
  await sql.run("update import set state = 'reading' where id = $1", [id]);
  await sql.run("update import_file set state = 'reading', worker_deaths = 29 where import_id = $1 and number = 1", [
    id,
  ]);
  await runImport(id);
  const detail = await getImport(systemActor, id);
  expect(detail.state).toBe("done");
  expect(detail.files[0]).toMatchObject({ state: "failed", message: expect.stringContaining("put aside") });
  expect(detail.files.slice(1).every(({ state }) => state === "read")).toBe(true);
});

test("hostile text is stored visibly, whatever it is made of", async () => {
  const hostile = ["nul\\x00l", "rtl\u202egnp.exe", "<script>alert(1)</script>", "=1+1", "x".repeat(1_000_000)];
  const rows = hostile.map((name, at) =>
    ["1772438400.5", `C${at}`, "10.9.0.1", "68", `10.9.0.${at + 10}`, name].join("\t"),
  );
  const detail = await takeIn([
    text("dhcp.log", zeek("dhcp", ["ts", "uid", "id.orig_h", "id.orig_p", "assigned_addr", "host_name"], rows)),
  ]);
  expect(detail.state).toBe("done");
  const [bad] = await sql.query<{ count: number }>(
    "select count(*) from evidence where detail::text ~ '[\\u0001-\\u001f\\u202a-\\u202e]'",
  );
  expect(bad?.count).toBe(0);
});

function zeek(path: string, fields: readonly string[], rows: readonly string[]): string {
  const head = ["#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", `#path\t${path}`];
  return `${[...head, ["#fields", ...fields].join("\t"), ...rows].join("\n")}\n`;
}

/** Enough rows for many batches. */
function bigLog(rows: number): TestFile {
  const fields = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "service", "duration"];
  const counters = ["orig_bytes", "resp_bytes", "conn_state", "orig_pkts", "resp_pkts"];
  const lines = Array.from({ length: rows }, (_, at) => {
    const ends = [`10.8.0.${at % 50}`, 40_000, `10.7.0.${at % 200}`, 1_000 + at];
    return [1_772_438_400 + at, `C${at}`, ...ends, "tcp", "modbus", "1.5", 100, 100, "SF", 5, 5].join("\t");
  });
  return text("big-conn.log", zeek("conn", [...fields, ...counters], lines));
}
