import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { pcapFile } from "@/lib/simulator/capture-files";
import { drawFrom } from "@/lib/simulator/draw";
import { Wire } from "@/lib/simulator/hard-cases/wire";
import { simulate } from "@/lib/simulator/simulate";
import { hearOutput, platform } from "@/lib/testing/command-line";
import { main } from "../main";

const folder = mkdtempSync(join(tmpdir(), "sightglass-decide-"));
const fileOf = (name: string) => {
  const path = join(folder, name);
  writeFileSync(path, simulate().files.find((it) => it.path.endsWith(name))?.bytes ?? "");
  return path;
};

/** Two cards that answer for one address in turn. */
function duplicateAddress(): string {
  const wire = new Wire(drawFrom(1));
  const cards = ["00:1b:1b:00:00:07", "00:80:f4:00:00:09"].map((mac) => ({ mac, ip: "192.168.0.7", ttl: 64 }));
  const asker = { mac: "00:14:22:00:00:02", ip: "192.168.0.2", ttl: 64 };
  for (let turn = 0; turn < 8; turn++) {
    wire.arp(Date.UTC(2026, 2, 2, 8, turn) * 1000, asker, cards[turn % 2] as (typeof cards)[number]);
  }
  const path = join(folder, "duplicate.pcap");
  writeFileSync(path, pcapFile(wire.frames));
  return path;
}

const said = hearOutput();
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeDatabase();
});

async function run(...args: string[]): Promise<string> {
  Object.assign(said, { out: "", err: "" });
  expect([await main(args, platform), said.err]).toEqual([0, said.err]);
  return said.out;
}

const now = async () =>
  (await sql.query<{ at: Date }>("select clock_timestamp() as at"))[0]?.at.toISOString() as string;

interface Shown {
  readonly id: string;
  readonly names: readonly string[];
  readonly state: string;
  readonly firmware: string | null;
  readonly riskScore: number;
  readonly interfaces: readonly { readonly mac: string | null }[];
}
const devices = async (...args: string[]): Promise<Shown[]> =>
  JSON.parse(await run("export", "devices", ...args)).devices;

beforeAll(async () => {
  const written = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  expect(await main(["import", "--wait", "--realm", "cell-a", fileOf("cell-a.pcap")], platform)).toBe(0);
  written.mockRestore();
});

describe("decisions on the command line", () => {
  it("merge two devices and give them back as they were when that is undone, byte for byte", async () => {
    const first = await run("export", "devices");
    const [a, b] = (await devices()) as [Shown, Shown];
    await run("decide", "merge", a.id, b.id, "--reason", "one cabinet", "--preview");
    expect(said.out).toMatch(/^ +STATE +NAME/);
    expect(said.out.match(/^after /gm)).toHaveLength(1);
    expect(await run("export", "devices")).toBe(first);

    const group = (await run("decide", "merge", a.id, b.id, "--reason", "one cabinet")).trim();
    const merged = await devices();
    expect(merged).toHaveLength(JSON.parse(first).devices.length - 1);
    expect(await run("decide", "why", a.id)).toContain("one cabinet");
    expect(await run("decide", "why", b.id, "--json")).toContain(
      merged.find(({ id }) => [a.id, b.id].includes(id))?.id,
    );

    await run("decide", "undo", group);
    expect(await run("export", "devices")).toBe(first);
  });

  it("split what was merged, and put it together again when the split is undone", async () => {
    const [a, b] = (await devices()) as [Shown, Shown];
    const macs = [a, b].map((it) => it.interfaces[0]?.mac as string);
    const merge = (await run("decide", "merge", a.id, b.id, "--reason", "thought so")).trim();
    const together = await run("export", "devices");
    const split = (await run("decide", "split", a.id, ...macs, "--reason", "two labels"))?.trim();
    expect(await devices()).toHaveLength(JSON.parse(together).devices.length + 1);
    await run("decide", "undo", split);
    expect(await run("export", "devices")).toBe(together);
    await run("decide", "undo", merge);
  });

  it("sanction, ignore until a time, and pin, each with its reason in the history", async () => {
    const plc = "name:pack-a-plc";
    await run("decide", "state", "sanctioned", plc, "--reason", "on the list of the line");
    await run("decide", "pin", "firmware", "V9.9", plc, "--reason", "read from the label");
    const shown = (await devices("--query", plc))[0];
    expect(shown).toMatchObject({ state: "sanctioned", firmware: "V9.9" });
    expect(await run("decide", "why", plc)).toMatch(
      /read from the label[\s\S]*on the list of the line|on the list of the line[\s\S]*read from the label/,
    );
    const ids = [...said.out.matchAll(/([0-9a-f-]{36}) {2}\S/g)].map(([, id]) => id as string);
    expect(ids).toHaveLength(2);
    for (const id of ids) await run("decide", "undo", id);
    expect((await devices("--query", plc))[0]).toMatchObject({ state: "unsanctioned" });
  });

  it.each([
    [["decide", "merge", "name:no-such-device", "name:pack-a-plc", "--reason", "x"], "no device fits"],
    [["decide", "state", "sanctioned", "state:unsanctioned", "--reason", "for now"], "devices fit"],
    [["decide", "state", "blessed", "name:pack-a-plc", "--reason", "x"], "state:"],
    [["decide", "state", "sanctioned", "name:pack-a-plc"], "why? --reason TEXT"],
    [["decide", "split", "name:pack-a-plc", "00:00:00:00:00:99", "10.9.9.9", "--reason", "x"], "has no identifier"],
    [["decide", "undo", "last"], "is no id of a decision"],
    [["decide", "destroy"], "decide takes one of"],
    [["changes"], "since when?"],
    [["changes", "--from", "monday"], "--from is a time like"],
    [["export", "matrix", "--as-of", "2026-03-02"], "--as-of is of devices and flows only"],
  ])("refuse %j with a sentence", async (args, sentence) => {
    expect(await main(args, platform)).toBe(2);
    expect(said.err).toContain(sentence);
    expect(said.out).toBe("");
  });
});

