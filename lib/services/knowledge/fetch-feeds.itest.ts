import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { currentReleaseId, loadKnowledgeEntries } from "@/lib/db/knowledge/knowledge-release";
import { closeQueue } from "@/lib/jobs/enqueue";
import { applyRelease } from "./apply-release";
import { addFeedSource, fetchFeedSource, getFeedSources, removeFeedSource } from "./feed-sources";
import { fetchDueFeeds } from "./fetch-feeds";

const KEV = (cve: string) =>
  JSON.stringify({
    catalogVersion: "1",
    dateReleased: "2026-02-01T00:00:00Z",
    vulnerabilities: [{ cveID: cve, dateAdded: "2026-01-15" }],
  });

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: { url: string; etag: string | undefined }[] = [];
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? "", etag: request.headers["if-none-match"] });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  asked = [];
  for (const { id } of (await getFeedSources(systemActor)).sources) await removeFeedSource(systemActor, id);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await closeQueue();
  await closeDatabase();
});

const add = (path: string, feed: "kev" | "csaf" | "epss" = "kev") =>
  addFeedSource(systemActor, { feed, address: `${base}${path}`, intervalHours: 24 });
const only = async () => (await getFeedSources(systemActor)).sources[0];
const held = async () => {
  const id = await currentReleaseId();
  return id === null ? [] : (await loadKnowledgeEntries(id)).map(({ feed, sha256 }) => `${feed} ${sha256}`);
};

it("asks nobody while no address is written down", async () => {
  expect(await fetchDueFeeds()).toEqual({ fetched: 0, failed: 0, releaseId: null });
  expect(asked).toEqual([]);
});

it("takes what is new as a release, and is told by the server when nothing is", async () => {
  const { id } = await add("/kev.json.gz");
  answer = (request, response) => {
    if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"1"' }).end(gzipSync(KEV("CVE-2026-0001")));
  };
  const { releaseId } = await fetchDueFeeds();
  expect(await applyRelease(releaseId as number)).toMatchObject({ state: "applied" });
  expect(await only()).toMatchObject({ result: "new", message: "1 new file.", changedAt: expect.any(String) });
  // Not before its time.
  expect(await fetchDueFeeds()).toEqual({ fetched: 0, failed: 0, releaseId: null });
  // Asked while the clock was years ahead: its time would come in those years only.
  await sql.run("update feed_source set next_at = next_at + interval '5 years'");
  expect(await fetchDueFeeds()).toMatchObject({ fetched: 1 });
  asked.pop();
  await fetchFeedSource(systemActor, id);
  expect(await fetchDueFeeds()).toEqual({ fetched: 1, failed: 0, releaseId: null });
  expect(asked.map(({ etag }) => etag)).toEqual([undefined, '"1"']);
  expect(await only()).toMatchObject({ result: "unchanged" });
});

it("asks for everything again when what it fetched could not be applied, whatever the server says of its version", async () => {
  const { id } = await add("/kev.json");
  answer = (request, response) => {
    if (request.headers["if-none-match"] === '"2"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"2"' }).end(KEV("CVE-2026-0002"));
  };
  const { releaseId } = await fetchDueFeeds();
  // Its worker died each time.
  await sql.run("update knowledge_release set attempts = 1000 where id = $1", [releaseId]);
  expect(await applyRelease(releaseId as number)).toMatchObject({ state: "failed" });
  await fetchFeedSource(systemActor, id);
  const again = await fetchDueFeeds();
  expect(await applyRelease(again.releaseId as number)).toMatchObject({ state: "applied" });
});

