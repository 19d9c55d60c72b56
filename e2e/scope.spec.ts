import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

test("site and realm are chosen once, go along from page to page, and nothing pretends to be narrowed", async ({
  openAs,
}) => {
  const page = await openAs("viewer", "/devices?q=vendor:siemens");
  const { items } = await (await page.context().request.get("/api/v1/sites")).json();
  type Named = { readonly id: string; readonly name: string };
  const plant = items.find(({ name }: Named) => name === "Waterworks");
  const cell: Named = plant.realms.find(({ name }: Named) => name === "cell-a");
  const top = page.getByRole("banner");
  await top.getByRole("button", { name: "Site and realm: All sites" }).press("Enter");
  await page.getByRole("menuitemradio", { name: /cell-a$/ }).press("Enter");
  await expect(page).toHaveURL(`/devices?q=vendor%3Asiemens&realm=${cell.id}`);
  await expect(page.getByText(/2 other realms .*left out/)).toBeVisible();
  const answer = await page.context().request.get(`/api/v1/devices?q=vendor:siemens&realm=${cell.id}&limit=500`);
  const { total, totalAll } = await answer.json();
  expect(total).toBeGreaterThan(0);
  await expect(page.getByText(`${total} of ${totalAll} devices`)).toBeVisible();
  await expect(top.getByRole("button", { name: /cell-a$/ })).toBeFocused();

  const rail = page.getByRole("navigation", { name: "Places" });
  await rail.getByRole("link", { name: "Vulnerabilities" }).click();
  await expect(page).toHaveURL(`/vulnerabilities?realm=${cell.id}`);
  await expect(page.getByText(/2 other realms .*left out/)).toBeVisible();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  for (const row of (await page.getByRole("row").all()).slice(1)) await expect(row).toContainText("Cell A");

  // A zone is of a whole site: the matrix says so, and the choice holds again where it can.
  await rail.getByRole("link", { name: "Zones" }).click();
  await expect(page).toHaveURL(`/zones?realm=${cell.id}`);
  await expect(page.getByText("zones are of a whole site, so all its realms are shown")).toBeVisible();
  // A choice where other tests have made sites, only words where this is the one.
  await expectNone(top.getByText("cell-a"), { beside: top.getByText("Waterworks") });
  await page.getByRole("radio", { name: "Conduits" }).click();
  await expectNone(page.getByText("zones are of a whole site"), { beside: top.getByText("All sites") });
  await expectNone(top.getByRole("button", { name: /^Site and realm/ }), { beside: top.getByText("All sites") });
  await rail.getByRole("link", { name: "Discovery" }).click();
  await expect(page).toHaveURL(`/discovery?realm=${cell.id}`);
  await page.getByRole("navigation", { name: "Discovery" }).getByRole("link", { name: "Coverage" }).click();
  await expect(page).toHaveURL(`/discovery/coverage?realm=${cell.id}`);
  await expect(page.getByRole("table", { name: /ources/ }).getByRole("row")).toHaveCount(2);

  await page.getByRole("link", { name: "Show all sites" }).click();
  await expect(page).toHaveURL("/discovery/coverage");
  await expectNone(page.getByText(/left out/), { beside: page.getByRole("table", { name: /ources/ }) });
  await page.goBack();
  await expect(page.getByText(/2 other realms .*left out/)).toBeVisible();
});

test("the time window of the top bar narrows the matrix and the ways to outside, and stands in the address", async ({
  openAs,
}) => {
  const page = await openAs("viewer", "/zones");
  const window = page.getByRole("banner").getByLabel("Window");
  await window.selectOption("One day");
  await expect(page).toHaveURL("/zones?days=1");
  await expect(page.getByText(/^Flows that began \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, UTC$/)).toBeVisible();
  await page.goto("/exposure?days=1");
  await expect(window).toHaveValue("1");
  await expect(page.getByText(/paths? last seen \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, UTC/)).toBeVisible();
  await window.selectOption("All time");
  await expect(page).toHaveURL("/exposure");
  await page.goto("/devices");
  await expectNone(window, { beside: page.getByRole("banner") });
});

test("on a narrow screen nothing but tables scrolls sideways, and the place where one is stands in view", async ({
  openAs,
}) => {
  const page = await openAs("owner", "/zones");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/", "/zones", "/devices", "/exposure", "/vulnerabilities/knowledge", "/settings?tab=audit"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const tooWide = await page.evaluate(() => {
      const main = document.querySelector("main") as HTMLElement;
      return [document.documentElement.scrollWidth - innerWidth, main.scrollWidth - main.clientWidth];
    });
    expect(tooWide, path).toEqual([0, 0]);
  }
  await expect(page.getByRole("tab", { name: "Audit log" })).toBeInViewport({ ratio: 0.9 });
  await page.goto("/vulnerabilities/knowledge");
  const here = page.getByRole("navigation", { name: "Vulnerabilities" }).getByRole("link", { name: "Knowledge" });
  await expect(here).toBeInViewport({ ratio: 0.9 });
});
