import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import type { Decide } from "@/lib/contracts/devices";
import { findingListQuery } from "@/lib/contracts/findings";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { csafDocument, takeFeeds } from "@/lib/testing/take-feeds";
import { takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { getFinding } from "../findings/get-finding";
import { listDeviceAdvisories } from "../findings/list-device-advisories";
import { listFindings } from "../findings/list-findings";
import { savePrioritySettings } from "../settings/priority-settings";
import { applyRelease } from "./apply-release";
import { getKnowledge } from "./get-knowledge";
import { getKnowledgeChanges } from "./get-knowledge-changes";
import { switchRelease } from "./switch-release";

/** An invented advisory about a real family, so that a seeded device may fit it. */
const advisory = (id: string, { vendor, product, range }: { vendor: string; product: string; range: string }) =>
  csafDocument(id, {
    vendor,
    product,
    publisher: { name: "Example", category: "coordinator" },
    versions: { category: "product_version_range", name: range },
    vulnerabilities: [
      {
        cve: "CVE-2026-0001",
        product_status: { known_affected: ["P-1"] },
        remediations: [{ category: "vendor_fix", details: "Update to the next version.", product_ids: ["P-1"] }],
        scores: [
          {
            cvss_v3: { version: "3.1", vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
            products: ["P-1"],
          },
        ],
      },
    ],
  });

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const all = () => listFindings(systemActor, findingListQuery.parse({ kind: "vulnerability" }));

const apply = (files: readonly Buffer[]) => takeFeeds(...files);

const PLANT = "ip,mac,vendor,model,firmware\n10.0.0.5,00:1b:1b:00:00:05,Example,Controller X100,1.2.3\n";

/** The device of that list. */
let target: { readonly id: string; readonly risk: number };

async function riskOf(id: string): Promise<number> {
  const [row] = await sql.query<{ risk: number }>("select risk_score as risk from device where id = $1", [id]);
  return row?.risk ?? -1;
}

beforeAll(async () => {
  await takeIn([{ name: "plant.csv", bytes: Buffer.from(PLANT) }]);
  const [row] = await sql.query<{ id: string; risk: number }>("select id, risk_score as risk from device");
  if (!row) throw new Error("the list made no device");
  target = row;
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("a release that is applied", () => {
  let first: number;

  it("makes findings of the advisories that apply, raises the risk, and says the reason of each", async () => {
    first = await apply([
      bytes(advisory("EX-26-01", { vendor: "Example", product: "Controller X100", range: "vers:all/*" })),
    ]);
    const { items } = await all();
    const finding = items.find((it) => it.deviceId === target.id);
    expect(finding).toMatchObject({ key: "EX-26-01", verdict: "affected", cves: ["CVE-2026-0001"], cvss: 9.8 });
    expect(await riskOf(target.id)).toBeGreaterThan(target.risk);
  });

  it("makes what is exploited in the field more urgent", async () => {
    const before = (await all()).items.find((it) => it.deviceId === target.id);
    await apply([
      bytes({
        catalogVersion: "1",
        dateReleased: "2026-02-01T00:00:00Z",
        vulnerabilities: [{ cveID: "CVE-2026-0001", dateAdded: "2026-01-15", knownRansomwareCampaignUse: "Known" }],
      }),
    ]);
    const after = (await all()).items.find((it) => it.deviceId === target.id);
    expect(after).toMatchObject({ isKev: true, exploitation: "active" });
    expect(after?.decision).not.toBe(before?.decision);
  });

  it("counts what it cannot read, and goes on", async () => {
    const odd = advisory("EX-26-02", { vendor: "Nobody", product: "Nothing", range: "vers:all/<1.0" });
    await apply([
      bytes({ ...odd, vulnerabilities: [] }),
      Buffer.from("cve,epss,percentile\nCVE-2026-0001,0.9,1\nrubbish\n"),
    ]);
    const { report } = await getKnowledge(systemActor);
    expect(report.find((it) => it.feed === "csaf")?.problems.map((it) => it.what)).toContain(
      "a product that stands in no status list",
    );
    expect(report.find((it) => it.feed === "epss")).toMatchObject({ records: 2 });
    expect((await all()).items.find((it) => it.deviceId === target.id)).toMatchObject({ epss: 0.9 });
  });

  it("says of a finding what it rests on, from what was observed to the leaf of the document", async () => {
    const row = (await all()).items.find((it) => it.deviceId === target.id);
    const card = await getFinding(systemActor, row?.id ?? "");
    expect(card.verdict?.cards[0]).toMatchObject({
      advisory: "EX-26-01",
      productId: "P-1",
      statuses: ["known_affected"],
    });
    expect(card.verdict?.cards[0]?.pointer).toMatch(/^\/product_tree\//);
    expect(card.verdict?.fix.details).toBe("Update to the next version.");
    expect(card.inputs.map(({ name }) => name)).toEqual([
      "Exploitation",
      "Automatable",
      "Technical impact",
      "Exposure",
      "Human impact",
      "Known exploited",
    ]);
    expect(card.facts).toMatchObject([{ id: "CVE-2026-0001", kevSince: "2026-01-15", epss: 0.9 }]);
    expect(card.feeds.map(({ feed }) => feed)).toEqual(["csaf", "cve", "kev", "epss"]);
  });

  it("lets a person overrule it, gives the risk back, and opens again when the document says something else", async () => {
    const found = async () => (await all()).items.find((it) => it.deviceId === target.id && it.key === "EX-26-01");
    const before = await found();
    const risk = await riskOf(target.id);
    const overrule: Decide = {
      kind: "overrule",
      deviceIds: [target.id],
      finding: "vulnerability EX-26-01",
      verdict: "not-affected",
      reason: "the affected module is not fitted",
      expiresAt: null,
    };
    const viewer = { ...systemActor, role: "viewer" as const };
    await expect(decideDevices(viewer, overrule)).rejects.toMatchObject({ code: "not-allowed" });
    const stranger = { ...overrule, finding: "vulnerability EX-99-99" };
    await expect(decideDevices(systemActor, stranger)).rejects.toMatchObject({ code: "bad-request" });

    const { groupId } = await decideDevices(systemActor, overrule);
    expect(await found()).toMatchObject({ verdict: "not-affected", decision: "defer" });
    expect(await riskOf(target.id)).toBeLessThan(risk);
    await undoDecisionGroup(systemActor, groupId);
    expect(await found()).toMatchObject({ verdict: "affected", decision: before?.decision });
    expect(await riskOf(target.id)).toBe(risk);

    await decideDevices(systemActor, overrule);
    await apply([
      bytes(advisory("EX-26-01", { vendor: "Example", product: "Controller X100", range: "vers:all/<2.0" })),
    ]);
    const reopened = await found();
    expect(reopened).toMatchObject({ verdict: "affected" });
    const card = await getFinding(systemActor, reopened?.id ?? "");
    expect(card.overruled).toMatchObject({ state: "evidence-changed", was: "affected" });
  });

  it("is settled by a person's answer, for every advisory that asks the same, until the answer is taken back", async () => {
    const product = "Controller X100 containing the CmpExample";
    await apply([
      bytes(advisory("EX-26-11", { vendor: "Example", product, range: "<2.0" })),
      bytes(advisory("EX-26-12", { vendor: "Example", product, range: "<3.0" })),
    ]);
    const found = async () =>
      (await all()).items
        .filter((it) => it.deviceId === target.id && it.key.startsWith("EX-26-1"))
        .map(({ verdict }) => verdict);
    expect(await found()).toEqual(["possible", "possible"]);
    const asked = (await all()).items.find((it) => it.deviceId === target.id && it.key === "EX-26-11");
    const [question] = (await getFinding(systemActor, asked?.id ?? "")).verdict?.questions ?? [];
    const answer = (word: "yes" | "no", key = question?.key ?? ""): Decide => ({
      ...{ kind: "answer", deviceIds: [target.id], question: key, answer: word, reason: "read from its web page" },
    });
    const viewer = { ...systemActor, role: "viewer" as const };
    await expect(decideDevices(viewer, answer("yes"))).rejects.toMatchObject({ code: "not-allowed" });
    await expect(decideDevices(systemActor, answer("yes", "option: not asked"))).rejects.toMatchObject({
      code: "bad-request",
    });

    const yes = await decideDevices(systemActor, answer("yes"));
    expect(await found()).toEqual(["affected", "affected"]);
    expect((await listDeviceAdvisories(systemActor, target.id)).answers).toMatchObject([
      { answer: "yes", question: question?.key, reason: "read from its web page" },
    ]);
    await undoDecisionGroup(systemActor, yes.groupId);
    expect(await found()).toEqual(["possible", "possible"]);

    await decideDevices(systemActor, answer("no"));
    expect(await found()).toEqual([]);
    const { items } = await listDeviceAdvisories(systemActor, target.id);
    expect(items.find((it) => it.advisory === "EX-26-12")?.why).toContain("a person said");
  });

  it("is decided anew when a person sets an input, and by another table when the owner says so", async () => {
    const found = async () => (await all()).items.find((it) => it.deviceId === target.id && it.key === "EX-26-01");
    const before = await found();
    const cardOf = async () => getFinding(systemActor, before?.id ?? "");
    const set: Decide = {
      ...{ kind: "input", deviceIds: [target.id], finding: "vulnerability EX-26-01", input: "Human impact" },
      ...{ value: "very-high", reason: "it trips the turbine", expiresAt: null },
    };
    await expect(decideDevices(systemActor, { ...set, value: "huge" })).rejects.toMatchObject({ code: "bad-request" });
    const { groupId } = await decideDevices(systemActor, set);
    expect((await cardOf()).inputs).toContainEqual(
      expect.objectContaining({ name: "Human impact", value: "very-high" }),
    );
    expect((await cardOf()).overridden).toMatchObject([{ name: "Human impact", isExpired: false }]);
    await undoDecisionGroup(systemActor, groupId);
    expect((await cardOf()).overridden).toEqual([]);
    expect((await found())?.decision).toBe(before?.decision);

    await savePrioritySettings(systemActor, { policy: "bod-26-04" });
    expect((await cardOf()).policy).toBe("bod-26-04");
    await savePrioritySettings(systemActor, { policy: "ssvc-deployer" });
    expect((await found())?.decision).toBe(before?.decision);
  });

  it("says what the release changed for which devices, and nothing when nothing that matters did", async () => {
    await apply([bytes(advisory("EX-26-21", { vendor: "Example", product: "Controller X100", range: "<2.0" }))]);
    const changes = async () =>
      (await getKnowledgeChanges(systemActor)).items.filter((it) => it.deviceId === target.id);
    expect(await changes()).toMatchObject([{ key: "EX-26-21", before: null, after: "affected" }]);
    // The same advisory under another wording of its title, and the feed of a stranger.
    await apply([bytes(advisory("EX-26-22", { vendor: "Nobody", product: "Nothing", range: "<2.0" }))]);
    expect((await getKnowledgeChanges(systemActor)).counts).toEqual({ devices: 0, came: 0, went: 0, turned: 0 });
    await apply([bytes(advisory("EX-26-21", { vendor: "Example", product: "Controller X100", range: "<1.0" }))]);
    expect(await changes()).toMatchObject([{ key: "EX-26-21", before: "affected", after: null }]);
    expect((await getKnowledgeChanges(systemActor)).counts).toMatchObject({ came: 0, went: 1 });
  });

  it("keeps the reason why an advisory about the same product does not apply", async () => {
    await apply([bytes(advisory("EX-26-03", { vendor: "Example", product: "Controller X100", range: "<1.0" }))]);
    expect((await all()).items.map(({ key }) => key)).not.toContain("EX-26-03");
    const { items } = await listDeviceAdvisories(systemActor, target.id);
    const other = items.find((it) => it.advisory === "EX-26-03");
    expect(other).toMatchObject({ kind: "not_affected" });
    expect(other?.why).toContain("1.2.3");
  });

  it("is taken back with all that it changed", async () => {
    await switchRelease(systemActor, first);
    await applyRelease(first);
    expect((await all()).items.find((it) => it.deviceId === target.id)).toMatchObject({ isKev: false, epss: null });
  });
});

const CSAF = join(import.meta.dirname, "../../../../shared/intel/csaf/2023/icsa-23-012-02.json");

describe.skipIf(!existsSync(CSAF))("a real advisory (needs ../shared/intel)", () => {
  it("is read and applied", async () => {
    await apply([readFileSync(CSAF)]);
    const { feeds } = await getKnowledge(systemActor);
    expect(feeds.find((it) => it.feed === "csaf")?.files).toBeGreaterThan(0);
  });
});
