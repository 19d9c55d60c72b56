import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type APIRequestContext, request } from "@playwright/test";
import { drawFrom } from "../lib/simulator/draw";
import { simulate } from "../lib/simulator/simulate";
import { startInstallation } from "../scripts/lib/installation.mjs";
import { isAlive } from "../scripts/lib/process-identity.mjs";
import { superviseDatabase } from "../scripts/lib/supervise.mjs";
import { freePort, startPostgres } from "../scripts/postgres.mjs";
import { emailOf, PASSWORD } from "./accounts";
import { expect, test } from "./fixtures";

const KILLS = 9;
const PIECE_BYTES = 16_000;
const PATIENCE_MS = 240_000;

/** An installation of this file's own, as the launcher runs one: its processes are killed one after the other. */
async function start() {
  const data = mkdtempSync(join(tmpdir(), "sightglass-killed-"));
  const database = await startPostgres({ dataDir: join(data, "postgres") });
  const runWith = (program: string, ...args: string[]) =>
    execFileSync(process.execPath, [program, ...args], {
      env: { ...process.env, DATABASE_URL: database.url, SIGHTGLASS_DATA: data },
      input: PASSWORD,
      encoding: "utf8",
    });
  runWith("scripts/migrate.mjs");
  const account = ["--email", emailOf("owner"), "--name", "The owner", "--role", "owner"];
  runWith("bin/sightglass.mjs", "user", "add", "--password-stdin", ...account);
  const fatal: Error[] = [];
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  const onFatal = (error: Error) => fatal.push(error);
  const port = await freePort();
  const installation = await startInstallation({
    databaseUrl: database.url,
    data,
    host: "127.0.0.1",
    port,
    say,
    onFatal,
  });
  let isStopping = false;
  superviseDatabase(database, { say, onFatal, isStopping: () => isStopping });
  await installation.ready();
  return {
    url: installation.url,
    fatal,
    said,
    runWith,
    kill(what: "web" | "worker" | "postgres") {
      const postmaster = () =>
        Number(readFileSync(join(data, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);
      const pid = what === "postgres" ? postmaster() : installation[what].pid();
      if (pid && isAlive(pid)) process.kill(pid, "SIGKILL");
    },
    async stop() {
      isStopping = true;
      await installation.stop();
      await database.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Asks until there is an answer: the server may be starting, or the database. Other refusals end the test. */
async function ask(api: APIRequestContext, method: string, path: string, options: object = {}) {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const answer = await api.fetch(path, { method, failOnStatusCode: false, ...options }).catch(() => null);
    const status = answer?.status() ?? 0;
    if (answer && status < 500 && status !== 429) return answer;
    if (Date.now() > until) throw new Error(`${method} ${path} has no answer: ${status} ${await answer?.text()}`);
  }
}

/** As a browser uploads: piece by piece, from where the server stands. */
async function upload(api: APIRequestContext, id: string, number: number, bytes: Uint8Array): Promise<void> {
  for (let offset = 0, isComplete = false; !isComplete; ) {
    const piece = Buffer.from(bytes.subarray(offset, offset + PIECE_BYTES));
    const sha256 = createHash("sha256").update(piece).digest("hex");
    const headers = { "content-type": "application/octet-stream", "x-content-sha256": sha256 };
    const path = `/api/v1/imports/${id}/files/${number}?offset=${offset}`;
    const answer = await (await ask(api, "PUT", path, { data: piece, headers })).json();
    const expected = answer.invalidParams?.find((it: { name: string }) => it.name === "offset")?.reason;
    offset = answer.receivedBytes ?? Number(expected);
    expect(offset, JSON.stringify(answer)).toBeGreaterThanOrEqual(0);
    isComplete = answer.isComplete ?? offset === bytes.length;
  }
}

test("killed web servers, workers and databases start again by themselves, and what was confirmed is whole", async () => {
  test.setTimeout(600_000);
  const it = await start();
  const api = await request.newContext({ baseURL: it.url });
  try {
    const signIn = { email: emailOf("owner"), password: PASSWORD };
    expect((await ask(api, "POST", "/api/v1/session", { data: signIn })).status()).toBe(200);
    const draw = drawFrom(11);
    const state = { isOver: false };
    const killing = (async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        await sleep(500 + draw(2_500));
        it.kill((["web", "worker", "postgres"] as const)[kill % 3] as "web");
      }
      state.isOver = true;
    })();

    const plant = simulate().files.filter(({ realm }) => realm === "plant");
    const announced = plant.map(({ path, bytes }) => ({ name: path, bytes: bytes.length }));
    const made = await ask(api, "POST", "/api/v1/imports", {
      data: { site: "Plant", realm: "plant", files: announced },
    });
    const { id } = await made.json();
    for (const [at, { bytes }] of plant.entries()) await upload(api, id, at + 1, bytes);
    // Started twice where the answer to the first was lost.
    expect([200, 202, 204, 409]).toContain(
      (await ask(api, "POST", `/api/v1/imports/${id}/start`, { data: {} })).status(),
    );
    await expect
      .poll(async () => (await (await ask(api, "GET", `/api/v1/imports/${id}`)).json()).state, { timeout: PATIENCE_MS })
      .toBe("done");

    // Decisions, each of which the server confirmed, while the rest of the kills goes on.
    const devices = (await (await ask(api, "GET", "/api/v1/devices")).json()).items as { id: string }[];
    const tags: string[] = [];
    for (let at = 0; !state.isOver || at < 5; at++) {
      const deviceIds = devices.slice(0, 40).map((device) => device.id);
      const data = { kind: "tag", deviceIds, add: [`tag-${at}`], remove: [], reason: "Seen on the walk" };
      if ((await ask(api, "POST", "/api/v1/decisions", { data })).ok()) tags.push(`tag-${at}`);
      await sleep(200);
    }
    await killing;
    const [first] = devices;
    const device = await (await ask(api, "GET", `/api/v1/devices/${first?.id}`)).text();
    for (const tag of tags) expect(device).toContain(tag);
    expect(it.runWith("bin/sightglass.mjs", "rebuild", "--check")).toContain("is what all evidence and decisions give");
    expect(it.fatal).toEqual([]);
    for (const what of [/The web server ended .* starts again/, /The worker ended/, /PostgreSQL runs again/])
      expect(it.said.join("\n")).toMatch(what);
  } finally {
    await api.dispose();
    await it.stop();
  }
});
