import { type IncomingHttpHeaders, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { createFront } from "./lib/front.mjs";

type Handle = Parameters<typeof createFront>[0];

let server: Server | null = null;
afterEach(() => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
});

async function open(handle: Handle, url?: string): Promise<number> {
  server = createFront(handle, url === undefined ? undefined : new URL(url));
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

const ask = (port: number, method: string, headers: Record<string, string> = {}, path = "/devices") =>
  new Promise<{ status: number; headers: IncomingHttpHeaders }>((done, fail) => {
    const asked = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => done({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    asked.on("error", fail).end();
  });

const PROTECTION = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

it("every answer carries the protective headers: of pages, of refusals and of failures", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const port = await open(async (asked, answer) => {
    if (asked.method === "POST") throw new Error("a failure of Next");
    answer.end("page");
  });
  const answers = [await ask(port, "GET"), await ask(port, "TRACE"), await ask(port, "POST")];
  expect(answers.map(({ status }) => status)).toEqual([200, 405, 500]);
  for (const { headers } of answers) expect(headers).toMatchObject(PROTECTION);
});

it("a failure behind the first byte ends the connection, so that nobody takes a part for the whole", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const port = await open(async (_, answer) => {
    answer.writeHead(200, { "content-length": "100" });
    answer.write("half");
    throw new Error("a failure half-way");
  });
  await expect(
    new Promise((done, fail) => {
      request({ host: "127.0.0.1", port }, (answer) => answer.resume().on("end", done).on("error", fail))
        .on("error", fail)
        .end();
    }),
  ).rejects.toThrow(/aborted|hang up|ECONNRESET/);
});

it("no header by which Next steers itself comes in from outside (CVE-2025-29927)", async () => {
  const seen: string[] = [];
  const port = await open(async (asked, answer) => {
    seen.push(...Object.keys(asked.headers));
    answer.end();
  });
  await ask(port, "GET", {
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    "X-Middleware-Rewrite": "/settings",
    "x-nextjs-data": "1",
    "x-invoke-path": "/settings",
    "x-matched-path": "/settings",
    "x-now-route-matches": "1=2",
    "x-action-revalidated": "1",
    "x-kept": "yes",
  });
  expect(seen).toContain("x-kept");
  expect(seen.filter((name) => /^x-(?!kept$)/.test(name))).toEqual([]);
});

it("an address that is no path of ours, as a proxy would be asked, is refused", async () => {
  const handle = vi.fn<Handle>(async (_, answer) => void answer.end());
  const port = await open(handle);
  const text = await new Promise<string>((done) => {
    let all = "";
    const socket = connect(port, "127.0.0.1", () =>
      socket.write("GET http://10.0.0.1/ HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n"),
    );
    socket.on("data", (chunk) => (all += chunk)).on("close", () => done(all));
  });
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(handle).not.toHaveBeenCalled();
});

it("an address that is no text is refused, not failed over", async () => {
  const handle = vi.fn<Handle>(async (_, answer) => void answer.end());
  const port = await open(handle);
  for (const path of ["/%ff", "/devices/%E0%A4%A", "/%", "/%c0%ae%c0%ae/", "/api/v1/devices/%ed%a0%80?q=x"])
    expect((await ask(port, "GET", {}, path)).status, path).toBe(400);
  expect(handle).not.toHaveBeenCalled();
  for (const path of ["/devices?q=100%", "/devices?q=%ff", "/%E2%82%AC", "/..%2f.."])
    expect((await ask(port, "GET", {}, path)).status, path).toBe(200);
});

it("a connection that rests is not ended before a reverse proxy would end it", async () => {
  const port = await open(async (_, answer) => void answer.end());
  expect(server?.keepAliveTimeout).toBeGreaterThan(60_000);
  expect((await ask(port, "GET", { connection: "keep-alive" })).headers["keep-alive"]).toBe("timeout=75");
});

it("slow headers end, a slow body of any length does not", async () => {
  const port = await open(async () => {});
  expect(port).toBeGreaterThan(0);
  expect(server?.headersTimeout).toBe(20_000);
  expect(server?.requestTimeout).toBe(0);
  expect(server?.timeout).toBe(120_000);
});

/** Sends the text and nothing more; says whether the server ended the connection once it was silent for a moment. */
function isEndedBehind(port: number, text: string): Promise<boolean> {
  if (server) server.timeout = 100;
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (bytes) => {
      if (bytes.includes("answered late")) done(false);
    });
    socket.on("close", () => done(true)).on("error", () => {});
  });
}

it("half a body and then silence ends the connection, work of ours on a whole one does not", async () => {
  const port = await open(async (asked, answer) => {
    asked.resume();
    asked.on("end", () => setTimeout(() => answer.end("answered late"), 400));
  });
  const head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";
  expect(await isEndedBehind(port, `${head}ab`)).toBe(true);
  expect(await isEndedBehind(port, `${head}abcd`)).toBe(false);
});

it("an answer that nobody reads ends", async () => {
  await new Promise<void>((ended) => {
    void open(async (_, answer) => {
      answer.on("close", ended);
      answer.write(Buffer.alloc(64 * 1024 * 1024));
    }).then((port) => {
      if (server) server.timeout = 100;
      const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      socket.pause().on("error", () => {});
    });
  });
});

it("a name that is not ours is answered by nothing of ours: another's page may have been led here (DNS rebinding)", async () => {
  const handle = vi.fn<Handle>(async (_, answer) => void answer.end());
  const port = await open(handle, "https://Sightglass.plant.example");
  for (const host of [
    "evil.example",
    "evil.example:3000",
    "sightglass.plant.example.evil.example",
    "127.0.0.1.evil.example",
    "a b",
    "evil@localhost",
    "localhost.evil.example",
  ])
    expect((await ask(port, "GET", { host })).status, host).toBe(421);
  expect(handle).not.toHaveBeenCalled();
  for (const host of [
    "sightglass.plant.example",
    "SIGHTGLASS.plant.example:443",
    "localhost:3000",
    "127.0.0.1:3000",
    "[::1]:3000",
    "10.1.2.3",
  ])
    expect((await ask(port, "GET", { host })).status, host).toBe(200);
});

it("says for a year that it is reached encrypted, where it is", async () => {
  const policyOf = async (url: string) => {
    const port = await open(async (_, answer) => void answer.end(), url);
    const { headers } = await ask(port, "TRACE");
    server?.close();
    return headers["strict-transport-security"];
  };
  expect(await policyOf("https://sightglass.plant.example")).toBe("max-age=31536000");
  expect(await policyOf("http://127.0.0.1:3000")).toBeUndefined();
});
