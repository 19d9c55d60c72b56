import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { VEX_EXPORT_FORMATS } from "@/lib/contracts/exports";
import { findingListQuery } from "@/lib/contracts/findings";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { csafDocument, takeFeeds } from "@/lib/testing/take-feeds";
import { takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { getFinding } from "../findings/get-finding";
import { listFindings } from "../findings/list-findings";
import { exportVex } from "./export-vex";

/** Two of one make and version of which a person says different things, one whose version was not seen, one hostile. */
const PLANT = `ip,mac,vendor,model,firmware,serial
10.0.0.5,00:1b:1b:00:00:05,Example,Controller X100,1.2.3,S-5
10.0.0.6,00:1b:1b:00:00:06,Example,Controller X100,1.2.3,S 6/&?#
10.0.0.7,00:1b:1b:00:00:07,Example,Controller X100,,
10.0.0.8,00:1b:1b:00:00:08,Example,"Gate ""][}"",\\ 7@8/9?",2.0,S-8
`;

const advisory = (id: string, product: string, range: string, cves: string[]) =>
  csafDocument(id, {
    product,
    versions: { category: "product_version_range", name: range },
    vulnerabilities: cves.map((cve) => ({ cve, product_status: { known_affected: ["P-1"] } })),
  });

async function verdicts(): Promise<string[]> {
  const { items } = await listFindings(systemActor, findingListQuery.parse({ kind: "vulnerability" }));
  return items.map((it) => `${it.deviceName} ${it.key} ${it.verdict} ${[...it.cves].sort().join(" ")}`).sort();
}

async function written(options: Parameters<typeof exportVex>[1]): Promise<string> {
  let text = "";
  for await (const piece of exportVex(systemActor, options)) text += piece;
  return text;
}

interface Written {
  readonly statements?: { vulnerability: { name: string }; status: string; products: { "@id": string }[] }[];
  readonly vulnerabilities?: { id: string; analysis: { state: string }; affects: { ref: string }[] }[];
  readonly components?: { "bom-ref": string }[];
}

/** What a document of either form says of which device, and of how many at once. */
function statementsOf({ statements = [], vulnerabilities = [], components = [] }: Written) {
  const all = [
    ...statements.map((it) => ({
      what: `${it.vulnerability.name} ${it.status}`,
      of: it.products.map((one) => one["@id"]),
    })),
    ...vulnerabilities.map((it) => ({ what: `${it.id} ${it.analysis.state}`, of: it.affects.map(({ ref }) => ref) })),
  ];
  return {
    said: all.flatMap(({ what, of }) => of.map((device) => `${what} ${device}`)),
    mostDevices: Math.max(...all.map(({ of }) => of.length)),
    components: components.map((it) => it["bom-ref"]),
  };
}

const deviceAt = async (ip: string) =>
  (await sql.query<{ id: string }>("select id from device where $1 = any(ips)", [ip]))[0]?.id ?? "";

const groups: string[] = [];
beforeAll(async () => {
  await takeIn([{ name: "plant.csv", bytes: Buffer.from(PLANT) }]);
  await takeFeeds(
    advisory("EX-1", "Controller X100", "<2.0", ["CVE-2026-0001", "CVE-2026-0002"]),
    advisory("EX-2", "Controller X100", "vers:all/*", ["CVE-2026-0003"]),
  );
  const overrule = async (ip: string, finding: string, verdict: "affected" | "not-affected") => {
    const word: Decide = {
      ...{ kind: "overrule", deviceIds: [await deviceAt(ip)], finding: `vulnerability ${finding}`, verdict },
      ...{ reason: "we looked <b>inside</b>", expiresAt: null },
    };
    groups.push((await decideDevices(systemActor, word)).groupId);
  };
  await overrule("10.0.0.6", "EX-1", "not-affected");
  await overrule("10.0.0.7", "EX-1", "affected");
});
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

it.each(VEX_EXPORT_FORMATS)("a %s of more than is held at once says the same, in more pieces", async (format) => {
  const whole = statementsOf(JSON.parse(await written({ format })));
  const parts = statementsOf(JSON.parse(await written({ format, held: 1 })));
  expect(new Set(parts.said)).toEqual(new Set(whole.said));
  expect(new Set(parts.said).size).toBe(parts.said.length);
  expect([...parts.components].sort()).toEqual([...whole.components].sort());
  expect(whole.mostDevices).toBeGreaterThan(1);
  expect(parts.mostDevices).toBe(1);
});

it.each(VEX_EXPORT_FORMATS)("what goes out as %s and comes in again gives the same verdicts", async (format) => {
  const before = await verdicts();
  expect(before).toHaveLength(6);
  expect(before.filter((it) => it.includes("not-affected"))).toHaveLength(1);
  const text = await written({ format, author: "Own plant" });
  for (const group of groups.splice(0)) await undoDecisionGroup(systemActor, group);
  await takeFeeds(Buffer.from(text));
  expect(await verdicts()).toEqual(before);
  const { items } = await listFindings(systemActor, findingListQuery.parse({ verdict: "not-affected" }));
  expect((await getFinding(systemActor, items[0]?.id ?? "")).because).toMatch(
    /^VEX by Own plant, \d{4}-\d\d-\d\d: not affected \(.*we looked <b>inside<\/b>\)$/,
  );
});

it("what is written are documents of the standards, for the devices that were asked for", async () => {
  const open = JSON.parse(await written({ format: "openvex", query: { q: "ip:10.0.0.6" } }));
  expect(open).toMatchObject({ "@context": "https://openvex.dev/ns/v0.2.0", author: "Sightglass" });
  expect(Number.isInteger(open.version)).toBe(true);
  const products = new Set(
    open.statements.flatMap((it: { products: { "@id": string }[] }) => it.products.map((one) => one["@id"])),
  );
  expect([...products]).toEqual([`urn:uuid:${await deviceAt("10.0.0.6")}`]);
  for (const it of open.statements) {
    if (it.status === "not_affected") expect(it.justification ?? it.impact_statement).toBeTruthy();
    if (it.status === "affected") expect(it.action_statement).toBeTruthy();
  }
  const nothing = JSON.parse(await written({ format: "cyclonedx", query: { q: "ip:192.0.2.1" } }));
  expect(nothing).toMatchObject({ bomFormat: "CycloneDX", components: [], vulnerabilities: [] });
  await expect(written({ format: "openvex", query: { q: "vendr:x" } })).rejects.toMatchObject({ code: "bad-request" });
});
