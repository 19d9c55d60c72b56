import type { Locator, Page } from "@playwright/test";
import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";
import { lateCodeOf } from "./late-code";

const NOT_LOADED = "A part of this page could not be loaded";

/** Waits for the message, and puts it away, so that the next one is seen to come. */
async function readNotLoaded(page: Page) {
  const said = page.getByRole("listitem").filter({ hasText: NOT_LOADED });
  await said.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText(NOT_LOADED)).toBeHidden();
}

async function openList(page: Page) {
  await expect(page.getByRole("row").nth(2)).toBeVisible();
}

test("what is typed while the palette is on its way stands in it", async ({ openAs }) => {
  const page = await openAs("viewer", "/devices");
  await openList(page);
  const code = await lateCodeOf(page, "/devices", "waits");
  await page.reload();
  await openList(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("plc");
  code.answer();
  const words = page.getByRole("dialog", { name: "Find anything" }).getByRole("combobox");
  await expect(words).toBeFocused();
  await page.keyboard.type("-1");
  await expect(words).toHaveValue("plc-1");
});

test("a menu opened by a key begins at its first verb, and Escape gives the focus back", async ({ openAs }) => {
  const page = await openAs("engineer", "/devices");
  await openList(page);
  const opener = page.getByRole("button", { name: "Export" });
  for (const key of ["Enter", "Space", "ArrowDown"]) {
    await opener.press(key);
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test("a panel closes by its own button and by Escape, which gives the focus back", async ({ openAs }) => {
  const page = await openAs("engineer", "/devices");
  await openList(page);
  const opener = page.getByRole("button", { name: "Columns" });
  const panel = page.getByRole("dialog", { name: "Columns" });
  await opener.click();
  await expect(panel).toBeVisible();
  await opener.click();
  await expect(panel).toBeHidden();
  await opener.press("Enter");
  await expect(panel.getByRole("checkbox").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
});

test("one Escape closes a panel although something was said meanwhile, and a deleted view leaves the focus in it", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/devices");
  await openList(page);
  const opener = page.getByRole("button", { name: "Views", exact: true });
  const panel = page.getByRole("dialog", { name: "Views" });
  await opener.press("Enter");
  await panel.getByLabel("Save this view as").fill("panels-view");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The view is saved")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();

  await opener.press("Enter");
  await panel.getByRole("button", { name: "Delete the view panels-view" }).press("Enter");
  await expect(panel.getByText("panels-view", { exact: true })).toBeHidden();
  expect(await panel.evaluate((it) => it.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test("who types a query keeps the focus there, also after walking through the list by keys", async ({ openAs }) => {
  const page = await openAs("engineer", "/devices");
  await openList(page);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const line = page.getByRole("combobox", { name: "Filter devices by a query" });
  await page.keyboard.press("/");
  await page.keyboard.type("vendor:siemens");
  await expect(page).toHaveURL(/q=vendor/);
  await expect(page.getByRole("status").filter({ hasText: /devices, sorted by/ })).toBeAttached();
  await page.waitForLoadState("networkidle");
  await expect(line).toBeFocused();
});

test("the card behind a mark opens by a key, leads to its packet by Tab, and Escape leads back", async ({ openAs }) => {
  const page = await openAs("engineer", "/devices");
  const { items } = await (await page.context().request.get("/api/v1/devices?q=PLC-1&limit=1")).json();
  await page.goto(`/devices/${items[0].id}`);
  const mark = page.getByRole("button", { name: "Where the vendor comes from" }).first();
  const card = page.getByRole("dialog", { name: "Where the vendor comes from" });
  await mark.press("Enter");
  await expect(card).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await card.evaluate((it) => it.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await expect(mark).toBeFocused();

  await mark.press("Enter");
  await expect(card).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const packet = page.getByRole("dialog", { name: /line|frame/ });
  await expect(packet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(packet).toBeHidden();
  await expect(mark).toBeFocused();
});

test("tabs and radios are one stop each, and arrows choose among them", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones");
  const views = page.getByRole("radiogroup", { name: "View" }).first();
  await views.getByRole("radio", { checked: true }).press("ArrowRight");
  await expect(views.getByRole("radio", { name: "Zones" })).toBeFocused();
  await expect(views.getByRole("radio", { name: "Zones" })).toBeChecked();
  await expect(page).toHaveURL(/tab=list/);

  await page.goto("/settings");
  const tabs = page.getByRole("tablist", { name: "Settings" });
  await tabs.getByRole("tab", { selected: true }).press("End");
  await expect(tabs.getByRole("tab").last()).toBeFocused();
  await expect(tabs.getByRole("tab").last()).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel")).toHaveCount(1);
});

test("U takes back what was decided last at the desk, and the device lies there again", async ({ openAs }) => {
  const page = await openAs("engineer", "/shadow");
  const device = page.getByRole("region", { name: "Device" }).getByRole("heading", { level: 2 });
  const name = await device.innerText();
  await page.keyboard.press("s");
  await page.getByRole("dialog").getByLabel("Reason").fill("known, for a moment");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(`Sanctioned ${name}`)).toBeVisible();
  await expect(device).not.toHaveText(name);
  await page.keyboard.press("u");
  await expect(page.getByText(`Taken back: Sanctioned ${name}`)).toBeVisible();
  await expect(device).toHaveText(name);
});

test("the palette gives the focus back to what had it", async ({ openAs }) => {
  const page = await openAs("viewer", "/devices");
  await openList(page);
  const before = page.getByRole("button", { name: "Columns" });
  await before.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find anything" }).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(before).toBeFocused();
});

test("what could not be loaded is said, and opens at the next press", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones");
  const code = await lateCodeOf(page, "/devices", "is away");
  await page.goto("/devices");
  await openList(page);
  const menu = page.getByRole("button", { name: "Export" });
  await menu.press("Enter");
  await expect(page.getByText(NOT_LOADED)).toBeVisible();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await expect(menu).toBeFocused();
  await readNotLoaded(page);
  for (const key of ["Control+k", "?"]) {
    await page.keyboard.press(key);
    // Only then it is given up: what is asked for a moment before the server answers comes.
    await readNotLoaded(page);
    await expectNone(page.getByRole("dialog"), { beside: menu });
  }

  code.answer();
  await menu.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Find anything" }).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
});

test("while a dialog is on its way letters are no keys of the page, and Escape calls it off", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones");
  const code = await lateCodeOf(page, "/shadow", "waits");
  // The document counts as loaded only when the code that waits is there, too.
  await page.goto("/shadow", { waitUntil: "domcontentloaded" });
  const device = page.getByRole("region", { name: "Device" }).getByRole("heading", { level: 2 });
  const name = await device.innerText();
  await page.keyboard.press("s");
  await page.keyboard.press("Escape");
  await page.keyboard.press("o");
  await page.keyboard.type("js");
  code.answer();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await expect(page.getByRole("dialog").getByLabel("Owner")).toBeFocused();
  await page.keyboard.press("Escape");
  await expectNone(page.getByRole("dialog"), { beside: device });
  await expect(device).toHaveText(name);
});

test("a dialog that a menu opened gives the focus back to the menu's button, also when its code is there already", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/devices");
  const { items } = await (await page.context().request.get("/api/v1/devices?q=PLC-1&limit=1")).json();
  await page.goto(`/devices/${items[0].id}`);
  const opener = page.getByRole("button", { name: "More actions" });
  for (const verb of ["Retire…", "Tag…", "Tag…"]) {
    await opener.press("Enter");
    await page.getByRole("menuitem", { name: verb }).press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    expect(await dialog.evaluate((it) => it.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test("F8 leads to what was said, and Escape leads back from it", async ({ openAs }) => {
  const page = await openAs("engineer", "/devices");
  await openList(page);
  const opener = page.getByRole("button", { name: "Views", exact: true });
  await opener.press("Enter");
  await page.getByLabel("Save this view as").fill("f8-view");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The view is saved")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.keyboard.press("F8");
  await expect(opener).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await opener.press("Enter");
  await page.getByRole("button", { name: "Delete the view f8-view" }).press("Enter");
});

test("Escape closes the panel beside a list, with the focus still on what opened it", async ({ openAs }) => {
  const page = await openAs("engineer", "/");
  const panel = page.getByRole("region", { name: /, details$/ });
  const closeFrom = async (opener: Locator) => {
    await opener.press("Enter");
    await expect(panel).toBeVisible();
    await expect(opener).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(opener).toBeFocused();
  };
  await page.goto("/vulnerabilities");
  await closeFrom(page.getByRole("table", { name: "Findings" }).getByRole("button").first());
  await page.goto("/exposure");
  await closeFrom(page.getByRole("table", { name: "Paths" }).getByRole("row").nth(1).getByRole("button").first());
  await page.goto("/zones");
  await closeFrom(page.locator("button[data-row]").first());
});
