import { expect, test } from "./fixtures";

/** Lists that somebody reads on a phone in the plant, with the table that each consists of. */
const LISTS = [
  ["/exposure", "Paths"],
  ["/exposure/outbound", "Destinations"],
  ["/vulnerabilities", "Findings"],
  ["/activity?from=2020-01-01T00:00:00Z", "New devices"],
  ["/activity?from=2020-01-01T00:00:00Z", "New peers"],
  ["/zones/flows", "Flows"],
  ["/zones?tab=list", "Zones"],
  ["/shadow/walk-down", "Questions"],
  ["/vulnerabilities/firmware", "Firmware by product"],
  ["/discovery/coverage", "Sources"],
] as const;

for (const [path, name] of LISTS) {
  test(`on a narrow screen nothing of ${name} has to be scrolled to sideways`, async ({ openAs }) => {
    const page = await openAs("analyst", path);
    await page.setViewportSize({ width: 390, height: 844 });
    const table = page.getByRole("table", { name });
    await expect(table.getByRole("row").nth(1)).toBeVisible();
    // Every row still says which device it is about.
    const about = name === "Sources" ? "bdi" : "a, button";
    await expect(table.getByRole("row").nth(1).locator(about).filter({ visible: true }).first()).toBeVisible();
    const overflow = () => table.evaluate((it) => it.scrollWidth - (it.parentElement?.clientWidth ?? 0));
    await expect.poll(overflow).toBeLessThanOrEqual(0);
  });
}

/** Tables of a device that have too many columns for a phone, by the tab that shows them. */
const OF_A_DEVICE = [
  ["identity", "Identity"],
  ["identity", "Interfaces and addresses"],
  ["services", "Services"],
  ["flows", "Flows"],
  ["evidence", "Statements"],
] as const;

for (const [tab, name] of OF_A_DEVICE) {
  test(`on a narrow screen ${name} of a device is read row by row, each value under its column's name`, async ({
    openAs,
  }) => {
    const page = await openAs("analyst", "/devices");
    const { items } = await (await page.context().request.get("/api/v1/devices?q=PLC-1&limit=1")).json();
    await page.goto(`/devices/${items[0].id}?tab=${tab}`);
    const table = page.getByRole("table", { name, exact: true });
    await expect(table.getByRole("columnheader").first()).toBeVisible();
    const heads = await table.getByRole("columnheader").allInnerTexts();
    await page.setViewportSize({ width: 390, height: 844 });
    const cells = table.getByRole("row").nth(1).getByRole("cell").filter({ visible: true });
    await expect(cells.nth(1)).toBeVisible();
    const overflow = () => table.evaluate((it) => it.scrollWidth - (it.parentElement?.clientWidth ?? 0));
    await expect.poll(overflow).toBeLessThanOrEqual(0);
    const said = await cells.evaluateAll((all) => all.map((it) => getComputedStyle(it, "::before").content));
    for (const head of said.filter((it) => it !== "none")) expect(heads).toContain(JSON.parse(head));
    expect(said.filter((it) => it === "none").length).toBeLessThanOrEqual(2);
  });
}

test("on a narrow screen a column's name of two lines has the room of both", async ({ openAs }) => {
  const page = await openAs("analyst", "/vulnerabilities?by=product");
  await page.setViewportSize({ width: 390, height: 844 });
  const cells = page.getByRole("table").getByRole("row").nth(1).getByRole("cell").filter({ visible: true });
  await expect(cells.nth(1)).toBeVisible();
  const heights = await cells.evaluateAll((all) =>
    all
      .filter((it) => getComputedStyle(it, "::before").content !== "none")
      .map((it) => ({ ofName: Number.parseFloat(getComputedStyle(it, "::before").height), ofCell: it.clientHeight })),
  );
  expect(Math.max(...heights.map(({ ofName }) => ofName))).toBeGreaterThan(30);
  for (const { ofName, ofCell } of heights) expect(ofCell).toBeGreaterThanOrEqual(ofName);
});

test("where a table is wider than the screen, what its rows are about stays in sight", async ({ openAs }) => {
  const page = await openAs("analyst", "/vulnerabilities/firmware");
  await page.setViewportSize({ width: 320, height: 844 });
  const table = page.getByRole("table", { name: "Firmware by product" });
  const first = table.getByRole("row").nth(1).getByRole("cell").first();
  await expect(first).toBeVisible();
  const leftPx = async () => (await first.boundingBox())?.x;
  const before = await leftPx();
  await table.evaluate((it) => {
    if (it.parentElement) it.parentElement.scrollLeft = 200;
  });
  await expect.poll(() => table.evaluate((it) => it.parentElement?.scrollLeft ?? 0)).toBeGreaterThan(0);
  expect(await leftPx()).toBe(before);
});
