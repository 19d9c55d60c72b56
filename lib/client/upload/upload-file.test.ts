import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { uploadFile } from "./upload-file";

const MIB = 1024 * 1024;
const TARGET = { importId: "i", number: 1 };

/** A server that keeps what it confirms, and misbehaves as told: one entry per request. */
function aServer(total: number, faults: readonly ("ok" | "drop" | "mismatch" | "refuse")[] = []) {
  const parts: Uint8Array[] = [];
  let received = 0;
  let requests = 0;
  const send = (async (url: string, init: { body: Uint8Array; headers: Record<string, string> }) => {
    const fault = faults[requests++] ?? "ok";
    if (fault === "drop") throw new TypeError("network");
    const offset = Number(new URL(url, "http://x").searchParams.get("offset"));
    const problem = (status: number, code: string, invalidParams: unknown[] = []) =>
      Response.json(
        { type: "about:blank", title: "", status, code, detail: code, requestId: "r", invalidParams },
        { status },
      );
    if (fault === "mismatch") return problem(422, "upload-mismatch");
    if (fault === "refuse") return problem(413, "too-large");
    if (offset !== received) return problem(409, "conflict", [{ name: "offset", reason: String(received) }]);
    const sha256 = createHash("sha256").update(init.body).digest("hex");
    if (sha256 !== init.headers["x-content-sha256"]) return problem(422, "upload-mismatch");
    parts.push(init.body.slice());
    received += init.body.length;
    return Response.json({ receivedBytes: received, isComplete: received === total });
  }) as unknown as typeof fetch;
  return { send, requests: () => requests, content: () => Buffer.concat(parts) };
}

const aFile = (bytes: number) => new Blob([Buffer.alloc(bytes, "a sight glass")]);
const options = (send: typeof fetch, seen: number[] = []) => ({
  signal: new AbortController().signal,
  onProgress: (bytes: number) => seen.push(bytes),
  send,
  wait: async () => {},
});

describe("uploadFile", () => {
  test("sends every byte once, in pieces, with their hashes", async () => {
    const file = aFile(20 * MIB);
    const server = aServer(20 * MIB);
    const seen: number[] = [];
    await uploadFile(file, TARGET, options(server.send, seen));
    expect(server.content().equals(Buffer.from(await file.arrayBuffer()))).toBe(true);
    expect(seen).toEqual([8 * MIB, 16 * MIB, 20 * MIB]);
  });

  test("sends an empty file too", async () => {
    const server = aServer(0);
    await uploadFile(aFile(0), TARGET, options(server.send));
    expect(server.requests()).toBe(1);
  });

  test("goes on after broken connections and refused pieces", async () => {
    const file = aFile(10 * MIB);
    const server = aServer(10 * MIB, ["drop", "ok", "mismatch", "ok"]);
    await uploadFile(file, TARGET, options(server.send));
    expect(server.content().length).toBe(10 * MIB);
  });

  test("gives up at once when the server says that trying again is of no use", async () => {
    const server = aServer(10, ["refuse"]);
    await expect(uploadFile(aFile(10), TARGET, options(server.send))).rejects.toMatchObject({ code: "too-large" });
    expect(server.requests()).toBe(1);
  });

  test("gives up after several failures in a row, not before a server that starts again is back", async () => {
    const server = aServer(10, Array(20).fill("drop"));
    await expect(uploadFile(aFile(10), TARGET, options(server.send))).rejects.toMatchObject({ code: "unreachable" });
    expect(server.requests()).toBe(8);
  });
});
