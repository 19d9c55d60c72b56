import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { findingListQuery } from "@/lib/contracts/findings";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { closeQueue } from "@/lib/jobs/enqueue";
import { csafDocument, takeFeeds } from "@/lib/testing/take-feeds";
import { takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { getFinding } from "../findings/get-finding";
import { listFindings } from "../findings/list-findings";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { applyRelease } from "./apply-release";
import { createRelease } from "./create-release";
import { getKnowledgeChanges } from "./get-knowledge-changes";
import { switchRelease } from "./switch-release";
import { takeFeedFile } from "./take-feed-file";

const PLANT = `ip,mac,vendor,model,firmware
10.0.0.5,00:1b:1b:00:00:05,Example,Controller X100,1.2.3
10.0.0.6,00:1b:1b:00:00:06,Example,Controller X100,1.3.0
10.0.0.7,00:1b:1b:00:00:07,Example,Gateway G7,2.0
`;

const csaf = (category: string, id: string, releasedAt: string, status: object) =>
  csafDocument(id, {
    category,
    releasedAt,
    publisher: { name: "Example PSIRT", category: "vendor" },
    product: "Controller X100",
    versions: { category: "product_version_range", name: "vers:all/*" },
    vulnerabilities: [{ cve: "CVE-2026-0001", product_status: status }],
  });
const openVex = (version: number, date: string, status: string, over: object = {}) => ({
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://vex.example/7",
  author: "Example PSIRT",
  timestamp: date,
  version,
  statements: [
    {
      vulnerability: { name: "CVE-2026-0001" },
      products: [{ "@id": "pkg:generic/example/Controller%20X100@1.2.3" }],
      status,
      justification: "vulnerable_code_not_present",
      ...over,
    },
  ],
});

async function finding(ip: string) {
  const { items } = await listFindings(systemActor, findingListQuery.parse({ kind: "vulnerability" }));
  const [row] = await sql.query<{ id: string; risk: number }>(
    "select id, risk_score as risk from device where $1 = any(ips)",
    [ip],
  );
  const own = items.filter((it) => it.deviceId === row?.id);
  return { deviceId: row?.id ?? "", risk: row?.risk ?? -1, own, id: own[0]?.id ?? "", verdict: own[0]?.verdict };
}

beforeAll(async () => {
  await takeIn([{ name: "plant.csv", bytes: Buffer.from(PLANT) }]);
  await takeFeeds(csaf("csaf_security_advisory", "EX-1", "2026-01-01T00:00:00Z", { known_affected: ["P-1"] }));
});
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

it("a statement takes a finding away on the devices that it is about, cites itself, and gives the risk back", async () => {
  const before = await finding("10.0.0.5");
  expect(before.verdict).toBe("affected");
  await takeFeeds(openVex(1, "2026-02-01T00:00:00Z", "not_affected"));
  const after = await finding("10.0.0.5");
  expect(after.own).toMatchObject([{ key: "EX-1", verdict: "not-affected", decision: "defer" }]);
  expect(after.risk).toBeLessThan(before.risk);
  const card = await getFinding(systemActor, after.id);
  expect(card.because).toBe("VEX by Example PSIRT, 2026-02-01: not affected (vulnerable code not present)");
  expect(card.vex).toMatchObject([{ standing: "counts", status: "not_affected", pointer: "/statements/0" }]);
  expect((await finding("10.0.0.6")).verdict).toBe("affected");
  expect(await getKnowledgeChanges(systemActor)).toMatchObject({
    counts: { devices: 1, came: 0, went: 1, turned: 0 },
    items: [{ before: "affected", after: "not-affected" }],
  });
});

it("an older revision that comes in later changes nothing", async () => {
  await takeFeeds(openVex(0, "2025-12-01T00:00:00Z", "affected"));
  expect((await finding("10.0.0.5")).verdict).toBe("not-affected");
});

it("an advisory that the issuer itself releases later takes the statement's place", async () => {
  await takeFeeds(csaf("csaf_security_advisory", "EX-1", "2026-03-01T00:00:00Z", { known_affected: ["P-1"] }));
  const after = await finding("10.0.0.5");
  expect(after.verdict).toBe("affected");
  expect((await getFinding(systemActor, after.id)).vex).toMatchObject([{ standing: "later-advisory" }]);
});

it("a person's word stands before any statement, also one that comes later", async () => {
  const { deviceId } = await finding("10.0.0.5");
  const overrule: Decide = {
    kind: "overrule",
    deviceIds: [deviceId],
    finding: "vulnerability EX-1",
    verdict: "affected",
    reason: "we saw it exploited",
    expiresAt: null,
  };
  const { groupId } = await decideDevices(systemActor, overrule);
  await takeFeeds(openVex(2, "2026-04-01T00:00:00Z", "not_affected"));
  const after = await finding("10.0.0.5");
  expect(after.verdict).toBe("affected");
  const card = await getFinding(systemActor, after.id);
  expect(card.overruled).toMatchObject({ state: "holds", was: "not-affected" });
  expect(card.vex).toMatchObject([{ standing: "counts", status: "not_affected" }]);
  await undoDecisionGroup(systemActor, groupId);
  expect((await finding("10.0.0.5")).verdict).toBe("not-affected");

  // A word about a statement opens again when the statement changes.
  await decideDevices(systemActor, overrule);
  await takeFeeds(openVex(3, "2026-05-01T00:00:00Z", "fixed"));
  const reopened = await finding("10.0.0.5");
  expect(reopened.verdict).toBe("not-affected");
  expect((await getFinding(systemActor, reopened.id)).overruled).toMatchObject({ state: "evidence-changed" });
});

it("documents of the CSAF profile and CycloneDX say the same, and a statement alone makes a finding", async () => {
  await takeFeeds(csaf("csaf_vex", "EX-VEX", "2026-06-01T00:00:00Z", { under_investigation: ["P-1"] }));
  expect((await finding("10.0.0.5")).own).toMatchObject([{ verdict: "possible", question: expect.any(String) }]);
  await takeFeeds({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: {
      timestamp: "2026-06-02T00:00:00Z",
      supplier: { name: "Example PSIRT" },
      component: { type: "device", name: "Controller X100", version: "1.3.0", "bom-ref": "x" },
    },
    vulnerabilities: [{ id: "CVE-2026-0077", analysis: { state: "exploitable" }, affects: [{ ref: "x" }] }],
  });
  expect((await finding("10.0.0.6")).own.map(({ key, verdict }) => [key, verdict])).toContainEqual([
    "CVE-2026-0077",
    "affected",
  ]);
  expect((await finding("10.0.0.5")).own).toHaveLength(1);
});

it("a release of statements alone judges only devices that they may be about, there and back", async () => {
  const plain = await takeFeeds(
    csaf("csaf_security_advisory", "EX-1", "2026-02-01T00:00:00Z", { known_affected: ["P-1"] }),
  );
  const before = (await finding("10.0.0.5")).verdict;
  const file = await takeFeedFile(
    systemActor,
    "x.json",
    Buffer.from(JSON.stringify(openVex(9, "2026-07-01T00:00:00Z", "not_affected"))),
  );
  const { id } = await createRelease(systemActor, { files: [file], without: [], note: "" });
  // Two devices of the product, whose versions the statement tells apart; the gateway is none of it.
  expect(await applyRelease(id)).toEqual({ state: "applied", judged: 2 });
  expect((await finding("10.0.0.5")).verdict).toBe("not-affected");
  // What holds for all has not changed: nothing is left to be computed whole.
  expect(await withTransaction((tx) => rebuildInventory(tx))).toMatchObject({ scope: "part", devicesChanged: 0 });
  await switchRelease(systemActor, plain);
  expect(await applyRelease(plain)).toEqual({ state: "applied", judged: 2 });
  expect((await finding("10.0.0.5")).verdict).toBe(before);
});
