import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { PAGES } from "./pages";

/** Everything in the light; in the dark only what differs there. */
async function findingsOn(page: Page, scheme: "light" | "dark" = "light"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (scheme === "light" ? axe : axe.withRules(["color-contrast"])).analyze();
  return violations.flatMap((it) =>
    it.nodes.map((node) => `${it.id}: ${node.target.join(" ")} ${node.failureSummary}`),
  );
}

for (const scheme of ["light", "dark"] as const) {
  for (const [name, path] of PAGES) {
    test(`axe finds nothing on ${name} in ${scheme}`, async ({ openAs }) => {
      const page = await openAs("owner", path);
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", scheme);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      expect(await findingsOn(page, scheme)).toEqual([]);
    });
  }

  test(`axe finds nothing on any tab of a device in ${scheme}`, async ({ openAs }) => {
    const page = await openAs("owner", "/devices");
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const { items } = await (await page.context().request.get("/api/v1/devices?q=PLC-1&limit=1")).json();
    for (const tab of ["identity", "services", "flows", "risk", "history", "evidence", "findings", "allow-list"]) {
      await page.goto(`/devices/${items[0].id}?tab=${tab}`);
      await expect(page.getByRole("tab", { selected: true })).toBeVisible();
      await page.waitForLoadState("networkidle");
      expect(await findingsOn(page, scheme), tab).toEqual([]);
    }
  });
}

test("axe finds nothing on an import and on the sign-in page", async ({ openAs, browser, baseURL }) => {
  const page = await openAs("owner", "/discovery");
  const { items } = await (await page.context().request.get("/api/v1/imports")).json();
  await page.goto(`/discovery/${items[0].id}`);
  await expect(page.getByRole("list", { name: "Files" })).toBeVisible();
  expect(await findingsOn(page)).toEqual([]);

  const stranger = await browser.newContext({ baseURL });
  const signIn = await stranger.newPage();
  await signIn.goto("/sign-in");
  await expect(signIn.getByRole("button", { name: /sign in/i })).toBeVisible();
  expect(await findingsOn(signIn)).toEqual([]);
  await stranger.close();
});
