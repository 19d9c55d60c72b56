import type { Page } from "@playwright/test";
import { type NewPlc, plcCapture } from "./captures";
import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";
import { importFiles } from "./import-files";

/** A realm of its own: what is made here is taken away here. */
const PLACE = { site: "Waterworks", realm: "desk" };
const DISPUTED = "10.77.0.20";
const LISTED = "10.77.0.30";
const APPROVED = "10.77.0.50";
const MISTAKEN = "10.77.0.40";
const startUs = (minute: number) => Date.UTC(2026, 10, 21, 14, minute) * 1_000;

const plc = (mac: string, ip: string, serial: string): NewPlc => ({
  mac,
  ip,
  identity: {
    orderNumber: "6ES7 315-2EH14-0AB0",
    firmware: [3, 2, 17],
    systemName: `desk-${ip.split(".").at(-1)}`,
    moduleName: "CPU 315-2 PN/DP",
    serial,
  },
});
const [FIRST, SECOND] = [
  plc("00:1b:1b:77:00:01", DISPUTED, "S C-DESK00000001"),
  plc("00:1b:1b:77:40:02", DISPUTED, "S C-DESK00000002"),
];
const capture = (name: string, it: NewPlc, minute: number) => ({ name, content: plcCapture(it, startUs(minute)) });

const imports: string[] = [];
let mistakenImport = "";

async function devicesAt(page: Page, ip: string) {
  const answer = await page.context().request.get(`/api/v1/devices?q=${encodeURIComponent(`ip:${ip} realm:desk`)}`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).items as { id: string; owner: string | null; firmware: { value: string } | null }[];
}

test.beforeAll(async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const files = [
    capture("desk-1.pcap", FIRST, 1),
    capture("desk-2.pcap", SECOND, 5),
    capture("desk-3.pcap", FIRST, 9),
    capture("desk-4.pcap", plc("00:1b:1b:77:80:03", LISTED, "S C-DESK00000003"), 12),
    capture("desk-5.pcap", plc("00:1b:1b:77:a0:05", APPROVED, "S C-DESK00000005"), 14),
  ];
  imports.push((await importFiles(page, PLACE, files)).id);
  const list = `ip,name,firmware\n${LISTED},mill,V9.9.9\n10.77.0.99,spare pump,\n`;
  imports.push((await importFiles(page, PLACE, [{ name: "desk-list.csv", content: Buffer.from(list) }])).id);
  const mistaken = capture("desk-mistaken.pcap", plc("00:1b:1b:77:c0:04", MISTAKEN, "S C-DESK00000004"), 20);
  mistakenImport = (await importFiles(page, PLACE, [mistaken])).id;
});

test.afterAll(async ({ openAs }) => {
  const { request } = (await openAs("owner", "/discovery")).context();
  for (const id of imports) {
    const gone = await request.delete(`/api/v1/imports/${id}?reason=browser+test`);
    expect(gone.ok(), await gone.text()).toBe(true);
  }
});

test("on a narrow screen the verbs about a device leave the device in sight", async ({ openAs }) => {
  const page = await openAs("engineer", "/shadow");
  await page.setViewportSize({ width: 390, height: 844 });
  const verbs = page.getByRole("complementary", { name: "What happens next" }).getByRole("button", { name: /…/ });
  await expect(verbs).toHaveCount(7);
  const tops = async () => new Set(await verbs.evaluateAll((all) => all.map((it) => it.getBoundingClientRect().top)));
  await expect.poll(async () => (await tops()).size).toBeLessThanOrEqual(2);
});

test("a group is seen whole before it is decided as one, and its dialog begins at the reason", async ({ openAs }) => {
  const page = await openAs("analyst", "/shadow");
  const { groups } = await (await page.context().request.get("/api/v1/shadow")).json();
  // What fits on a page of the desk.
  const group = groups.find((it: { count: number }) => it.count > 1 && it.count <= 25);
  expect(group).toBeDefined();
  await page.goto(`/shadow?group=${encodeURIComponent(group.key)}`);
  await page.keyboard.press("x");
  const table = page.getByRole("table", { name: group.label });
  await expect(table.getByRole("row")).toHaveCount(group.count + 1);
  await page.keyboard.press("i");
  // For how long is chosen already: what is typed now must be the reason.
  await expect(page.getByRole("dialog").getByLabel("Reason")).toBeFocused();
  await page.keyboard.press("Escape");
  await table.getByRole("button").first().click();
  await expect(page.getByRole("article")).toBeVisible();
});

test("an approved list is held against the network: what differs, what was never seen, what is on no row", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/shadow/lists");
  await expect(page.getByText("desk-list.csv").first()).toBeVisible();
  const rows = page.getByRole("table", { name: "Rows of the list" });
  const differing = rows.getByRole("row").filter({ hasText: "mill" });
  await expect(differing).toContainText("V9.9.9");
  await expect(differing).toContainText("V3.2.17");
  await page.getByRole("radio", { name: "Never seen" }).click();
  await expect(page).toHaveURL(/group=missing/);
  await expect(rows.getByRole("row").filter({ hasText: "spare pump" })).toContainText("10.77.0.99");
  await expectNone(rows.getByRole("row").filter({ hasText: "mill" }), { beside: rows });
  await page.getByRole("radio", { name: "Not on the list" }).click();
  await expect(rows.getByRole("row").filter({ hasText: DISPUTED })).toHaveCount(2);
});

