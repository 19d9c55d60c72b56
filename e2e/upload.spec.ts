import { createHash } from "node:crypto";
import { expect, test } from "./fixtures";

const MIB = 1024 * 1024;

test("a capture of several hundred megabytes arrives whole, and a wrong or short one not at all", async ({
  openAs,
}) => {
  test.slow();
  const page = await openAs("engineer", "/discovery");
  const { request } = page.context();
  const content = Buffer.alloc(300 * MIB, "a sight glass is the window in a pipe; ");
  const sha256 = createHash("sha256").update(content).digest("hex");
  const made = await request.post("/api/v1/imports", {
    data: { site: "Upload", realm: "upload", files: [{ name: "big.pcap", bytes: content.length, sha256 }] },
  });
  const { id } = await made.json();
  const url = `/api/v1/imports/${id}/files/1?offset=0`;
  const headers = { "content-type": "application/octet-stream" };

  const wrong = await request.put(url, { data: content, headers: { ...headers, "x-content-sha256": "0".repeat(64) } });
  expect(wrong.status()).toBe(422);
  const unannounced = await request.put(url, {
    data: Buffer.concat([content, Buffer.from("more")]),
    headers: { ...headers, "x-content-sha256": sha256 },
  });
  expect(unannounced.status()).toBe(413);
  const before = await (await request.get(`/api/v1/imports/${id}`)).json();
  expect(before.files[0].receivedBytes).toBe(0);

  const whole = await request.put(url, { data: content, headers: { ...headers, "x-content-sha256": sha256 } });
  expect(whole.status(), await whole.text()).toBe(200);
  expect(await whole.json()).toEqual({ receivedBytes: content.length, isComplete: true });
  const cancelled = await request.post(`/api/v1/imports/${id}/cancel`);
  expect((await cancelled.json()).state).toBe("cancelled");
});

test("a list whose columns nobody can name is cancelled, and its files can be sent again", async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const list = { name: "what\u202eever.csv", mimeType: "text/csv", buffer: Buffer.from("foo,bar\n1,2\n") };
  await page.locator('input[type="file"]').first().setInputFiles([list]);
  await expect(page.getByRole("list", { name: "Files to import" })).toContainText("what\\u{202e}ever.csv");
  await page.getByRole("button", { name: "Import 1 file" }).click();
  const start = page.getByRole("button", { name: "Start the import" });
  await expect(start).toBeDisabled();
  await expect(page.getByText(/^Say which column of .* holds MACs or IP addresses\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel the import" }).click();
  await expect(page.getByRole("button", { name: "Import 1 file" })).toBeEnabled();
  // The form is free at once, while the server is still told.
  const stateOfNewest = async () =>
    (await (await page.context().request.get("/api/v1/imports?limit=1")).json()).items[0].state;
  await expect.poll(stateOfNewest).toBe("cancelled");
});

test("an import that was left before it was started goes on from its own page", async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const list = { name: "cabinets.csv", mimeType: "text/csv", buffer: Buffer.from("IP,Host\n10.77.0.9,left-behind\n") };
  const wrong = { name: "sums.csv", mimeType: "text/csv", buffer: Buffer.from("foo,bar\n1,2\n") };
  await page.locator('input[type="file"]').first().setInputFiles([list, wrong]);
  await page.getByLabel("Site").fill("Left");
  await page.getByLabel("Realm").fill("left");
  await page.getByRole("button", { name: "Import 2 files" }).click();
  await expect(page.getByRole("button", { name: "Start the import" })).toBeVisible();

  await page.reload();
  await page
    .getByRole("link", { name: /cabinets\.csv/ })
    .first()
    .click();
  await expect(
    page.getByText(/^Say which column of sums\.csv holds MACs or IP addresses, or it is left out\.$/),
  ).toBeVisible();
  await page.getByRole("button", { name: "Start the import" }).click();
  await expect(page.getByRole("link", { name: "See devices" })).toBeVisible();
  const files = page.getByRole("list", { name: "Files", exact: true });
  await expect(files.getByRole("listitem").filter({ hasText: "cabinets.csv" })).toContainText("read");
  await expect(files.getByRole("listitem").filter({ hasText: "sums.csv" })).toContainText("not supported");
  const { total } = await (await page.context().request.get("/api/v1/devices?q=name:left-behind")).json();
  expect(total).toBe(1);
});
