import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { PcapReader } from "@/lib/capture/pcap-reader";
import type { CitationDto } from "@/lib/contracts/primitives";
import { closeDatabase, sql } from "@/lib/db/client";
import { isOfFlow } from "@/lib/ingest/kept/frame-tuple";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { readSourceFile } from "@/lib/ingest/read-source";
import { corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, tcp } from "@/lib/testing/frames";
import { emptyDatabase, sha256Of, takeIn } from "@/lib/testing/take-in";
import { getDevice } from "../devices/get-device";
import { saveCaptureSettings } from "../settings/save-capture-settings";
import { applyRetention } from "./apply-retention";
import { downloadFlow, downloadPacket } from "./download-packets";
import { getPacket } from "./get-packet";
import { keptFolder, keptPath } from "./kept-path";

afterAll(closeDatabase);
beforeEach(async () => {
  await emptyDatabase();
  await sql.run("truncate kept_source, setting");
  rmSync(keptFolder(), { recursive: true, force: true });
});

const FROM_US = 1_700_000_000_000_000;
const BANNER = "SSH-2.0-dropbear_2019.78";
const text = (value: string) => new TextEncoder().encode(value);
const toServer = (payload: Uint8Array, sequence: number, flags = "A", port = 40_000) =>
  ethernet(0x0800, ipv4(6, tcp(port, 22, payload, { sequence, acknowledgement: 1, flags })));
const toClient = (payload: Uint8Array, sequence: number, flags = "A", port = 40_000) =>
  ethernet(0x0800, ipv4(6, tcp(22, port, payload, { sequence, acknowledgement: 1, flags }), { from: IP_B, to: IP_A }), {
    from: MAC_B,
    to: MAC_A,
  });
const NOTHING = new Uint8Array(0);
const FRAMES = [
  toServer(NOTHING, 1, "S"),
  toClient(NOTHING, 1, "SA"),
  toServer(NOTHING, 2),
  toClient(text(`${BANNER}\r\n`), 2),
  toServer(NOTHING, 1, "S", 41_000),
  toServer(text("SSH-2.0-client_1\r\n"), 2),
];
const capture = Buffer.concat([pcapHeader(1), ...FRAMES.map((it, at) => pcapRecord(it, it.length, FROM_US + at))]);
const sha256 = sha256Of(capture);

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

function framesIn(pcap: Uint8Array): { bytes: Uint8Array; timeUs: number; linkType: number }[] {
  const frames: { bytes: Uint8Array; timeUs: number; linkType: number }[] = [];
  const reader = new PcapReader({
    frame: (bytes, start, end, _length, timeUs, linkType) =>
      frames.push({ bytes: Uint8Array.from(bytes.subarray(start, end)), timeUs, linkType }),
    brokenRecord: (_outcome, reason) => expect.fail(reason),
    warning: (sentence) => expect.fail(sentence),
  });
  reader.push(pcap);
  reader.finish();
  return frames;
}

async function audit(): Promise<string[]> {
  const rows = await sql.query<{ action: string }>("select action from audit_entry order by id");
  return rows.map((row) => row.action);
}

