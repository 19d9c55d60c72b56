import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { findingListQuery } from "@/lib/contracts/findings";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { closeQueue } from "@/lib/jobs/enqueue";
import { csafDocument, takeFeeds } from "@/lib/testing/take-feeds";
import { takeIn } from "@/lib/testing/take-in";
import { getFinding } from "../findings/get-finding";
import { listFindings } from "../findings/list-findings";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { removeBill } from "./remove-bill";
import { takeBill } from "./take-bill";

/** One that runs the bill's firmware, one whose version was not seen, one with another version, one of another make. */
const PLANT = `ip,mac,vendor,model,firmware
10.0.0.5,00:1b:1b:00:00:05,Example,GX-200,4.2
10.0.0.6,00:1b:1b:00:00:06,Example,GX-200,
10.0.0.7,00:1b:1b:00:00:07,Example,GX-200,4.3
10.0.0.8,00:1b:1b:00:00:08,Example,GX-300,4.2
`;
const osv = (id: string, name: string, fixed: string | null) => ({
  id,
  modified: "2026-01-01T00:00:00Z",
  affected: [
    {
      package: { ecosystem: "npm", name },
      ranges: [{ type: "SEMVER", events: [{ introduced: "1.0.0" }, ...(fixed ? [{ fixed }] : [])] }],
    },
  ],
});
const BILL = {
  bomFormat: "CycloneDX",
  metadata: { component: { name: "GX-200 firmware", version: "4.2" } },
  components: [
    { name: "toolbox", version: "1.2.0", purl: "pkg:npm/toolbox@1.2.0" },
    { name: "harmless", version: "9.0.0", purl: "pkg:npm/harmless@9.0.0" },
    { name: "toolbox", version: "1.2.0", purl: "pkg:npm/toolbox@1.2.0" },
  ],
};
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

async function findings() {
  const { items } = await listFindings(systemActor, findingListQuery.parse({ kind: "vulnerability" }));
  const ips = new Map(
    (await sql.query<{ id: string; ip: string }>("select id, ips[1] as ip from device")).map((it) => [it.id, it.ip]),
  );
  return items
    .map((it) => ({ ...it, ip: ips.get(it.deviceId) ?? "" }))
    .sort((a, b) => `${a.ip} ${a.key}`.localeCompare(`${b.ip} ${b.key}`));
}
const said = async () => (await findings()).map(({ ip, key, verdict, cves }) => [ip, key, verdict, [...cves].sort()]);
const risks = async () =>
  (await sql.query<{ risk: number }>("select risk_score as risk from device order by ips[1]")).map(({ risk }) => risk);
/** What a rebuild from the ground would say otherwise. */
const rebuilt = () => withTransaction((tx) => rebuildInventory(tx, { whole: true }));

const KEY = "component pkg:npm/toolbox@1.2.0";
let calm: number[];
beforeAll(async () => {
  await takeIn([{ name: "plant.csv", bytes: Buffer.from(PLANT) }]);
  await takeFeeds(
    osv("CVE-2026-0001", "toolbox", "1.3.0"),
    osv("CVE-2026-0002", "toolbox", null),
    osv("CVE-2026-3", "harmless", "2.0.0"),
  );
  calm = await risks();
});
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

it("a bill makes findings on the devices that run it, possible ones where the version was not seen, and no others", async () => {
  const { id } = await takeBill(systemActor, { name: "gx.cdx.json" }, bytes(BILL));
  const both = ["CVE-2026-0001", "CVE-2026-0002"];
  expect(await said()).toEqual([
    ["10.0.0.5", KEY, "affected", both],
    ["10.0.0.6", KEY, "possible", both],
  ]);
  const [first, second] = await findings();
  expect(first?.title).toBe("toolbox 1.2.0 in GX-200 firmware");
  expect(second?.question).toBe("Which firmware version does it run?");
  const card = await getFinding(systemActor, first?.id ?? "");
  expect(card.component).toMatchObject({ name: "toolbox", billFile: "gx.cdx.json", productVersion: "4.2", total: 2 });
  expect(card.because).toMatch(/toolbox 1\.2\.0 is part of GX-200 firmware 4\.2.*1\.2\.0 lies in/);
  const now = await risks();
  expect([now[0], now[1]].map((it, at) => (it ?? 0) > (calm[at] ?? 0))).toEqual([true, true]);
  expect(now.slice(2)).toEqual(calm.slice(2));
  expect((now[0] ?? 0) >= (now[1] ?? 0)).toBe(true);

  // The short way said what the long one says.
  const before = await findings();
  expect(await rebuilt()).toMatchObject({ devicesNew: 0, devicesChanged: 0, devicesGone: 0 });
  expect(await findings()).toEqual(before);

  await removeBill(systemActor, id);
  expect(await said()).toEqual([]);
  expect(await risks()).toEqual(calm);
});

it("a vulnerability that an advisory about the product speaks of is the advisory's, whatever it says", async () => {
  await takeBill(systemActor, { name: "gx.cdx.json" }, bytes(BILL));
  const advisory = csafDocument("EX-1", {
    product: "GX-200",
    versions: { category: "product_version", name: "4.2" },
    vulnerabilities: [
      { cve: "CVE-2026-0001", product_status: { known_not_affected: ["P-1"] } },
      { cve: "CVE-2026-0002", product_status: { known_affected: ["P-1"] } },
    ],
  });
  await takeFeeds(advisory);
  expect((await said()).filter(([ip]) => ip === "10.0.0.5")).toEqual([
    ["10.0.0.5", "EX-1", "affected", ["CVE-2026-0002"]],
  ]);
});

it("a statement on the component in the product, or on the component itself, takes its vulnerability away", async () => {
  const vex = (id: string, cve: string, product: object) => ({
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": id,
    author: "Example PSIRT",
    timestamp: "2026-02-01T00:00:00Z",
    version: 1,
    statements: [
      {
        vulnerability: { name: cve },
        products: [product],
        status: "not_affected",
        justification: "vulnerable_code_not_in_execute_path",
      },
    ],
  });
  await takeFeeds(
    vex("https://x/1", "CVE-2026-0001", {
      "@id": "pkg:generic/example/GX-200@4.2",
      subcomponents: [{ "@id": "pkg:npm/toolbox@1.2.0" }],
    }),
    osv("CVE-2026-0009", "toolbox", "1.3.0"),
  );
  const own = async () => (await findings()).filter(({ ip, key }) => ip === "10.0.0.5" && key === KEY);
  expect((await own()).map(({ verdict, cves }) => [verdict, cves])).toEqual([["affected", ["CVE-2026-0009"]]]);
  await takeFeeds(vex("https://x/2", "CVE-2026-0009", { "@id": "pkg:npm/toolbox@1.2.0" }));
  const [cleared] = await own();
  expect(cleared?.verdict).toBe("not-affected");
  expect((await getFinding(systemActor, cleared?.id ?? "")).because).toBe(
    "VEX by Example PSIRT, 2026-02-01: not affected (vulnerable code not in execute path)",
  );
});
