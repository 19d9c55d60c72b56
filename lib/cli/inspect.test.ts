import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { hearOutput, platform } from "@/lib/testing/command-line";
import { ethernet, IP_A, IP_B, ipv4, pcap, tcp } from "@/lib/testing/frames";
import { main } from "./main";

const folder = mkdtempSync(join(tmpdir(), "sightglass-inspect-"));
const MODBUS_READ = [0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 2];
const MODBUS_ANSWER = [0, 1, 0, 0, 0, 7, 1, 3, 4, 0, 0, 0, 0];
const capture = pcap([
  ethernet(0x0800, ipv4(6, tcp(40_000, 502, MODBUS_READ))),
  ethernet(0x0800, ipv4(6, tcp(502, 40_000, MODBUS_ANSWER), { from: IP_B, to: IP_A })),
]);
const sha256 = createHash("sha256").update(capture).digest("hex");
const [first, copy] = ["a.pcap", "b.pcap"].map((name) => join(folder, name)) as [string, string];
for (const path of [first, copy]) writeFileSync(path, capture);
afterAll(() => rmSync(folder, { recursive: true }));

const said = hearOutput();
beforeEach(() => vi.stubEnv("SIGHTGLASS_DATA", folder));

async function documentOf(...args: string[]) {
  said.out = "";
  expect(await main(["inspect", "--json", ...args], platform)).toBe(0);
  return JSON.parse(said.out) as { files: { sha256?: string }[]; devices: unknown[] };
}

it("hashes a single file only when asked, which changes nothing else of what it says", async () => {
  const { files, ...rest } = await documentOf(first);
  expect(files).toEqual([expect.not.objectContaining({ sha256: expect.anything() })]);
  const { files: hashed, ...same } = await documentOf("--sha256", first);
  expect(hashed).toEqual([{ ...files[0], sha256 }]);
  expect(rest.devices).not.toEqual([]);
  expect(same).toEqual(rest);
});

it("tells copies among several files by their hash: they are evidence once", async () => {
  const { files, devices } = await documentOf(first, copy);
  expect(files.map((it) => it.sha256)).toEqual([sha256, sha256]);
  expect(devices).toEqual((await documentOf(first)).devices);
});

it("says the hash to people, too", async () => {
  expect(await main(["inspect", "--sha256", first], platform)).toBe(0);
  expect(said.out).toContain(`SHA-256 ${sha256}`);
});
