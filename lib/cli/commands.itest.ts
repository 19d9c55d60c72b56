import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/lib/db/client";
import { simulate } from "@/lib/simulator/simulate";
import { hearOutput, platform } from "@/lib/testing/command-line";
import { main } from "./main";

const folder = mkdtempSync(join(tmpdir(), "sightglass-cli-"));
const capture = join(folder, "cell-a.pcap");
const notes = join(folder, "notes.txt");
writeFileSync(capture, simulate().files.find(({ path }) => path.endsWith("cell-a.pcap"))?.bytes ?? "");
writeFileSync(notes, "nothing that anybody reads");

const said = hearOutput();
afterAll(() => rmSync(folder, { recursive: true }));

describe("the command line with a database", () => {
  it("imports and merges without a worker, and prints a ledger that adds up", async () => {
    expect(await main(["import", "--wait", "--realm", "cell-a", "--json", capture], platform)).toBe(0);
    const { state, realm, totals, devicesNew } = JSON.parse(said.out);
    expect({ state, realm, devicesNew }).toEqual({ state: "done", realm: "cell-a", devicesNew: 10 });
    expect(totals.parsed + totals.ignored + totals.truncated + totals.malformed).toBe(totals.records);
  });

  it("exports what was imported, the same after the file came again", async () => {
    expect(await main(["export", "devices"], platform)).toBe(0);
    const first = said.out;
    expect(JSON.parse(first).devices.map((device: { names: string[] }) => device.names[0]?.toLowerCase())).toContain(
      "pack-a-plc",
    );
    expect(await main(["import", "--wait", "--realm", "cell-a", capture], platform)).toBe(0);
    said.out = "";
    await main(["export", "devices"], platform);
    expect(said.out).toBe(first);
  });

  it("exports flows and the matrix as JSON and CSV", async () => {
    await main(["export", "flows", "--format", "json"], platform);
    const s7 = JSON.parse(said.out).flows.find((flow: { protocol: string }) => flow.protocol === "s7comm");
    expect(s7).toMatchObject({
      transport: "tcp",
      port: 102,
      initiator: { ip: "192.168.0.2" },
      responder: { realm: "cell-a" },
    });
    said.out = "";
    await main(["export", "matrix", "--format", "csv"], platform);
    expect(said.out.split("\n")[0]).toMatch(/^From,To,Verdict,/);
  });

  it("prints the devices that fit a query, as a table, CSV and JSON, and says where a query is wrong", async () => {
    expect(await main(["devices", "port:102", "name:pack*"], platform)).toBe(0);
    expect(said.out).toMatch(/^RISK +STATE /);
    expect(said.out).toMatch(/pack-a-plc/i);
    expect(said.err).toMatch(/^\d of \d devices\n$/);
    said.out = "";
    await main(["devices", "name:pack-a-plc", "--csv"], platform);
    expect(said.out.split("\r\n").filter(Boolean)).toHaveLength(2);
    said.out = "";
    await main(["devices", "-name:pack-a-plc", "--json"], platform);
    expect(JSON.parse(said.out).devices.length).toBeGreaterThan(0);
    said.err = "";
    expect(await main(["devices", "vendr:x"], platform)).toBe(1);
    expect(said.err).toContain('There is no field "vendr". Did you mean "vendor"?');
  });

  it("prints ways to outside and what waits because of them, as tables and JSON", async () => {
    expect(await main(["exposure", "paths", "--json"], platform)).toBe(0);
    const { items, total } = JSON.parse(said.out);
    expect(items).toHaveLength(total);
    said.out = "";
    expect(await main(["exposure", "destinations", "--all", "--json"], platform)).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ items: expect.any(Array), zones: expect.any(Array) });
    said.out = "";
    expect(await main(["exposure", "items", "--json"], platform)).toBe(0);
    expect(JSON.parse(said.out)).toEqual({ sessions: expect.any(Array), due: expect.any(Array) });
    expect(await main(["exposure", "paths", "--view", "nothing"], platform)).toBe(2);
    expect(await main(["exposure", "paths", "--zone", "Nowhere"], platform)).toBe(2);
    expect(said.err).toContain('no path is in a zone named "Nowhere"');
    expect(await main(["exposure", "roads"], platform)).toBe(2);
  });

  it("prints zones and suggested ones, and accepts or dismisses a suggestion by the beginning of its key", async () => {
    expect(await main(["zones", "list", "--json"], platform)).toBe(0);
    const before = JSON.parse(said.out).items.length;
    said.out = "";
    expect(await main(["zones", "suggestions", "--json"], platform)).toBe(0);
    const made = JSON.parse(said.out).items.find((it: { kind: string }) => it.kind === "make");
    said.out = "";
    expect(await main(["zones", "suggestions"], platform)).toBe(0);
    expect(said.out).toContain(made.key.slice(0, 8));
    expect(await main(["zones", "dismiss", made.key.slice(0, 8)], platform)).toBe(0);
    said.out = "";
    expect(await main(["zones", "suggestions", "--json"], platform)).toBe(0);
    const after = JSON.parse(said.out);
    expect(after.items.map((it: { key: string }) => it.key)).not.toContain(made.key);
    const { systemActor } = await import("@/lib/auth/session");
    const { undoSuggestionAnswer } = await import("@/lib/services/zones/suggest/undo-answer");
    await undoSuggestionAnswer(systemActor, after.answered[0].id);
    expect(await main(["zones", "accept", made.key, "--name", "From the command line"], platform)).toBe(0);
    said.out = "";
    expect(await main(["zones", "list", "--json"], platform)).toBe(0);
    expect(JSON.parse(said.out).items).toHaveLength(before + 1);
    expect(await main(["zones", "accept", "nothing"], platform)).toBe(2);
    expect(said.err).toContain('no suggestion is "nothing"');
  });

  it("writes weeks of evidence, and the week after apart from them with its truth", async () => {
    const weeks = join(folder, "weeks");
    expect(await main(["simulate", "--out", weeks, "--weeks", "5", "--until", "2026-12-08"], platform)).toBe(0);
    expect(readdirSync(join(weeks, "recorded", "zeek"))).toHaveLength(35);
    expect(readdirSync(join(weeks, "held-out", "zeek")).at(0)).toBe("2026-12-07");
    const { sessions } = JSON.parse(readFileSync(join(weeks, "held-out", "truth.json"), "utf8"));
    expect(sessions.some((it: { rhythm: string }) => it.rhythm === "month")).toBe(true);
    expect(await main(["simulate", "--out", weeks, "--weeks", "0"], platform)).toBe(2);
  });

  it("checks that the inventory is what the evidence gives, and repairs it", async () => {
    expect(await main(["rebuild", "--check", "--json"], platform)).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ isSame: true, devicesChanged: 0 });
    await sql.run("update device set vendor = 'Nobody', fingerprint = 'x' where id = (select id from device limit 1)");
    expect(await main(["rebuild", "--check"], platform)).toBe(1);
    expect(await main(["rebuild"], platform)).toBe(0);
    expect(said.out).toContain("0 devices are new, 1 differ and 0 should not be there: repaired.");
    expect(await main(["rebuild", "--check"], platform)).toBe(0);
  });

  it("takes a bill of materials and single feeds, and writes VEX and CycloneDX of a query", async () => {
    const write = (name: string, json: object) => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(json));
      return path;
    };
    const bill = write("gx.cdx.json", {
      bomFormat: "CycloneDX",
      components: [{ name: "toolbox", version: "1.2.0", purl: "pkg:npm/toolbox@1.2.0" }],
    });
    expect(await main(["sbom", "import", bill], platform)).toBe(1);
    expect(said.err).toContain("neither a product nor a version");
    expect(await main(["sbom", "import", "--product", "GX-200", "--version", "4.2", bill], platform)).toBe(0);
    expect(said.out).toContain("GX-200 4.2: 1 component, 0 with known vulnerabilities. Run by 0 devices.\n");
    said.out = "";
    expect(await main(["sbom", "where", "--json", "toolbox"], platform)).toBe(0);
    expect(JSON.parse(said.out).found).toMatchObject([{ name: "toolbox", product: "GX-200" }]);
    expect(await main(["sbom", "import", join(folder, "nowhere.json")], platform)).toBe(1);
    expect(await main(["sbom", "burn"], platform)).toBe(2);

    const vex = write("x.openvex.json", {
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": "https://x/1",
      author: "X",
      timestamp: "2026-01-01T00:00:00Z",
      version: 1,
      statements: [{ vulnerability: { name: "CVE-2026-1" }, products: [{ "@id": "pkg:npm/x" }], status: "fixed" }],
    });
    said.out = "";
    said.err = "";
    expect(await main(["knowledge", "add", "--json", vex, notes], platform)).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ release: { files: 1 }, outcome: { state: "applied" } });
    expect(said.err).toContain("notes.txt is of no feed");

    for (const [args, mark] of [
      [["vex", "--query", "name:pack-a-plc", "--author", "Me"], '"author":"Me"'],
      [["vex", "--format", "cyclonedx"], '"vulnerabilities"'],
      [["cyclonedx", "--query", "name:pack-a-plc"], '"specVersion":"1.6"'],
    ] as const) {
      said.out = "";
      expect(await main(["export", ...args], platform)).toBe(0);
      expect(() => JSON.parse(said.out)).not.toThrow();
      expect(said.out).toContain(mark);
    }
    expect(await main(["export", "vex", "--format", "csv"], platform)).toBe(2);
  });

  it("says which file it cannot read, and fails when nothing is left", async () => {
    expect(await main(["import", "--wait", notes], platform)).toBe(1);
    expect(said.err).toMatch(/notes\.txt: /);
  });

  it("adds an account with a one-time link, and refuses an address that is none", async () => {
    const add = ["user", "add", "--email", "anna@waterworks.example", "--role", "engineer"];
    expect(await main(add, platform)).toBe(0);
    expect(said.out).toMatch(/^http:\/\/\S+\/link#token=\S{20,}\n$/);
    expect(await main(add, platform)).toBe(1);
    expect(await main(["user", "add", "--email", "anna"], platform)).toBe(2);
  });
});
