import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const PRODUCT = "Schneider Electric BMX P34 2020";
const GOLDEN = "2.56";
const FILE = Buffer.from("an invented firmware of the walk through the browser");
const HASH = createHash("sha256").update(FILE).digest("hex");
const END_DATES =
  "vendor,product,end of support,source\nSchneider Electric,BMX P34 2020,2019-12-31,https://ends.example\n";

async function get(page: Page, path: string) {
  const response = await page.context().request.get(`/api/v1${path}`);
  expect(response.status(), path).toBe(200);
  return response.json();
}

test("a golden version finds the devices that differ, a file is verified, and end dates reach the device", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/vulnerabilities/firmware?q=BMX");

  // The golden version is set.
  await page.getByRole("button", { name: PRODUCT }).click();
  const panel = page.getByRole("complementary", { name: "Product" });
  await panel.getByRole("button", { name: "Set a golden version" }).click();
  const dialog = page.getByRole("dialog", { name: "Set the golden version" });
  await dialog.getByLabel("Version", { exact: true }).fill(GOLDEN);
  await dialog.getByLabel("Reason").fill("Tested in the laboratory");
  await dialog.getByRole("button", { name: "Set it" }).click();
  await expect(dialog).toBeHidden();

  // Devices that differ are counted, and listed.
  const [product] = (await get(page, "/firmware?q=BMX")).items;
  expect(product.offGolden).toBeGreaterThan(0);
  expect(product.offGolden).toBeLessThan(product.devices);
  await panel.getByRole("link", { name: `${product.offGolden} devices` }).click();
  await expect(page).toHaveURL(/golden%3Aoff|golden:off/);
  expect((await get(page, "/devices?q=golden:off")).total).toBe(product.offGolden);
  const { items } = await get(page, "/devices?q=golden:off");
  await page.goto(`/devices/${items[0].id}`);
  await expect(page.getByRole("link", { name: "behind golden" })).toBeVisible();

  // A firmware file is verified; nothing is uploaded.
  await page.goto("/vulnerabilities/firmware/files");
  const sent: number[] = [];
  page.on("request", (request) => sent.push(request.postDataBuffer()?.includes(FILE) ? 1 : 0));
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "m340.bin", mimeType: "application/octet-stream", buffer: FILE });
  await expect(page.getByText(HASH)).toBeVisible();
  await page.getByLabel("Product").fill("BMX P34 2020");
  await page.getByLabel("Version").fill(GOLDEN);
  await page.getByLabel(/^Published SHA-256/).fill(`${HASH}  m340.bin`);
  await page.getByRole("button", { name: "Record it" }).click();
  const row = page.getByRole("row").filter({ hasText: "m340.bin" });
  await expect(row).toContainText("matches the published hash");
  expect(sent).not.toContain(1);

  // End dates come in, and the device tells of them.
  await page.goto("/vulnerabilities/knowledge");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "ends.csv", mimeType: "text/csv", buffer: Buffer.from(END_DATES) });
  const ended = async () => (await get(page, "/devices?q=support:ended")).total;
  await expect.poll(ended).toBe(product.devices);
  await page.goto(`/devices/${items[0].id}?tab=findings`);
  await expect(page.getByText("ended 2019-12-31").first()).toBeVisible();
  await expect(page.getByText("Its vendor's support ended on 2019-12-31").first()).toBeVisible();
});
