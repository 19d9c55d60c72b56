import { expect, test, vi } from "vitest";
import { startChild } from "./child.mjs";
import { StartError } from "./start-error.mjs";
import { supervise, superviseDatabase } from "./supervise.mjs";

vi.mock("./child.mjs", () => ({ startChild: vi.fn() }));

const diskFull = () => Object.assign(new Error("ENOSPC: no space left on device, open"), { code: "ENOSPC" });

function database(failures: Error[]) {
  let running = true;
  return {
    end: () => {
      running = false;
    },
    isRunning: () => running,
    startAgain: async () => {
      const failure = failures.shift();
      if (failure) throw failure;
      running = true;
    },
  };
}

test("a database that ended is started again until it runs, with each reason said once", async () => {
  const full = () => new StartError("No disk space is left.");
  const it = database([full(), full()]);
  const said: string[] = [];
  const fatal: Error[] = [];
  superviseDatabase(it, {
    say: (text) => said.push(text),
    onFatal: (error) => fatal.push(error),
    isStopping: () => false,
  });
  it.end();
  await vi.waitUntil(() => it.isRunning(), { timeout: 60_000, interval: 50 });
  await vi.waitUntil(() => said.length === 3, { timeout: 60_000, interval: 50 });
  expect(said).toEqual([
    "PostgreSQL ended without being asked, and starts again",
    "No disk space is left. It is tried again by itself.",
    "PostgreSQL runs again",
  ]);
  expect(fatal).toEqual([]);
});

test("a database that finds no room for its own log is tried again, too", async () => {
  const it = database([diskFull()]);
  const said: string[] = [];
  const fatal: Error[] = [];
  superviseDatabase(it, {
    say: (text) => said.push(text),
    onFatal: (error) => fatal.push(error),
    isStopping: () => false,
  });
  it.end();
  await vi.waitUntil(() => it.isRunning() || fatal.length > 0, { timeout: 60_000, interval: 50 });
  expect(fatal).toEqual([]);
  expect(said[1]).toMatch(/^No disk space is left .* It is tried again by itself\.$/);
});

test("a child that cannot be started again, as without room for its log, is tried until it can", async () => {
  const running = { exited: new Promise(() => {}), logPath: "web.log", pid: 2 };
  vi.mocked(startChild)
    .mockReturnValueOnce({ ...running, exited: Promise.resolve("SIGKILL"), pid: 1 } as never)
    .mockImplementationOnce(() => {
      throw diskFull();
    })
    .mockReturnValueOnce(running as never);
  const said: string[] = [];
  const web = supervise({
    ...{ name: "web", label: "web server", file: "web.mjs", env: {}, logs: "logs" },
    say: (text) => said.push(text),
    isStopping: () => false,
  });
  await vi.waitUntil(() => web.pid() === 2, { timeout: 60_000, interval: 50 });
  expect(said).toEqual([
    "The web server ended (SIGKILL) and starts again in 1 s; its log is web.log",
    "The web server could not be started (ENOSPC: no space left on device, open) and starts again in 2 s; its log is web.log",
  ]);
});
