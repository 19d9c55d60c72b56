import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { countOf } from "@/lib/domain/say-count";
import type { Command } from "./command";
import { UsageError } from "./command";
import { tell } from "./output";
import { parseOnlyOptions } from "./parse-options";

export const simulate: Command = {
  help: `Usage: sightglass simulate --out DIR [--seed N] [--until TIME] [--weeks N]

Writes the files of an invented waterworks into DIR: captures, Zeek logs, an nmap scan, approved lists, and truth.json,
which says what they are about. The same seed and time give the same bytes on every machine.

  --out DIR      folder to write to; made when missing
  --seed N       another plant of the same kind (default 7, the sample plant)
  --until TIME   end of the five simulated days, ISO 8601 (default 2026-11-20T18:00:00Z)
  --weeks N      in place of that: N weeks of the plant's habits, monthly jobs among them, as a Zeek sensor logs them
                 (DIR/recorded), and the week after (DIR/held-out). Import what was recorded, draw a target, and hold
                 its what-if against held-out/truth.json, which says who really talked to whom. The weeks end with the
                 Sunday before --until`,

  async run(args) {
    const values = parseOnlyOptions("simulate", args, {
      out: { type: "string" },
      seed: { type: "string" },
      until: { type: "string" },
      weeks: { type: "string" },
    });
    if (!values.out) throw new UsageError("simulate needs --out DIR");
    const simulator = await import("@/lib/simulator/simulate");
    const seed = values.seed === undefined ? simulator.SAMPLE_SEED : parseSeed(values.seed);
    const referenceUs = values.until === undefined ? simulator.SAMPLE_REFERENCE_US : parseTime(values.until);
    if (values.weeks !== undefined) return writeWeeks(values.out, seed, referenceUs / 1000, parseWeeks(values.weeks));
    const { files, truth } = simulator.simulate(seed, { referenceUs });
    for (const { path, bytes } of files) await write(join(values.out, path), bytes);
    await write(join(values.out, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
    tell(
      `Wrote ${countOf(files.length, "file")} and truth.json about ${countOf(truth.devices.length, "device")} to ${values.out}.`,
    );
    return 0;
  },
};

const WEEK_MS = 7 * 86_400_000;
/** The first Monday after 1970-01-01. */
const A_MONDAY_MS = 4 * 86_400_000;
const MAX_WEEKS = 104;

/** Weeks of evidence and, apart from them, the week that nobody may look at before the prediction is made. */
async function writeWeeks(out: string, seed: number, untilMs: number, weeks: number): Promise<number> {
  const { simulateWeeks } = await import("@/lib/simulator/weeks/simulate-weeks");
  const heldOutMs = Math.floor((untilMs - A_MONDAY_MS) / WEEK_MS) * WEEK_MS + A_MONDAY_MS;
  const recorded = simulateWeeks({ seed, firstDayMs: heldOutMs - weeks * WEEK_MS, days: weeks * 7 });
  const heldOut = simulateWeeks({ seed, firstDayMs: heldOutMs, days: 7 });
  for (const [folder, { files, sessions, devices }] of [
    ["recorded", recorded] as const,
    ["held-out", heldOut] as const,
  ]) {
    for (const { path, bytes } of files) await write(join(out, folder, path), bytes);
    const truth = {
      devices: devices.map(({ name, ip }) => ({ name, ip })),
      sessions: sessions.map(({ habit, atMs }) => ({
        at: new Date(atMs).toISOString(),
        habit: habit.name,
        rhythm: habit.rhythm.every,
        client: habit.client.ip,
        server: habit.server.ip,
        transport: habit.transport,
        port: habit.port,
      })),
    };
    await write(join(out, folder, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
  }
  const day = new Date(heldOutMs).toISOString().slice(0, 10);
  tell(
    `Wrote ${recorded.files.length} days of Zeek logs to ${join(out, "recorded")}, and the week from ${day} with its truth to ${join(out, "held-out")}.`,
  );
  return 0;
}

function parseWeeks(text: string): number {
  const weeks = Number(text);
  if (!/^\d{1,3}$/.test(text) || weeks < 1 || weeks > MAX_WEEKS) {
    throw new UsageError(`--weeks takes 1 to ${MAX_WEEKS}, not "${text}"`);
  }
  return weeks;
}

async function write(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--seed takes a whole number, not "${text}"`);
  return Number(text);
}

function parseTime(text: string): number {
  const timeMs = /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(timeMs)) throw new UsageError(`--until takes an ISO 8601 time, not "${text}"`);
  return timeMs * 1000;
}
