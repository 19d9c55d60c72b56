import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const COMPONENT = "e2e-toolbox";
const PURL = `pkg:npm/${COMPONENT}@1.2.0`;
const CVE = "CVE-1900-9100";

async function get(page: Page, path: string) {
  const response = await page.context().request.get(`/api/v1${path}`);
  expect(response.status(), path).toBe(200);
  return response.json();
}

/** Brings a feed's file in as a person does, and waits until its release holds. */
async function bringKnowledge(page: Page, name: string, json: object): Promise<void> {
  await page.goto("/vulnerabilities/knowledge");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(json)) });
  await expect(page.getByText(/^Release \d+ came in/)).toBeVisible();
  const isApplied = async () => {
    const { releases } = await get(page, "/knowledge");
    return releases[0].isCurrent && releases[0].state === "applied";
  };
  await expect.poll(isApplied).toBe(true);
}

test("a bill of materials tells where a component is, its weakness is a finding, and a statement takes it away", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/vulnerabilities/sbom");
  const { items } = await get(page, "/devices?q=FILTER-PLC-1");
  const [vendor, product, version] = [items[0].vendor.value, items[0].model.value, items[0].firmware.value];

  // What is known of the component comes first, then the bill of the product that has it.
  await bringKnowledge(page, "osv.json", {
    id: CVE,
    modified: "2026-11-01T00:00:00Z",
    affected: [
      {
        package: { ecosystem: "npm", name: COMPONENT },
        ranges: [{ type: "SEMVER", events: [{ introduced: "1.0.0" }, { fixed: "1.3.0" }] }],
      },
    ],
  });
  await page.goto("/vulnerabilities/sbom");
  await page.getByLabel("Maker").fill(vendor);
  await page.getByLabel("Product").fill(product);
  await page.getByLabel("Firmware version").fill(version);
  await page.locator('input[type="file"]').setInputFiles({
    name: "filter-plc.cdx.json",
    mimeType: "application/json",
    buffer: Buffer.from(
      JSON.stringify({
        bomFormat: "CycloneDX",
        components: [{ type: "library", name: COMPONENT, version: "1.2.0", purl: PURL }],
      }),
    ),
  });
  await expect(page.getByRole("table", { name: "Bills of materials" }).getByText(product)).toBeVisible();

  // Where is this component?
  await page.getByLabel("Where is this component?").fill(COMPONENT);
  const places = page.getByRole("table", { name: "Where the component is" });
  await expect(places.getByRole("cell", { name: COMPONENT })).toBeVisible();
  await places.getByRole("button", { name: product }).click();
  await expect(page.getByRole("table", { name: "Components" })).toContainText("1 affected");

  // The finding names the component.
  const findings = async () => (await get(page, `/findings?q=${COMPONENT}`)).items;
  const [finding] = await findings();
  expect(finding).toMatchObject({ verdict: "affected", cves: [CVE] });
  await page.goto(`/vulnerabilities?q=${COMPONENT}&finding=${finding.id}`);
  const card = page.getByRole("complementary", { name: new RegExp(COMPONENT) });
  await expect(card.getByRole("link", { name: "filter-plc.cdx.json" })).toBeVisible();

  // The maker says that it is not affected, and the card cites who said so.
  await bringKnowledge(page, "maker.openvex.json", {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://vex.example/e2e",
    author: "Example PSIRT",
    timestamp: "2026-11-20T00:00:00Z",
    version: 1,
    statements: [
      {
        vulnerability: { name: CVE },
        products: [{ "@id": PURL }],
        status: "not_affected",
        justification: "vulnerable_code_not_in_execute_path",
      },
    ],
  });
  await page.goto(`/vulnerabilities?q=${COMPONENT}&finding=${finding.id}`);
  await expect(
    card.getByText("VEX by Example PSIRT, 2026-11-20: not affected (vulnerable code not in execute path)"),
  ).toBeVisible();
  const verdicts = (await findings()).map((it: { verdict: string }) => it.verdict);
  expect([...new Set(verdicts)]).toEqual(["not-affected"]);

  // The inventory goes out as CycloneDX, with the bill and what runs it.
  await page.goto("/devices?q=FILTER-PLC-1");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Inventory as CycloneDX" }).click();
  const document = JSON.parse(await readFile(await (await download).path(), "utf8"));
  const bill = document.components.find((it: { type: string }) => it.type === "firmware");
  expect(bill.components).toMatchObject([{ name: COMPONENT, purl: PURL }]);
  const device = document.components.find((it: { type: string }) => it.type === "device");
  expect(document.dependencies).toContainEqual({ ref: device["bom-ref"], dependsOn: [bill["bom-ref"]] });
});
