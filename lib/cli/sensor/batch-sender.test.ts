import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeBatches } from "@/lib/cli/sensor/make-batches";
import type { SensorBatch } from "@/lib/contracts/sensors";
import { CaptureSession } from "@/lib/ingest/capture/capture-session";
import { BatchSender } from "./batch-sender";
import { BatchSpool } from "./batch-spool";

const health = {
  ...{ interfaceName: "eth1", program: "tcpdump", received: 0, dropped: null, decoded: 0, ignored: 0 },
  ...{ spoolBatches: 0, spoolBytes: 0, startedAtUs: 1, everyMs: null, silentMs: 0, link: null, sent: null },
};
const [batch] = makeBatches(new CaptureSession().finish(), { nowMs: 0, dropped: 0, health });

let folder: string;
let server: Server;
let answers: ((batch: SensorBatch) => readonly [number, string, string])[];
let sent: SensorBatch[];
let said: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-sender-"));
  [answers, sent, said] = [[], [], []];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  // No pause is longer than this here; how long they are is not what is tested.
  vi.spyOn(Math, "random").mockReturnValue(-0.499);
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const came = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString("utf8")) as SensorBatch;
    sent.push(came);
    const [status, type, text] = (answers.shift() ?? takes)(came);
    response.writeHead(status, { "content-type": type }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const takes = ({ seq }: SensorBatch) => [200, "application/json", JSON.stringify({ seq, isNew: true })] as const;
const knows = ({ seq }: SensorBatch) => [200, "application/json", JSON.stringify({ seq, isNew: false })] as const;
const page = (status: number) => () => [status, "text/html", "<html>Sign in</html>"] as const;

async function send(count: number): Promise<BatchSpool> {
  const spool = await BatchSpool.open(folder, 1024 * 1024, 1_000);
  for (let at = 0; at < count; at += 1) await spool.add(batch as NonNullable<typeof batch>);
  const address = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await new BatchSender(spool, address, "token", new AbortController().signal, false).send();
  return spool;
}

it("keeps a batch until the server itself has taken it, whatever pages answer in its place", async () => {
  answers = [page(200), page(413), page(502), takes];
  const spool = await send(1);
  expect(sent.map(({ seq }) => seq)).toEqual([1, 1, 1, 1]);
  expect(spool.size).toBe(0);
  expect(said.join("")).toMatch(/other than Sightglass.*Let it pass 8 MiB.*takes batches again/s);
});

it("takes a batch as sent when the answer to an earlier try of it was lost", async () => {
  answers = [page(502), knows];
  await send(2);
  expect(sent.map(({ seq, lostBatches }) => [seq, lostBatches])).toEqual([
    [1, 0],
    [1, 0],
    [2, 0],
  ]);
});

it("sends a batch under another number where the server has another one of its number, and loses none", async () => {
  const hasOther = ({ seq }: SensorBatch) =>
    [200, "application/json", JSON.stringify({ seq, isNew: false, freeSeq: 9 })] as const;
  answers = [hasOther, hasOther, takes, takes];
  const spool = await send(2);
  expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 9, 10]);
  expect(sent.map(({ health }) => health.sent?.batches)).toEqual([0, 0, 0, 1]);
  expect(said.join("")).toMatch(/restored from an older copy, or another sensor uses the same token.* as batch 9/);
  expect([spool.size, spool.sent.batches]).toEqual([0, 2]);
});
