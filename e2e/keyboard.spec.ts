import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

test("the palette finds a device by its address and opens it", async ({ openAs }) => {
  const page = await openAs("viewer", "/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Find anything" }).getByRole("combobox").fill("10.1.20.5");
  await page.getByRole("option", { name: /PLC-1/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/devices\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { name: "PLC-1" })).toBeVisible();
});

test("the device list works without a mouse: move, peek, open, come back", async ({ openAs }) => {
  const page = await openAs("engineer", "/devices");
  await expect(page.getByRole("row").nth(2)).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await expect(page.getByRole("region", { name: /, details$/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/devices\/[0-9a-f-]{36}/);
  await page.goBack();
  await expect(page).toHaveURL(/\/devices(?:\?|$)/);
});

test("arrows walk through the matrix", async ({ openAs }) => {
  const page = await openAs("viewer", "/zones");
  const first = page.locator("button[data-row]").first();
  await first.focus();
  await page.keyboard.press("ArrowRight");
  const row = await first.getAttribute("data-row");
  const focused = page.locator("button[data-row]:focus");
  await expect(focused).toHaveAttribute("data-row", String(row));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /, details$/ })).toBeVisible();
});

test("a viewer is offered nothing that the server would refuse", async ({ openAs }) => {
  const page = await openAs("viewer", "/shadow");
  await expect(page.getByText("Your role may look, not decide.")).toBeVisible();
  await page.goto("/zones?tab=list");
  await expectNone(page.getByRole("button", { name: "New zone…" }), {
    beside: page.getByRole("table", { name: "Zones" }),
  });
  const refused = await page.context().request.post("/api/v1/decisions", {
    data: {
      kind: "state",
      deviceIds: ["00000000-0000-4000-8000-000000000000"],
      state: "sanctioned",
      reason: "why not",
    },
  });
  expect(refused.status()).toBe(403);
});

test("on a narrow screen every place is reached by the bar, the rarer ones behind More", async ({ openAs }) => {
  const page = await openAs("viewer", "/");
  await page.setViewportSize({ width: 390, height: 844 });
  const bar = page.getByRole("navigation", { name: "Places" });
  await expect(bar.getByRole("link", { name: "Zones", exact: true })).toBeVisible();
  await bar.getByRole("button", { name: "More" }).press("Enter");
  await page.getByRole("menuitem", { name: "Vulnerabilities" }).press("Enter");
  await expect(page).toHaveURL(/\/vulnerabilities/);
  await expect(page.getByRole("heading", { level: 1, name: "Vulnerabilities" })).toBeVisible();
});
