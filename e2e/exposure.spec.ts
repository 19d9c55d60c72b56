import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

test("an analyst keeps one destination, closes another, and finds the session nobody granted", async ({ openAs }) => {
  const page = await openAs("analyst", "/exposure/outbound");
  const destinations = page.getByRole("table", { name: "Destinations" });
  const line = (name: string) => destinations.getByRole("row").filter({ hasText: name });

  await line("facebook.com").getByRole("checkbox").check();
  await page.getByRole("button", { name: /^Close…/ }).click();
  await page.getByLabel("Reason").fill("A sewing machine needs no social network");
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await expectNone(line("facebook.com"), { beside: destinations });

  await line("pump-analytics.example").getByRole("checkbox").check();
  await page.getByRole("button", { name: /^Needed…/ }).click();
  await page.getByLabel("Needed by").fill("Process engineering");
  await page.getByLabel("Reason").fill("The maker watches the pumps");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expectNone(line("pump-analytics.example"), { beside: destinations });

  await page.getByRole("radio", { name: "To be closed" }).click();
  await expect(line("facebook.com")).toContainText("A sewing machine needs no social network");
  await page.getByRole("radio", { name: "Needed" }).click();
  await expect(line("pump-analytics.example")).toContainText("Process engineering");

  const api = page.context().request;
  const { items } = await (await api.get("/api/v1/exposure/outbound")).json();
  const of = (destination: string) => items.find((it: { destination: string }) => it.destination === destination);
  expect(of("facebook.com").answer.verdict).toBe("closed");

  await page.goto("/exposure/sessions");
  const sessions = page.getByRole("table", { name: "Sessions" }).getByRole("row");
  await expect(sessions.filter({ hasText: "TeamViewer" }).first()).toContainText("Unapproved");
});

test("on a narrow screen the paths come first, and their filters when asked for", async ({ openAs }) => {
  const page = await openAs("viewer", "/exposure?tool=RDP");
  await page.setViewportSize({ width: 390, height: 844 });
  const button = page.getByRole("button", { name: "Filters (1)" });
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByLabel("Tool")).toBeHidden();
  await button.click();
  await page.getByLabel("Tool").selectOption({ label: "Any tool" });
  await expect(page).toHaveURL(/\/exposure$/);
  await expect(page.getByRole("button", { name: "Filters", exact: true })).toHaveAttribute("aria-expanded", "true");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole("button", { name: "Filters", exact: true })).toBeHidden();
  await expect(page.getByLabel("Tool")).toBeVisible();
});
