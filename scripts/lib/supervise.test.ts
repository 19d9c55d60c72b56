import { expect, test, vi } from "vitest";
import { StartError } from "./start-error.mjs";
import { superviseDatabase } from "./supervise.mjs";

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
