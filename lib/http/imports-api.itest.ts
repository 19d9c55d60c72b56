import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as previewCsv } from "@/app/api/v1/imports/[id]/files/[n]/csv-preview/route";
import { PUT } from "@/app/api/v1/imports/[id]/files/[n]/route";
import { GET as getImport } from "@/app/api/v1/imports/[id]/route";
import { POST as startImport } from "@/app/api/v1/imports/[id]/start/route";
import { POST as createImport, GET as listImports } from "@/app/api/v1/imports/route";
import type { ImportDetail, ImportPage } from "@/lib/contracts/imports";
import { closeDatabase } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { runImport } from "@/lib/services/imports/run-import";
import { spoolPath } from "@/lib/services/imports/spool";
import { BASE_URL, callRoute, signInAs } from "@/lib/testing/sign-in-as";
import { sha256Of } from "@/lib/testing/take-in";

let cookie: string;
beforeAll(async () => {
  cookie = (await signInAs("engineer")).cookie;
});
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const list = Buffer.from("IP Address,Name,Vendor\n10.1.20.5,PLC-1,Siemens\n10.1.20.6,PLC-2,Siemens\n");

async function announce(files: readonly { name: string; bytes: number }[]): Promise<string> {
  const body = { site: "Plant", realm: "plant", files };
  const response = await callRoute(createImport, "/api/v1/imports", { method: "POST", cookie, body });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

/** As a browser sends it: a stream of raw bytes, of which nobody knows how they are cut. */
function put(id: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  const chunk = 65_000;
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + chunk));
      at += chunk;
    },
  });
  const request = new Request(`${BASE_URL}/api/v1/imports/${id}/files/1?offset=${offset}`, {
    method: "PUT",
    headers: { cookie, "content-length": String(bytes.length), "x-content-sha256": sha256Of(bytes), ...headers },
    body,
    duplex: "half",
  } as RequestInit);
  return PUT(request, { params: Promise.resolve({ id, n: "1" }) });
}

test("a large upload arrives byte for byte, in pieces that each name where they belong", async () => {
  const bytes = Buffer.alloc(25 * 1024 ** 2, "water");
  const id = await announce([{ name: "large.pcap", bytes: bytes.length }]);
  const half = 14 * 1024 ** 2;
  expect(await (await put(id, 0, bytes.subarray(0, half))).json()).toEqual({ receivedBytes: half, isComplete: false });
  expect(await (await put(id, half, bytes.subarray(half))).json()).toEqual({
    receivedBytes: bytes.length,
    isComplete: true,
  });
  expect(readFileSync(spoolPath(id, 1)).equals(bytes)).toBe(true);
});

test("what does not fit is refused with the status that says why", async () => {
  const id = await announce([{ name: "a.csv", bytes: list.length }]);
  const statusOf = async (answer: Promise<Response>) => (await answer).status;
  expect(await statusOf(put(id, 10, list.subarray(10)))).toBe(409);
  expect(await statusOf(put(id, 0, list, { "x-content-sha256": "0".repeat(64) }))).toBe(422);
  expect(await statusOf(put(id, 0, list, { "content-length": String(list.length - 1) }))).toBe(422);
  expect(await statusOf(put(id, 0, Buffer.concat([list, list])))).toBe(413);
  expect(await statusOf(put(id, 0, list, { "x-content-sha256": "" }))).toBe(400);
  expect(await statusOf(put(id, 0, list, { cookie: "" }))).toBe(401);
  expect(await statusOf(put(id, 0, list, { cookie: (await signInAs("viewer")).cookie }))).toBe(403);
  expect(await statusOf(put(id, 0, list, { origin: "https://elsewhere.example" }))).toBe(403);
  expect(await statusOf(put(id, 0, list))).toBe(200);
});

test("a list shows its columns, is started with a mapping, and becomes devices", async () => {
  const id = await announce([{ name: "a.csv", bytes: list.length }]);
  await put(id, 0, list);
  const preview = await callRoute(previewCsv, `/api/v1/imports/${id}/files/1/csv-preview`, {
    cookie,
    params: { id, n: "1" },
  });
  expect(await preview.json()).toMatchObject({
    headers: ["IP Address", "Name", "Vendor"],
    mapping: { ip: "IP Address", name: "Name" },
  });
  const body = { csvMappings: { 1: { ip: "IP Address", vendor: "Vendor" } } };
  const started = await callRoute(startImport, `/api/v1/imports/${id}/start`, {
    method: "POST",
    cookie,
    params: { id },
    body,
  });
  expect(await started.json()).toMatchObject({ state: "queued" });
  await runImport(id);
  const detail = (await (
    await callRoute(getImport, `/api/v1/imports/${id}`, { cookie, params: { id } })
  ).json()) as ImportDetail;
  expect(detail).toMatchObject({ state: "done", progress: 1, devicesNew: 2 });
  const { items } = (await (await callRoute(listImports, "/api/v1/imports", { cookie })).json()) as {
    items: { id: string }[];
  };
  expect(items[0]?.id).toBe(id);
});

test("every import can be reached, page by page, and the sums speak of all of them", async () => {
  const announced: string[] = [];
  for (const name of ["first.csv", "second.csv", "third.csv"]) announced.push(await announce([{ name, bytes: 1 }]));
  const pageAt = async (cursor: string | null) => {
    const search = cursor === null ? "?limit=2" : `?limit=2&cursor=${encodeURIComponent(cursor)}`;
    return (await (await callRoute(listImports, `/api/v1/imports${search}`, { cookie })).json()) as ImportPage;
  };
  const first = await pageAt(null);
  const seen = [...first.items];
  for (let { next } = first; next !== null; ) {
    const page = await pageAt(next);
    expect(page.total).toBe(first.total);
    seen.push(...page.items);
    next = page.next;
  }
  expect(seen.slice(0, 3).map(({ id }) => id)).toEqual(announced.toReversed());
  expect(seen[0]).toMatchObject({ fileNames: ["third.csv"], formats: [] });
  expect(new Set(seen.map(({ id }) => id)).size).toBe(first.total);
  expect(first.running).toBeGreaterThanOrEqual(3);
});
