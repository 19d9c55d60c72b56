import type { APIRequestContext } from "@playwright/test";
import { modbusWriteCapture } from "./captures";
import { expect, test } from "./fixtures";
import { importFiles } from "./import-files";

/** The sample plant is everybody's: what is made here is taken away here. */
const PREFIX = "Walk ";

async function cleanUp(api: APIRequestContext): Promise<void> {
  const { answered } = await (await api.get("/api/v1/zones/suggestions")).json();
  for (const { id, name } of answered) {
    if (name.startsWith(PREFIX)) await api.delete(`/api/v1/zones/suggestions/answers/${id}`);
  }
  const zones = await (await api.get("/api/v1/zones")).json();
  for (const zone of zones.items) if (zone.name.startsWith(PREFIX)) await api.delete(`/api/v1/zones/${zone.id}`);
}

/** A machine that no list names: a station and the controllers that it writes to, in a subnet of no zone. */
const CELL_SUBNET = "10.1.99.0/24";
const CONTROLLERS = [10, 11, 12, 13];
let importId = "";

test.beforeAll(async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const station = { mac: "3c:52:82:00:99:02", ip: "10.1.99.2", port: 49_300 };
  const files = CONTROLLERS.map((host) => ({
    name: `filters-${host}.pcap`,
    content: modbusWriteCapture(
      { mac: `00:1b:1b:00:99:${host}`, ip: `10.1.99.${host}` },
      Date.UTC(2026, 10, 21, 10, host, 0) * 1_000,
      station,
    ),
  }));
  importId = (await importFiles(page, { site: "Waterworks", realm: "plant" }, files)).id;
});

test.afterEach(async ({ openAs }) => cleanUp((await openAs("engineer", "/zones?tab=list")).context().request));

test.afterAll(async ({ openAs }) => {
  const { request } = (await openAs("owner", "/discovery")).context();
  const gone = await request.delete(`/api/v1/imports/${importId}?reason=browser+test`);
  expect(gone.ok(), await gone.text()).toBe(true);
});

test("a zone is made by keyboard with a subnet, its parent and its SL-T, after a look at what moves", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/zones?tab=list");
  await page.getByRole("button", { name: "New zone…" }).press("Enter");
  const dialog = page.getByRole("dialog");
  // The name has the focus; from there every field is one Tab away.
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(`${PREFIX}pumps`);
  const site = dialog.getByLabel("Site", { exact: true });
  await site.focus();
  await site.selectOption("Waterworks");
  await page.keyboard.press("Tab");
  await expect(dialog.getByLabel("Owner")).toBeFocused();
  await dialog.getByLabel("Purdue level").selectOption("1");
  await dialog.getByLabel("Part of").selectOption("Water treatment");
  await dialog.getByLabel("IAC", { exact: true }).selectOption("2");
  await dialog.getByLabel("Rules").fill(`plant ${CELL_SUBNET}`);
  await dialog.getByRole("button", { name: "Preview what moves" }).press("Enter");
  await expect(dialog.getByRole("status")).toContainText("5 devices would come in");
  await expect(dialog.getByRole("status")).toContainText("from Unzoned");
  await dialog.getByRole("button", { name: "Make zone" }).press("Enter");
  const row = page.getByRole("table", { name: "Zones" }).getByRole("row", { name: new RegExp(`${PREFIX}pumps`) });
  await expect(row).toContainText(CELL_SUBNET);

  const { items } = await (await page.context().request.get("/api/v1/zones")).json();
  const made = items.find((it: { name: string }) => it.name === `${PREFIX}pumps`);
  expect(made.deviceCount).toBe(CONTROLLERS.length + 1);
  expect(made.securityLevelTarget.IAC).toBe(2);
  expect(items.find((it: { id: string }) => it.id === made.parentId).name).toBe("Water treatment");
});

test("a suggested zone is looked at, taken, and taken back", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones?tab=list");
  const api = page.context().request;
  await page.getByRole("radio", { name: "Suggestions" }).focus();
  await page.keyboard.press("Space");
  const list = page.getByRole("region", { name: "Suggestions" });
  await expect(list.getByRole("button").first()).toBeVisible();
  const { items } = await (await api.get("/api/v1/zones/suggestions")).json();
  const cell = items.find((it: { cidrs: { cidr: string }[] }) => it.cidrs.some(({ cidr }) => cidr === CELL_SUBNET));
  await page.goto(`/zones?tab=suggestions&suggestion=${cell.key}`);
  await expect(page.getByRole("img", { name: /whom they talk to outside/ })).toBeVisible();
  await expect(page.getByText(`share the subnet ${CELL_SUBNET}`)).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(`${PREFIX}filters`);
  await page.getByRole("button", { name: /^Make zone with/ }).press("Enter");
  await expect(page.getByText(`Made the zone ${PREFIX}filters`).first()).toBeVisible();
  const after = await (await api.get("/api/v1/zones")).json();
  const made = after.items.find((it: { name: string }) => it.name === `${PREFIX}filters`);
  expect(made.deviceCount).toBe(cell.devices.length);
  await page.getByRole("button", { name: `Take back ${PREFIX}filters` }).press("Enter");
  await expect(page.getByText("Taken back").first()).toBeVisible();
  const back = await (await api.get("/api/v1/zones")).json();
  expect(back.items.some((it: { name: string }) => it.name === `${PREFIX}filters`)).toBe(false);
});

test("the keyboard leads from a cell to device pairs, flows and the frame", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones");
  await page.getByRole("button", { name: /^Operations to Water treatment:/ }).press("Enter");
  const panel = page.getByRole("complementary", { name: "Operations to Water treatment" });
  await expect(panel.getByText(/device pairs, most bytes first/)).toBeVisible();
  await panel.getByRole("link", { name: "See all flows" }).press("Enter");
  const flows = page.getByRole("table", { name: "Flows" });
  await expect(flows).toBeVisible();
  await flows
    .getByRole("button", { name: /frame \d/ })
    .first()
    .press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("a plant of many zones is fetched by itself, drawn as a picture, and read cell by cell by keyboard", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/zones?tab=list");
  const { request } = page.context();
  const { items } = await (await request.get("/api/v1/sites")).json();
  const siteId = items.find(({ name }: { name: string }) => name === "Waterworks").id;
  for (let n = 1; n <= 15; n++) {
    const data = { name: `${PREFIX}hall ${n}`, siteId, purdueLevel: 2, criticality: 2, cidrs: [], vlans: [] };
    const made = await request.post("/api/v1/zones", { data });
    expect(made.ok(), await made.text()).toBe(true);
  }
  await page.goto("/zones");
  const picture = page.getByRole("application", { name: /^Traffic from zone to zone/ });
  await expect(picture).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Zones");
  await picture.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Enterprise to DMZ: no flows")).toBeVisible();
  // Another window comes the same way; the sample plant was recorded until that day.
  await page.goto("/zones?days=7&until=2026-11-20");
  await expect(picture).toBeVisible();
});
