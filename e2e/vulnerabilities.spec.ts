import type { Page } from "@playwright/test";
import { modbusWriteCapture } from "./captures";
import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

const ADVISORY = "E2E-26-001";
const TITLE = "Example: writes reach protected memory";
const CONTROL = "Modbus writes blocked at the cell firewall";

/** An invented document about controllers of the sample plant: versions before 2.54 are affected. */
const advisory = {
  document: {
    category: "csaf_security_advisory",
    csaf_version: "2.0",
    title: TITLE,
    publisher: { category: "other", name: "Example", namespace: "https://example.org" },
    tracking: { id: ADVISORY, version: "1", status: "final", current_release_date: "2026-11-20T00:00:00Z" },
  },
  product_tree: {
    branches: [
      {
        category: "vendor",
        name: "Schneider Electric",
        branches: [
          {
            category: "product_name",
            name: "Modicon M340 CPU BMXP34",
            branches: [
              {
                category: "product_version_range",
                name: "vers:all/<2.54",
                product: { product_id: "P-1", name: "Modicon M340 CPU BMXP34 vers:all/<2.54" },
              },
            ],
          },
        ],
      },
    ],
  },
  vulnerabilities: [
    {
      cve: "CVE-1900-9001",
      product_status: { known_affected: ["P-1"] },
      remediations: [{ category: "vendor_fix", details: "Update to 2.54", product_ids: ["P-1"] }],
      scores: [
        {
          cvss_v3: { version: "3.1", vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
          products: ["P-1"],
        },
      ],
    },
  ],
};

interface Finding {
  readonly id: string;
  readonly deviceId: string;
  readonly deviceName: string;
}

async function get(page: Page, path: string) {
  const response = await page.context().request.get(`/api/v1${path}`);
  expect(response.status(), path).toBe(200);
  return response.json();
}

const affected = async (page: Page): Promise<Finding[]> => (await get(page, `/findings?key=${ADVISORY}`)).items;

/** Uploads through the page, as a person does. */
async function importCapture(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/discovery");
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await page.getByRole("button", { name: "Upload…" }).click();
  await page.getByLabel("Site").fill("Waterworks");
  await page.getByLabel("Realm").fill("plant");
  await page.getByRole("button", { name: "Import 1 file" }).click();
  await expect(page.getByRole("button", { name: "Import 1 file" })).toBeHidden();
}

test("an advisory arrives, a virtual patch lowers the risk, and a flow that goes through takes the credit away", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/vulnerabilities/knowledge");

  // The advisory arrives.
  await page.locator('input[type="file"]').setInputFiles({
    name: "e2e-26-001.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(advisory)),
  });
  await expect.poll(async () => (await affected(page)).length).toBe(3);

  // Who is affected.
  await page.goto(`/vulnerabilities?key=${ADVISORY}`);
  await expectNone(page.getByText("FILTER-PLC-4"), { beside: page.getByText("FILTER-PLC-1") });

  // Why not that one.
  const { items } = await get(page, "/devices?q=FILTER-PLC-4");
  await page.goto(`/devices/${items[0].id}?tab=findings`);
  const reason = page.getByRole("listitem").filter({ hasText: ADVISORY }).first();
  await expect(reason).toContainText("2.54");

  // A virtual patch, and the risk falls.
  const target = (await affected(page)).find((it) => it.deviceName === "FILTER-PLC-1") as Finding;
  const riskOf = async () => (await get(page, `/devices/${target.deviceId}`)).risk;
  const before = await riskOf();
  await page.goto(`/vulnerabilities?key=${ADVISORY}&finding=${target.id}`);
  await page.getByRole("button", { name: "Record a mitigation" }).click();
  const dialog = page.getByRole("dialog", { name: "Record a mitigation" });
  await dialog.getByLabel("Name").fill(CONTROL);
  await dialog.getByLabel("Protocol").fill("modbus");
  await dialog.getByRole("checkbox", { name: "write" }).check();
  await dialog.getByLabel("Evidence").fill("Rule 12 of the cell firewall, ticket 4712");
  await dialog.getByRole("button", { name: "Record" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("link", { name: CONTROL })).toBeVisible();
  const during = await riskOf();
  expect(during.score).toBeLessThan(before.score);
  await page.goto(`/devices/${target.deviceId}?tab=risk`);
  await expect(page.getByRole("rowheader").filter({ hasText: CONTROL }).first()).toBeVisible();

  // A flow goes through the path that is said to be closed, and the credit is withdrawn.
  const device = await get(page, `/devices/${target.deviceId}`);
  const { mac, addresses } = device.interfaces[0];
  const capture = modbusWriteCapture({ mac, ip: addresses[0].ip }, Date.now() * 1000 + 60_000_000);
  await importCapture(page, "through-the-firewall.pcap", capture);
  const withdrawn = async () => (await get(page, "/mitigations?standing=withdrawn")).total;
  await expect.poll(withdrawn).toBe(1);
  await page.goto("/vulnerabilities/mitigations");
  await page.getByRole("button", { name: CONTROL }).click();
  const panel = page.getByRole("complementary", { name: CONTROL });
  await expect(panel.getByText("Withdrawn", { exact: true })).toBeVisible();
  await expect(panel.getByText("through-the-firewall.pcap").first()).toBeVisible();
  await expect(panel.getByText("drop modbus", { exact: false }).first()).toBeVisible();
  const after = await riskOf();
  expect(after.waterfall.some((row: { side: string }) => row.side === "mitigation")).toBe(false);
  expect(after.score).toBeGreaterThan(during.score);

  // The overview tells of it, and leads there.
  await page.goto("/");
  await page.getByRole("link", { name: /1 mitigation lost its credit/ }).click();
  await expect(page).toHaveURL(/\/vulnerabilities\/mitigations\?standing=withdrawn/);
});
