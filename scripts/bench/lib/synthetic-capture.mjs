import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/paths.mjs";
import { measureProcess } from "./measure-process.mjs";
import { scratchFolder } from "./scratch-folder.mjs";

const GENERATOR = join(ROOT, "../shared/bench/gen-ot-capture.mjs");

/**
 * The capture of a plant with 500 devices, made once and kept.
 *
 * @param {number} packets
 * @returns {Promise<string | null>} its path; null where the generator is absent
 */
export async function syntheticCapture(packets) {
  const path = join(scratchFolder(), `synthetic-${packets}.pcap`);
  if (existsSync(path)) return path;
  if (!existsSync(GENERATOR)) return null;
  const options = { packets, devices: 500, flows: Math.round(packets / 125), seed: 7, out: path };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { exitCode, stderr } = await measureProcess(process.execPath, [GENERATOR, ...args]);
  if (exitCode !== 0) throw new Error(`The generator failed: ${stderr}`);
  return path;
}