describe("the past on the command line", () => {
  it("is what the export said at each of the times, and changes tell the difference", async () => {
    const comparable = (list: Shown[]) =>
      list.map(({ id, state, firmware, names, riskScore }) => ({
        id,
        state,
        firmware,
        name: names[0] ?? null,
        riskScore,
      }));
    const times: string[] = [];
    const exports: ReturnType<typeof comparable>[] = [];
    const note = async () => {
      times.push(await now());
      exports.push(comparable(await devices()));
    };
    await note();
    await run("import", "--wait", "--realm", "plant", fileOf("day-1-process.pcap"));
    await note();
    const [a, b] = (await devices()) as [Shown, Shown];
    const group = (await run("decide", "merge", a.id, b.id, "--reason", "one cabinet")).trim();
    await note();
    await run("decide", "undo", group);
    await run("decide", "state", "ignored", b.id, "--reason", "on loan", "--until", "2099-01-01");
    await note();
    for (const [index, at] of times.entries()) {
      expect(comparable(await devices("--as-of", at)), `time ${index}`).toEqual(exports[index]);
    }
    const csv = await run("export", "devices", "--format", "csv", "--as-of", times[1] as string);
    expect(csv.trim().split("\r\n")).toHaveLength((exports[1]?.length ?? 0) + 1);
    expect(csv).toMatch(/^Id,Name,State,/);

    const [from, to] = [times[0] as string, times[1] as string];
    const found = JSON.parse(await run("changes", "--from", from, "--to", to, "--json"));
    const before = new Set(exports[0]?.map(({ id }) => id));
    expect(
      found.items
        .filter((it: { kind: string }) => it.kind === "new")
        .map((it: { deviceId: string }) => it.deviceId)
        .sort(),
    ).toEqual(exports[1]?.flatMap(({ id }) => (before.has(id) ? [] : [id])).sort());
    expect(await run("changes", "--from", from, "--to", to)).toMatch(/^CHANGE +DEVICE +WHAT/);
    expect(said.err).toMatch(/\d+ new, /);
    expect(await run("changes", "--from", from, "--to", to, "--csv")).toMatch(/^Change,Device,/);
    await run("changes", "--from", times.at(-1) as string);
    expect(said.err).toContain("no change");
  });
});

describe("contradictions on the command line", () => {
  it("are listed with their devices, and go when somebody accepts them", async () => {
    await run("import", "--wait", "--realm", "cell-b", duplicateAddress());
    const { items } = JSON.parse(await run("conflicts", "--json"));
    expect(items.length).toBeGreaterThan(0);
    expect(await run("conflicts")).toMatch(/^KEY +KIND +DEVICES +WHAT/);
    await run("decide", "accept", items[0].key, "--reason", "known to the line");
    expect(JSON.parse(await run("conflicts", "--json")).items.map(({ key }: { key: string }) => key)).not.toContain(
      items[0].key,
    );
  });
});
