import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { isAlive } from "./lib/process-identity.mjs";
import { startPostgres } from "./postgres.mjs";

const folder = mkdtempSync(join(tmpdir(), "sightglass-postgres-"));
const dataDir = join(folder, "shared");
const throwaway = true;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query("select 1");
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function run(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(text);
    return (rows ?? []).map((row) => row.text);
  } finally {
    await client.end();
  }
}

describe("the embedded PostgreSQL", () => {
  test("is shared by everyone who starts it at the same time and stops with the last of them", async () => {
    const [first, second] = await Promise.all([
      startPostgres({ dataDir, throwaway }),
      startPostgres({ dataDir, throwaway }),
    ]);
    expect(second.url).toBe(first.url);
    await first.stop();
    expect(await answers(second.url)).toBe(true);
    await second.stop();
    expect(await answers(second.url)).toBe(false);
  });

  test("is taken over when its launcher was killed, and then stopped", async () => {
    const program = `
      import { startPostgres } from ${JSON.stringify(join(process.cwd(), "scripts/postgres.mjs"))};
      await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, throwaway: true });
      process.kill(process.pid, "SIGKILL");`;
    const killed = spawnSync(process.execPath, ["--input-type=module", "-e", program]);
    expect(killed.signal).toBe("SIGKILL");
    const pid = readFileSync(join(dataDir, "cluster/postmaster.pid"), "utf8").split("\n")[0];

    const server = await startPostgres({ dataDir, throwaway });
    expect(readFileSync(join(dataDir, "cluster/postmaster.pid"), "utf8").split("\n")[0]).toBe(pid);
    expect(await answers(server.url)).toBe(true);
    await server.stop();
    expect(await answers(server.url)).toBe(false);
  });

  test.skipIf(process.platform === "win32")(
    "is one of its own in a copy of its folder, also while the original runs",
    async () => {
      const original = await startPostgres({ dataDir: join(folder, "original"), throwaway });
      await run(original.url, "create table word (text text); insert into word values ('both')");
      await run(original.url, "checkpoint");
      execFileSync("cp", ["-a", join(folder, "original"), join(folder, "copy")]);
      const copy = await startPostgres({ dataDir: join(folder, "copy"), throwaway });
      expect(new URL(copy.url).port).not.toBe(new URL(original.url).port);
      await run(copy.url, "insert into word values ('copy alone')");
      expect(await run(copy.url, "select text from word order by text")).toEqual(["both", "copy alone"]);
      expect(await run(original.url, "select text from word")).toEqual(["both"]);
      await copy.stop();
      expect(await answers(copy.url)).toBe(false);
      expect(await answers(original.url)).toBe(true);

      // Moved under its server, the folder is still the same database.
      renameSync(join(folder, "original"), join(folder, "moved"));
      const moved = await startPostgres({ dataDir: join(folder, "moved"), throwaway });
      expect(new URL(moved.url).port).toBe(new URL(original.url).port);
      await moved.stop();
      renameSync(join(folder, "moved"), join(folder, "original"));
      expect(await answers(original.url)).toBe(true);
      await original.stop();
      expect(await answers(original.url)).toBe(false);
    },
  );

  test.skipIf(process.platform === "win32")(
    "starts again at its address when it was killed, and never beside a statement that outlived it",
    async () => {
      const killed = join(folder, "killed");
      const server = await startPostgres({ dataDir: killed, throwaway });
      await run(server.url, "create table word (text text); insert into word values ('kept')");
      await run(server.url, "checkpoint");
      const busy = new Client({ connectionString: server.url });
      await busy.connect();
      const { pid: statement } = (await busy.query("select pg_backend_pid() as pid")).rows[0];
      busy.on("error", () => {});
      // It computes, and so does not notice that its server is gone.
      const done = busy.query("select count(*) from generate_series(1, 15000000)").catch(() => {});
      const pid = Number(readFileSync(join(killed, "cluster/postmaster.pid"), "utf8").split("\n")[0]);
      expect(server.isRunning()).toBe(true);
      process.kill(pid, "SIGKILL");
      while (isAlive(pid)) await sleep(10);
      expect(server.isRunning()).toBe(false);
      expect(isAlive(statement)).toBe(true);

      await server.startAgain();
      expect(isAlive(statement)).toBe(false);
      await done;
      expect(server.isRunning()).toBe(true);
      expect(await run(server.url, "select text from word")).toEqual(["kept"]);
      await server.stop();
      expect(server.isRunning()).toBe(false);
      // Asked to start again behind its end, it stays where it is.
      await server.startAgain();
      expect(server.isRunning()).toBe(false);
    },
  );

  test("has its address again when another process starts it after a crash, so that the others find it", async () => {
    const crashed = join(folder, "crashed");
    const first = await startPostgres({ dataDir: crashed, throwaway });
    const pid = Number(readFileSync(join(crashed, "cluster/postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
    while (isAlive(pid)) await sleep(10);

    const second = await startPostgres({ dataDir: crashed, throwaway });
    expect(second.url).toBe(first.url);
    await first.startAgain();
    expect(await answers(first.url)).toBe(true);
    await second.stop();
    expect(await answers(first.url)).toBe(true);
    await first.stop();
  });

  test.skipIf(process.platform !== "linux")(
    "starts again though nobody ever takes note of the dead one's end, and is no other's",
    async () => {
      const unnoted = join(folder, "unnoted");
      const server = await startPostgres({ dataDir: unnoted, throwaway });
      const file = join(unnoted, "cluster/postmaster.pid");
      const [pid = "", ...lines] = readFileSync(file, "utf8").split("\n");
      process.kill(Number(pid), "SIGKILL");
      while (isAlive(Number(pid))) await sleep(10);
      // Of this shell's child nobody takes note, as of a server's whose launcher was killed in a container without an init.
      const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 900"], { stdio: ["ignore", "pipe", "ignore"] });
      const [said] = await once(parent.stdout, "data");
      const dead = String(said).trim();
      while (isAlive(Number(dead))) await sleep(10);
      writeFileSync(file, [dead, ...lines].join("\n"));

      await server.startAgain();
      expect(parent.exitCode).toBe(null);
      expect(await answers(server.url)).toBe(true);
      parent.kill();
      await server.stop();
    },
  );

  test("keeps what it said before it was started again", async () => {
    const server = await startPostgres({ dataDir, throwaway });
    await server.stop();
    expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).toContain("database system is shut down");
    const again = await startPostgres({ dataDir, throwaway });
    await again.stop();
    expect(readFileSync(join(dataDir, "postgres.previous.log"), "utf8")).toContain("database system is shut down");
  });

  test("says in one sentence that its folder is damaged", async () => {
    renameSync(join(dataDir, "cluster/PG_VERSION"), join(dataDir, "kept"));
    await expect(startPostgres({ dataDir, throwaway })).rejects.toThrow(/is damaged \(no PG_VERSION in it\)/);
    renameSync(join(dataDir, "kept"), join(dataDir, "cluster/PG_VERSION"));
  });

  test.skipIf(process.platform === "win32")(
    "says of a restored copy what is wrong with it and what to do",
    async () => {
      const start = async (name: string, spoil: (copy: string) => void) => {
        const copy = join(folder, name);
        execFileSync("cp", ["-a", dataDir, copy]);
        spoil(copy);
        const error = await startPostgres({ dataDir: copy, throwaway }).then(
          () => null,
          (it) => it,
        );
        expect(error?.name).toBe("StartError");
        return error.message;
      };
      const halfOf = (copy: string) => {
        rmSync(join(copy, "cluster/pg_wal"), { recursive: true });
        mkdirSync(join(copy, "cluster/pg_wal"));
      };
      expect(await start("half", halfOf)).toMatch(/not whole.* Restore them from a whole backup/);
      const open = (copy: string) => chmodSync(join(copy, "cluster"), 0o777);
      expect(await start("it's open", open)).toMatch(/nobody but its owner.* chmod -R go= '.*it'\\''s open'$/);
      const forget = (copy: string) => rmSync(join(copy, "password"));
      expect(await start("no password", forget)).toMatch(/password is missing.* restore it from the backup/);
      const older = (copy: string) => writeFileSync(join(copy, "cluster/PG_VERSION"), "17\n");
      expect(await start("older", older)).toMatch(/written by PostgreSQL 17.* brings PostgreSQL 18/);
    },
  );

  test("says in one sentence that the port it was given is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    await expect(startPostgres({ dataDir, port, throwaway })).rejects.toThrow(`Port ${port} for the database is taken`);
    other.close();
  });

  test("starts again after a first start that was interrupted", async () => {
    const fresh = join(folder, "interrupted");
    mkdirSync(join(fresh, "cluster.new/base"), { recursive: true });
    const server = await startPostgres({ dataDir: fresh, throwaway });
    expect(await answers(server.url)).toBe(true);
    await server.stop();
  });
});
