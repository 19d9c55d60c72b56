import type { Page } from "@playwright/test";
import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";
import { PAGES } from "./pages";

/** Stops looked at on a page: lists repeat themselves after that. */
const MOST_STOPS = 45;

interface Stop {
  readonly what: string;
  readonly isSeen: boolean;
  readonly isMarked: boolean;
}

/** Where the focus is now: null when it is on nothing of the page. */
function stopOf(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return null;
    // A box that is drawn by its label: the label shows the focus in its place.
    const box = element.getBoundingClientRect();
    const shown = box.width <= 1 ? (element.closest("label") ?? element.parentElement ?? element) : element;
    const { left, top, right, bottom, width, height } = shown.getBoundingClientRect();
    const isMarkedBy = (it: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    };
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? "";
    return {
      what: `${element.tagName.toLowerCase()} ${name}`,
      isSeen: width > 1 && height > 1 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      // A field of dates has stops within itself, which the browser marks.
      isMarked:
        /^(?:date|time)/.test(element.getAttribute("type") ?? "") ||
        (shown === element ? [element] : [shown, ...shown.querySelectorAll("*")]).some(isMarkedBy),
    };
  });
}

test("a person without a mouse sees where they are at every stop of every page, first of all the way past the rail", async ({
  openAs,
}) => {
  test.setTimeout(900_000);
  const page = await openAs("owner", "/");
  const lost: string[] = [];
  for (const [name, path] of PAGES) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectNone(page.locator("main .animate-pulse-quiet"), { beside: page.getByRole("heading", { level: 1 }) });
    const met: string[] = [];
    while (met.length < MOST_STOPS) {
      await page.keyboard.press("Tab");
      const stop = await stopOf(page);
      if (stop === null) break;
      met.push(stop.what);
      if (!stop.isSeen) lost.push(`${name}: ${stop.what} is out of sight`);
      if (!stop.isMarked) lost.push(`${name}: ${stop.what} bears no mark`);
    }
    const heading = await page.getByRole("heading", { level: 1 }).textContent();
    const where = `${name}, "${heading}", whose stops were: ${met.join(", ") || "none"}`;
    expect(met[0], where).toBe("a Skip to content");
    expect(met.length, where).toBeGreaterThan(10);
  }
  expect(lost).toEqual([]);
});

test("the way past the rail leads to the content", async ({ openAs }) => {
  const page = await openAs("viewer", "/devices");
  await expect(page.getByRole("row").nth(2)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("a page whose address names a line or a cell still begins at its start", async ({ openAs }) => {
  const page = await openAs("owner", "/");
  const ask = async (path: string) => (await page.request.get(path)).json();
  const destinations = await ask("/api/v1/exposure/outbound");
  const { zones, cells } = await ask("/api/v1/zones/matrix");
  const [from, to] = [zones[cells.from.at(-1)].key, zones[cells.to.at(-1)].key];
  const named = [
    [`/exposure/outbound?at=${encodeURIComponent(destinations.items.at(-1).key)}`, page.locator("tr[aria-current]")],
    [`/zones?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`, page.locator("td [aria-pressed=true]")],
  ] as const;
  for (const [path, place] of named) {
    await page.goto(path);
    await expect(place).toBeInViewport();
    await page.keyboard.press("Tab");
    expect((await stopOf(page))?.what, path).toBe("a Skip to content");
  }
});

test("a dialog gives the focus back to what opened it, by Escape as by its button", async ({ openAs }) => {
  const page = await openAs("owner", "/zones");
  for (const leave of ["Escape", "Close"]) {
    const opener = page.getByRole("button", { name: "New zone…" });
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "New zone" });
    await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
    if (leave === "Escape") await page.keyboard.press("Escape");
    else await dialog.getByRole("button", { name: leave }).click();
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
  await page.goto("/settings?tab=people");
  await page.getByRole("button", { name: "Invite somebody…" }).click();
  const invite = page.getByRole("dialog", { name: "Invite somebody" });
  await invite.getByLabel("Name").fill("Vera");
  await invite.getByLabel("E-mail").fill("vera.focus@plant.example");
  await invite.getByRole("button", { name: "Make the link" }).click();
  // One dialog takes the other's place.
  const link = page.getByRole("dialog", { name: "Hand this link to Vera" });
  await expect(link.getByLabel("One-time link")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(link).toBeHidden();
  await expect(page.getByRole("button", { name: "Invite somebody…" })).toBeFocused();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});

test("a dialog that a key opened while nothing had the focus leaves it in the content", async ({ openAs }) => {
  const page = await openAs("analyst", "/shadow");
  const keys = [
    ["i", /^Ignore/],
    ["o", /owner/i],
    ["?", "Keyboard"],
    ["Control+k", "Find anything"],
  ] as const;
  for (const [key, name] of keys) {
    await page.reload();
    await expect(page.getByRole("button", { name: /^Ignore/ }).first()).toBeEnabled();
    await page.keyboard.press(key);
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog).toBeVisible();
    await expect.poll(() => dialog.evaluate((it) => it.contains(document.activeElement)), key).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main"), key).toBeFocused();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null), key).toBe(true);
  }
});

test("where the row that a dialog was opened from is gone, the row after it has the focus", async ({
  openAs,
  baseURL,
}) => {
  const page = await openAs("owner", "/");
  const headers = { origin: baseURL ?? "" };
  const send = async (path: string, data: object) =>
    expect((await page.request.post(`/api/v1/maintenance/${path}`, { data, headers })).status(), path).toBe(201);
  const startsAt = new Date(Date.now() + 86_400_000).toISOString();
  const once = { zoneId: null, durationMinutes: 240, repeats: "once", outage: "device" };
  await send("windows", { ...once, title: "Shutdown", startsAt });
  for (const title of ["Change the filter", "Change the rule"]) {
    await send("work", { title, kind: "restrict", outage: "none", minutes: 30, owner: "Olga" });
  }
  await page.goto("/vulnerabilities/maintenance");
  const verbs = page.getByRole("table", { name: "Work without an outage" }).getByRole("button", { name: /^Window of/ });
  const next = await verbs.nth(1).getAttribute("aria-label");
  await verbs.first().press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Window of/ });
  await dialog.getByRole("radio", { name: /Shutdown/ }).check();
  await dialog.getByRole("button", { name: "Put it into the window" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: next ?? "", exact: true })).toBeFocused();
});
