import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Command } from "./command";
import { UsageError } from "./command";
import { tell } from "./output";
import { parseOptions } from "./parse-options";

export const simulate: Command = {
  help: `Usage: sightglass simulate --out DIR [--seed N] [--until TIME]

Writes the files of an invented waterworks into DIR: captures, Zeek logs, an nmap scan, approved lists, and truth.json,
which says what they are about. The same seed and time give the same bytes on every machine.

  --out DIR      folder to write to; made when missing
  --seed N       another plant of the same kind (default 7, the sample plant)
  --until TIME   end of the five simulated days, ISO 8601 (default 2026-11-20T18:00:00Z)`,

  async run(args) {
    const { values, positionals } = parseOptions(args, {
      out: { type: "string" },
      seed: { type: "string" },
      until: { type: "string" },
    });
    if (positionals.length > 0) throw new UsageError(`simulate takes options only, not "${positionals[0]}"`);
    if (!values.out) throw new UsageError("simulate needs --out DIR");
    const simulator = await import("@/lib/simulator/simulate");
    const seed = values.seed === undefined ? simulator.SAMPLE_SEED : parseSeed(values.seed);
    const referenceUs = values.until === undefined ? simulator.SAMPLE_REFERENCE_US : parseTime(values.until);
    const { files, truth } = simulator.simulate(seed, { referenceUs });
    for (const { path, bytes } of files) await write(join(values.out, path), bytes);
    await write(join(values.out, "truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
    tell(`Wrote ${files.length} files and truth.json about ${truth.devices.length} devices to ${values.out}.`);
    return 0;
  },
};

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