describe("the packet behind a fact", () => {
  it("opens from the citation that the device's page shows, with the value marked", async () => {
    await takeIn([{ name: "plant.pcap.gz", bytes: gzipSync(capture) }]);
    const [device] = await sql.query<{ id: string }>("select id from device where $1 = any(ips)", [IP_B]);
    const detail = await getDevice(systemActor, device?.id as string);
    const service = detail.services.find((it) => it.protocol === "ssh");
    const citation = service?.citation as CitationDto;
    expect(citation.fileSha256).toBe(sha256);
    const view = await getPacket(
      systemActor,
      { sha256, position: 4 },
      { value: "dropbear_2019.78", inferred: "false" },
    );
    expect(view).toMatchObject({
      fileName: "plant.pcap.gz",
      mode: "whole",
      absence: null,
      finding: "Marked where it stands, as text.",
    });
    const [packet] = view.packets;
    const bytes = Buffer.from(packet?.bytes as string, "base64");
    expect(Uint8Array.from(bytes)).toEqual(FRAMES[3]);
    const [mark] = packet?.marks ?? [];
    expect(bytes.subarray(mark?.start, mark?.end).toString()).toBe("dropbear_2019.78");
    expect(packet?.layers.map((it) => it.name)).toEqual(["Ethernet", "IPv4", "TCP", "SSH"]);
    expect(packet?.at).toBe("2023-11-14T22:13:20.000003Z");
  });

  it("comes as a pcap, and its flow as one with both directions and no other conversation", async () => {
    await takeIn([{ name: "plant.pcap", bytes: capture }]);
    const one = framesIn(await bytesOf(downloadPacket(systemActor, { sha256, position: 4 })));
    expect(one).toEqual([{ bytes: FRAMES[3], timeUs: FROM_US + 3, linkType: 1 }]);
    const flow = framesIn(await bytesOf(downloadFlow(systemActor, { sha256, position: 4 }, {})));
    expect(flow.map((it) => it.timeUs - FROM_US)).toEqual([0, 1, 2, 3, 5]);
    const service = framesIn(await bytesOf(downloadFlow(systemActor, { sha256, position: 4 }, { port: 22 })));
    expect(service).toHaveLength(6);
    const span = { from: "2023-11-14T22:13:20.000001Z", to: "2023-11-14T22:13:20.000003Z" };
    const part = framesIn(await bytesOf(downloadFlow(systemActor, { sha256, position: 4 }, span)));
    expect(part.map((it) => it.timeUs - FROM_US)).toEqual([1, 2, 3]);
    expect(await audit()).toContain("packets.downloaded");
  });

  it("is refused to viewers, in view and in download", async () => {
    const viewer = { ...systemActor, role: "viewer" } as const;
    await expect(getPacket(viewer, { sha256, position: 1 }, { inferred: "false" })).rejects.toMatchObject({
      code: "not-allowed",
    });
    expect(() => downloadPacket(viewer, { sha256, position: 1 })).toThrow(
      expect.objectContaining({ code: "not-allowed" }),
    );
  });

  it("opens the line of a log likewise", async () => {
    const log =
      "#separator \\x09\n#path\tdhcp\n#fields\tts\tuids\tclient_addr\tmac\thost_name\tassigned_addr\n1.5\tC1\t10.0.0.9\t00:1b:1b:00:00:09\tHMI-9\t10.0.0.9\n";
    await takeIn([{ name: "dhcp.log", bytes: Buffer.from(log) }]);
    const view = await getPacket(
      systemActor,
      { sha256: sha256Of(Buffer.from(log)), position: 4 },
      { value: "HMI-9", inferred: "false" },
    );
    const [line] = view.packets;
    expect(line?.text?.slice(line.marks[0]?.start, line.marks[0]?.end)).toBe("HMI-9");
    expect(line?.bytes).toBeNull();
    await expect(
      bytesOf(downloadPacket(systemActor, { sha256: sha256Of(Buffer.from(log)), position: 4 })),
    ).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("what is kept", () => {
  it("is only what evidence cites, or nothing, when the import asks for it", async () => {
    await takeIn([{ name: "a.pcap", bytes: capture }], { keepMode: "none" });
    const none = await getPacket(systemActor, { sha256, position: 4 }, { inferred: "false" });
    expect(none).toMatchObject({
      mode: "none",
      packets: [],
      absence: { sentence: expect.stringContaining("chose to keep nothing") },
    });
    expect(existsSync(keptPath(sha256))).toBe(false);

    // The same content again, with the wish to keep more: it counts once, and now its packets are there.
    await takeIn([{ name: "a.pcap", bytes: capture }], { keepMode: "cited" });
    const cited = await getPacket(systemActor, { sha256, position: 4 }, { inferred: "false" });
    expect(cited).toMatchObject({ mode: "cited", absence: null });
    const other = await getPacket(systemActor, { sha256, position: 6 }, { inferred: "false" });
    expect(other.absence?.sentence ?? "").toMatch(/only what evidence cites|^$/);
    const uncited = await getPacket(systemActor, { sha256, position: 3 }, { inferred: "false" });
    expect(uncited.absence?.sentence).toContain("only what evidence cites");
  });

  it("goes when the owner's limits say so, and says since when and why", async () => {
    await takeIn([{ name: "a.pcap", bytes: capture }]);
    expect(existsSync(keptPath(sha256))).toBe(true);
    const settings = await saveCaptureSettings(systemActor, { keepMode: "whole", maxBytes: 10, maxAgeDays: null });
    expect(settings.usage).toMatchObject({ sources: 0, bytes: 0, goneSources: 1 });
    expect(existsSync(keptPath(sha256))).toBe(false);
    const view = await getPacket(systemActor, { sha256, position: 4 }, { inferred: "false" });
    expect(view.absence).toMatchObject({
      sentence: expect.stringContaining("outgrew"),
      since: expect.stringMatching(/^20/),
    });
    await expect(bytesOf(downloadPacket(systemActor, { sha256, position: 4 }))).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await audit()).toContain("setting.changed");
  });

  it("leaves no stray of a writer that was killed, but lets a living one work", async () => {
    await takeIn([{ name: "a.pcap", bytes: capture }]);
    const stray = `${keptPath(sha256)}.1.part`;
    writeFileSync(stray, "x");
    await applyRetention();
    expect(existsSync(stray)).toBe(true);
    utimesSync(stray, 1_000, 1_000);
    await applyRetention();
    expect(existsSync(stray)).toBe(false);
    expect(existsSync(keptPath(sha256))).toBe(true);
  });

  it("never stands in the way of an import: what cannot be written is said, not thrown", async () => {
    await saveCaptureSettings(systemActor, { keepMode: "whole", maxBytes: 0, maxAgeDays: null });
    const detail = await takeIn([{ name: "a.pcap", bytes: capture }]);
    expect(detail.state).toBe("done");
    const view = await getPacket(systemActor, { sha256, position: 4 }, { inferred: "false" });
    expect(view.absence?.sentence).toContain("larger than the space");
    expect(readdirSync(keptFolder(), { recursive: true }).filter((it) => String(it).includes(sha256))).toEqual([]);
  });
});

const hasTshark = spawnSync("tshark", ["--version"]).status === 0;
const CAPTURES = ["s7comm", "modbus", "bacnet"];

/** Skips where the corpus or tshark is absent. */
it.skipIf(!hasCorpus || !hasTshark)(
  "of real captures is what tshark sees: same frame, same bytes, same flow",
  async () => {
    const names = readdirSync(corpusPath("captures", ""))
      .filter((it) => /\.(pcap|pcapng)$/.test(it) && CAPTURES.some((key) => it.includes(key)))
      .slice(0, 2);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const path = corpusPath("captures", name);
      await takeIn([{ name, bytes: readFileSync(path) }]);
      const { result, fileSha256 } = await readSourceFile(path);
      const positions = [...new Set(result.observations.map((it) => it.position))].slice(0, 5);
      positions.sort((a, b) => a - b);
      const wanted = positions.map((it) => `frame.number==${it}`).join(" || ");
      const theirs = spawnSync("tshark", ["-r", path, "-Y", wanted, "-T", "json", "-x"], { maxBuffer: 1 << 26 });
      const rows = JSON.parse(theirs.stdout.toString()) as { _source: { layers: { frame_raw: string[] } } }[];
      for (const [at, position] of positions.entries()) {
        const raw = rows[at]?._source.layers.frame_raw[0];
        const view = await getPacket(systemActor, { sha256: fileSha256, position }, { inferred: "false" });
        expect(`${name} ${position} ${Buffer.from(view.packets[0]?.bytes as string, "base64").toString("hex")}`).toBe(
          `${name} ${position} ${raw}`,
        );
      }
    }
  },
  120_000,
);

it("matches a flow by its ends whichever of them speaks", () => {
  const tuple = { sender: "a", receiver: "b", carries: 6, senderPort: 1, receiverPort: 2 };
  const turned = { sender: "b", receiver: "a", carries: 6, senderPort: 2, receiverPort: 1 };
  expect(isOfFlow(turned, { tuple, servicePort: null })).toBe(true);
  expect(isOfFlow({ ...turned, receiverPort: 3 }, { tuple, servicePort: null })).toBe(false);
  expect(isOfFlow({ ...turned, receiverPort: 3 }, { tuple, servicePort: 2 })).toBe(true);
  expect(isOfFlow({ ...turned, carries: 17 }, { tuple, servicePort: 2 })).toBe(false);
});