it.each([
  ["a status", (_: IncomingMessage, it: ServerResponse) => it.writeHead(500).end(), /answered with status 500/],
  [
    "another feed",
    (_: IncomingMessage, it: ServerResponse) => it.end("cve,epss,percentile\nCVE-2026-1,0.1,0.2\n"),
    /EPSS.*not .*KEV/,
  ],
  ["no feed at all", (_: IncomingMessage, it: ServerResponse) => it.end("<html>sign in</html>"), /is of no feed/],
  ["too much", (_: IncomingMessage, it: ServerResponse) => it.end(Buffer.alloc(3 * 1024 ** 2)), /is larger than 1 MB/],
  [
    "a cut connection",
    (_: IncomingMessage, it: ServerResponse) => {
      it.write("{");
      it.destroy();
    },
    /could not be fetched/,
  ],
  [
    "no end",
    (_: IncomingMessage, it: ServerResponse) => {
      it.write("{");
    },
    /took longer than/,
  ],
  [
    "a redirect to a file",
    (_: IncomingMessage, it: ServerResponse) => it.writeHead(302, { location: "file:///etc/passwd" }).end(),
    /was not followed/,
  ],
  [
    "a redirect to http elsewhere",
    (_: IncomingMessage, it: ServerResponse) => it.writeHead(302, { location: "http://example.invalid/" }).end(),
    /Only https/,
  ],
  [
    "redirects without end",
    (_: IncomingMessage, it: ServerResponse) => it.writeHead(302, { location: "/again" }).end(),
    /more than 5 times/,
  ],
] as const)("says what failed and keeps what holds when the server gives %s", async (_, give, sentence) => {
  const before = await held();
  await add("/kev.json");
  answer = give;
  // Only the case that never ends is cut short: the others must not depend on how busy the machine is.
  const withinMs = sentence.source.includes("took longer") ? 300 : 60_000;
  expect(await fetchDueFeeds({ maxBytes: 1024 ** 2, withinMs })).toMatchObject({ failed: 1, releaseId: null });
  expect(await only()).toMatchObject({ result: "failed", message: expect.stringMatching(sentence) });
  expect(await held()).toEqual(before);
  // Tried again within the hour, not in a day.
  const [row] = await sql.query<{ minutes: number }>(
    "select extract(epoch from next_at - now())::int / 60 as minutes from feed_source",
  );
  expect(row?.minutes).toBeLessThanOrEqual(60);
});

it("takes the documents that an index lists, and none outside of its folder", async () => {
  const csaf = (id: string) =>
    JSON.stringify({
      document: { category: "csaf_security_advisory", csaf_version: "2.0", title: id, tracking: { id } },
    });
  await add("/csaf/index.txt", "csaf");
  answer = (request, response) => {
    if (request.url === "/csaf/index.txt")
      response.end("2026/a.json\nb.json\n../secret.json\n/etc/x.json\nhttp://evil/x.json\n");
    else response.end(csaf(`EX-${request.url?.match(/(\w)\.json/)?.[1]}`));
  };
  const { releaseId } = await fetchDueFeeds();
  expect(releaseId).not.toBeNull();
  expect(asked.map(({ url }) => url).sort()).toEqual(["/csaf/2026/a.json", "/csaf/b.json", "/csaf/index.txt"]);
  expect(await only()).toMatchObject({ message: "2 new files." });
});

it("leaves a server in the middle that lists more than is taken, or is too slow about it", async () => {
  for (const [limits, said] of [
    [{ listedMaxBytes: 1_000_000 }, /lists more than 1 MB of documents/],
    [{ listedWithinMs: 0 }, /lists more than could be fetched in 0 minutes/],
  ] as const) {
    asked = [];
    const { id } = await add("/csaf/index.txt", "kev");
    answer = (request, response) => {
      if (request.url === "/csaf/index.txt")
        response.end(Array.from({ length: 1_000 }, (_, at) => `2026/${at}.json`).join("\n"));
      else response.end(KEV("CVE-2026-0001").padEnd(200_000));
    };
    expect(await fetchDueFeeds(limits)).toMatchObject({ failed: 1, releaseId: null });
    expect((await only())?.message).toMatch(said);
    expect(asked.length).toBeLessThan(20);
    await removeFeedSource(systemActor, id);
  }
});

it("is the owner's to decide, and takes no address that is not safe", async () => {
  const engineer = { ...systemActor, role: "engineer" as const };
  const input = { feed: "kev", address: "https://example.org/kev.json", intervalHours: 24 } as const;
  await expect(addFeedSource(engineer, input)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(getFeedSources(engineer)).rejects.toMatchObject({ code: "not-allowed" });
  for (const address of ["http://10.0.0.1/kev.json", "file:///etc/passwd", "x"])
    await expect(addFeedSource(systemActor, { ...input, address })).rejects.toMatchObject({ code: "bad-request" });
  await add("/kev.json");
  await expect(add("/kev.json")).rejects.toMatchObject({ code: "conflict" });
});