test("a contradiction is found, looked at from both sides and accepted, all by keyboard", async ({ openAs }) => {
  const page = await openAs("engineer", "/shadow/conflicts");
  const item = page
    .getByRole("list", { name: "Conflicts" })
    .getByRole("listitem")
    .filter({ hasText: DISPUTED })
    .first();
  await expect(item).toBeVisible();
  const isThere = () => item.evaluate((it) => it === document.activeElement);
  for (let step = 0; step < 60 && !(await isThere()); step += 1) await page.keyboard.press("j");
  expect(await isThere()).toBe(true);

  const split = item.getByRole("button", { name: "Split the address off…" });
  for (let step = 0; step < 20 && !(await split.evaluate((it) => it === document.activeElement)); step += 1)
    await page.keyboard.press("Tab");
  await expect(split).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("will be two devices");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(split).toBeFocused();

  await item.getByRole("button", { name: "Accept as it is…" }).press("Enter");
  await dialog.getByLabel("Reason").focus();
  await page.keyboard.type("Both were on the bench in turn.");
  await dialog.getByRole("button", { name: "Accept as it is" }).press("Enter");
  await expect(page.getByText("Accepted the contradiction").first()).toBeVisible();
  // The message leaves by itself, but not with the focus in it.
  const undo = page.getByRole("button", { name: "Undo" }).first();
  await undo.focus();
  await expectNone(item, { beside: page.getByRole("heading", { level: 1 }) });
  await undo.press("Enter");
  await expect(item).toBeVisible();
});

test("a card that joins an approved device asks again, in the queue, among the conflicts and on its page", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/devices");
  const [one] = await devicesAt(page, APPROVED);
  await page.goto(`/devices/${one?.id}`);
  await page.getByRole("button", { name: "Sanction…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Stands in hall 4.");
  await dialog.getByRole("button", { name: "Sanction device" }).click();
  await expect(page.getByText(/^Sanctioned /).first()).toBeVisible();

  const joining = capture("desk-6.pcap", plc("00:1b:1b:77:60:06", "10.77.9.50", "S C-DESK00000005"), 30);
  imports.push((await importFiles(page, PLACE, [joining])).id);
  await page.goto("/shadow");
  await page.getByRole("button", { name: /Approved, but not every card/ }).click();
  const waiting = page.getByRole("article");
  await expect(waiting).toContainText("00:1b:1b:77:60:06");
  await expect(waiting).toContainText("joined after the device was approved");

  await page.goto("/shadow/conflicts");
  const item = page.getByRole("list", { name: "Conflicts" }).getByRole("listitem").filter({ hasText: "77:60:06" });
  await item.first().getByRole("button", { name: "Split the card off…" }).click();
  await expect(dialog).toContainText("will be two devices");
  await page.keyboard.press("Escape");
  await page.goto(`/devices/${one?.id}`);
  const notice = page.getByText("A card that nobody approved").first();
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Approve again…" }).click();
  await dialog.getByLabel("Reason").fill("It got a second card in May.");
  await dialog.getByRole("button", { name: "Approve again" }).click();
  await expect(page.getByText("Approved the device with its cards").first()).toBeVisible();
  await expect(notice).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(notice).toBeVisible();
});

test("the list goes out as CSV, comes back edited, shows what will change and is undone at once", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/devices");
  const [device] = await devicesAt(page, LISTED);
  const query = encodeURIComponent(`ip:${LISTED} realm:desk`);
  const exported = await (await page.context().request.get(`/api/v1/exports/devices?format=csv&q=${query}`)).text();
  const [titles = "", row = ""] = exported.trim().split(/\r?\n/);
  const [names, cells] = [titles.split(","), row.split(",")];
  expect(cells).toHaveLength(names.length);
  cells[names.indexOf("Owner")] = "Mill crew";

  await page.getByRole("button", { name: "Edit by file…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("link", { name: "Download what the list shows as CSV" })).toHaveAttribute(
    "href",
    /format=csv/,
  );
  await dialog.locator("input[type=file]").setInputFiles({
    name: "devices.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`${titles}\r\n${cells.join(",")}\r\n`),
  });
  const changes = dialog.getByRole("table", { name: "What will change" });
  await expect(changes.getByRole("row")).toHaveCount(2);
  await expect(changes).toContainText("Mill crew");
  await dialog.getByLabel("Reason").fill("Asked the shift.");
  // Enter is a new line of the reason; with Ctrl it sends.
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Changed 1 device by file").first()).toBeVisible();
  // The message leaves by itself, but not under the pointer.
  const undo = page.getByRole("button", { name: "Undo" }).first();
  await undo.hover();
  expect((await devicesAt(page, LISTED))[0]).toMatchObject({ id: device?.id, owner: "Mill crew" });
  await undo.click();
  await expect.poll(async () => (await devicesAt(page, LISTED))[0]?.owner).toBeNull();
});

test("an import that was a mistake is taken out, after a look at what goes with it", async ({ openAs }) => {
  const page = await openAs("owner", `/discovery/${mistakenImport}`);
  expect(await devicesAt(page, MISTAKEN)).toHaveLength(1);
  await page.getByRole("button", { name: "Take out …" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/1 device with them/);
  await dialog.getByLabel("Reason").fill("Recorded at another plant.");
  await dialog.getByRole("button", { name: "Take it out" }).click();
  await expect(page.getByText("The import is out of the inventory").first()).toBeVisible();
  await expect(page).toHaveURL(/\/discovery$/);
  expect(await devicesAt(page, MISTAKEN)).toEqual([]);
});
