import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBundle } from "@/lib/bundle/open-bundle";
import { readPublicKey } from "@/lib/bundle/signing-key";
import type { Platform } from "../command";
import { bundle } from "./bundle";

/** None of these commands may touch a database. */
const NO_DATABASE: Platform = {
  acquireDatabase: () => Promise.reject(new Error("no database")),
  requireMigrated: () => Promise.reject(new Error("no database")),
  migrate: () => Promise.reject(new Error("no database")),
  claimFolder: () => Promise.reject(new Error("no folder")),
  whenAskedToEnd: () => {},
};

const tracking = (id: string) => ({ id, current_release_date: "2026-01-01T00:00:00Z" });
const advisory = (id: string, cve: string) =>
  JSON.stringify({
    document: { category: "csaf_security_advisory", tracking: tracking(id) },
    vulnerabilities: [{ cve }],
  });

/** Path → body, as a mirror of the public feeds would serve them. */
const PAGES: Readonly<Record<string, string>> = {
  "/csaf/index.txt": "2026/ex-1.json\n2026/ex-2.json\n2026/gone.json\n../../secret.json\n",
  "/csaf/2026/ex-1.json": advisory("EX-1", "CVE-2026-12345"),
  "/csaf/2026/ex-2.json": advisory("EX-2", "CVE-2026-1234"),
  "/kev.json": JSON.stringify({ catalogVersion: "1", dateReleased: "2026-01-02T00:00:00Z", vulnerabilities: [] }),
  "/cve/2026/12xxx/CVE-2026-12345.json": JSON.stringify({
    dataType: "CVE_RECORD",
    cveMetadata: { cveId: "CVE-2026-12345" },
  }),
  "/page.html": "<html></html>",
};

let folder: string;
let server: Server;
let base: string;
const asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-bundle-"));
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const body = PAGES[request.url ?? ""];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await bundle.run(["keys", "--out", join(folder, "office")], NO_DATABASE)).toBe(0);
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("bundle build", () => {
  it("collects feeds from addresses and folders and signs them", async () => {
    const out = join(folder, "out.bundle");
    writeFileSync(join(folder, "own.json"), advisory("OWN-1", "CVE-2025-0001"));
    const sources = [
      `csaf=${base}/csaf/index.txt`,
      `kev=${base}/kev.json`,
      `cve=${base}/cve/{year}/{thousands}xxx/{id}.json`,
      join(folder, "own.json"),
      `${base}/page.html`,
    ];
    const args = ["build", "--key", join(folder, "office.key"), "--sequence", "5", "--out", out, ...sources];
    expect(await bundle.run(args, NO_DATABASE)).toBe(0);
    const { manifest, files } = openBundle(readFileSync(out), [
      readPublicKey(readFileSync(join(folder, "office.pub"), "utf8")),
    ]);
    expect(manifest.sequence).toBe(5);
    expect(files.map((file) => `${file.feed} ${file.name}`)).toEqual([
      "csaf EX-1.json",
      "csaf EX-2.json",
      "csaf OWN-1.json",
      "cve CVE-2026-12345.json",
      "kev known_exploited_vulnerabilities.json",
    ]);
    expect(asked).toContain("/cve/2026/1xxx/CVE-2026-1234.json");
    expect(asked.some((path) => path.includes("secret"))).toBe(false);
  });

  it("never overwrites a signing key", async () => {
    const before = readFileSync(join(folder, "office.key"), "utf8");
    await expect(bundle.run(["keys", "--out", join(folder, "office")], NO_DATABASE)).rejects.toThrow(
      "is there already",
    );
    expect(readFileSync(join(folder, "office.key"), "utf8")).toBe(before);
  });

  it("names the feeds that there are where one is asked for that is none", async () => {
    const args = ["build", "--key", join(folder, "office.key"), "--sequence", "5", "--out", join(folder, "no.bundle")];
    await expect(bundle.run([...args, `kew=${base}/kev.json`], NO_DATABASE)).rejects.toThrow(/no feed called kew.*kev/);
  });

  it("says which address could not be reached", async () => {
    const args = ["build", "--key", join(folder, "office.key"), "--sequence", "5", "--out", join(folder, "no.bundle")];
    await expect(bundle.run([...args, `${base}/nothing.json`], NO_DATABASE)).rejects.toThrow("There is nothing at");
    await expect(bundle.run([...args, "http://127.0.0.1:1/kev.json"], NO_DATABASE)).rejects.toThrow(
      "could not be fetched",
    );
  });
});
