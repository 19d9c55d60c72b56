import { type NewPlc, plcCapture } from "./captures";
import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";
import { importFiles } from "./import-files";

/** A realm of its own: what is made here is taken away here. */
const PLACE = { site: "Quarry", realm: "quarry" };
const LIST = "/devices?q=crusher";
const startUs = (minute: number) => Date.UTC(2026, 9, 12, 6, minute) * 1_000;

const plc = (last: number, patch: number): NewPlc => ({
  mac: `00:1b:1b:78:${String(last).padStart(2, "0")}:10`,
  ip: `10.78.0.${last}`,
  identity: {
    orderNumber: "6ES7 315-2EH14-0AB0",
    firmware: [3, 2, patch],
    systemName: `crusher-${last}`,
    moduleName: "CPU 315-2 PN/DP",
    serial: `S C-QUARRY0000${last}`,
  },
});

const imports: string[] = [];
/** Between the two imports. */
let middle = "";

test.beforeAll(async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const files = [21, 22].map((last) => ({
    name: `quarry-${last}.pcap`,
    content: plcCapture(plc(last, 17), startUs(last)),
  }));
  imports.push((await importFiles(page, PLACE, files)).id);
  // A field of a page knows whole seconds; the next one after the import lies between both.
  const endedAtMs = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThanOrEqual(endedAtMs + 1_000);
  middle = `${new Date().toISOString().slice(0, 19)}.000Z`;
  const later = [
    { name: "quarry-21-later.pcap", content: plcCapture(plc(21, 19), startUs(50)) },
    { name: "quarry-23.pcap", content: plcCapture(plc(23, 17), startUs(55)) },
  ];
  imports.push((await importFiles(page, PLACE, later)).id);
});

test.afterAll(async ({ openAs }) => {
  const { request } = (await openAs("owner", "/discovery")).context();
  for (const id of imports) {
    const gone = await request.delete(`/api/v1/imports/${id}?reason=browser+test`);
    expect(gone.ok(), await gone.text()).toBe(true);
  }
});

test("an import is found by what came in, and a device tells on which days it was seen", async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const first = page.getByRole("link", { name: "quarry-21.pcap and 1 more" });
  await expect(page.getByRole("row").filter({ has: first })).toContainText("pcap");
  await first.click();
  await expect(page.getByRole("list", { name: "Files" })).toContainText("quarry-22.pcap");
  await page.goto(LIST);
  const row = page.getByRole("row").filter({ hasText: "crusher-22" });
  await expect(row.getByRole("img", { name: /^Seen on \d+ of the last 28 days/ })).toBeAttached();
});

test("a view is saved, shared, found by a colleague as it was, and deleted", async ({ openAs }) => {
  const page = await openAs("engineer", LIST);
  const table = page.getByRole("table", { name: "Devices" });
  const columnOf = (name: string) => table.getByRole("columnheader", { name, exact: true });
  await expect(table.getByText("crusher-22")).toBeVisible();
  await expect(columnOf("Serial")).toBeHidden();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByLabel("Serial", { exact: true }).check();
  await page.keyboard.press("Escape");
  await expect(columnOf("Serial")).toBeVisible();

  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Save this view as").fill("Crushers");
  await page.getByLabel("Share with everybody").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The view is saved").first()).toBeVisible();

  const colleague = await openAs("viewer", "/devices");
  await colleague.getByRole("button", { name: "Views" }).click();
  await colleague
    .getByRole("list", { name: "Saved views" })
    .getByRole("button", { name: /Crushers/ })
    .click();
  await expect(colleague).toHaveURL(/q=crusher/);
  const shown = colleague.getByRole("table", { name: "Devices" });
  await expect(shown.getByText("crusher-22")).toBeVisible();
  await expect(shown.getByRole("columnheader", { name: "Serial", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Delete the view Crushers" }).click();
  await expect(page.getByText("The view Crushers is deleted").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete the view Crushers" })).toBeHidden();
});

test("a field of one's own is a column that the list sorts by, and a link shows what its sender saw", async ({
  openAs,
}) => {
  const page = await openAs("engineer", LIST);
  const { request } = page.context();
  const field = { title: "Rack unit", type: "number", choices: [] };
  expect((await request.put("/api/v1/custom-fields/rack_unit", { data: field })).ok()).toBe(true);
  const { items } = await (await request.get("/api/v1/devices?q=crusher&sort=name")).json();
  for (const [at, value] of ["10", "9"].entries()) {
    const data = { kind: "custom", deviceIds: [items[at].id], key: "rack_unit", value, reason: "browser test" };
    expect((await request.post("/api/v1/decisions", { data })).ok()).toBe(true);
  }
  await page.reload();
  const table = page.getByRole("table", { name: "Devices" });
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("list", { name: "Own fields" }).getByLabel("Rack unit").check();
  await page.keyboard.press("Escape");
  await table.getByRole("button", { name: "Rack unit" }).click();
  const names = table.getByRole("link", { name: /^crusher-/ });
  // Numbers by value, and what nobody set last.
  await expect(names).toHaveText(["crusher-22", "crusher-21", "crusher-23"]);
  await table.getByRole("button", { name: "Rack unit" }).click();
  await expect(names).toHaveText(["crusher-21", "crusher-22", "crusher-23"]);

  const colleague = await openAs("viewer", page.url());
  const shown = colleague.getByRole("table", { name: "Devices" });
  await expect(shown.getByRole("columnheader", { name: "Rack unit" })).toHaveAttribute("aria-sort", "descending");
  await expect(shown.getByRole("link", { name: /^crusher-/ })).toHaveText(["crusher-21", "crusher-22", "crusher-23"]);

  expect((await request.delete("/api/v1/custom-fields/rack_unit")).ok()).toBe(true);
  await colleague.reload();
  await expect(shown.getByRole("columnheader", { name: "Risk" })).toBeVisible();
  await expect(shown.getByRole("columnheader", { name: "Rack unit" })).toBeHidden();
});

test("where nothing fits what was asked for, the walk-down does not say that all is known", async ({ openAs }) => {
  const page = await openAs("engineer", "/shadow/walk-down?place=Nowhere");
  const all = page.getByRole("button", { name: "Show all questions" });
  await expectNone(page.getByText("Every device is approved"), { beside: all });
  await all.click();
  await expect(page.getByRole("table", { name: "Questions" }).getByRole("row").nth(1)).toBeVisible();
});

test("what is unknown is walked along on a phone: by place, by question, to the device, and as CSV", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/shadow/walk-down");
  await page.setViewportSize({ width: 390, height: 844 });
  const questions = page.getByRole("table", { name: "Questions" });
  const rows = questions.getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  await page.getByLabel("Unknown").selectOption({ label: "whose it is" });
  await expect(page).toHaveURL(/kind=approval/);
  const first = rows.nth(1);
  await expect(first).toContainText(/\?/);
  // The page itself does not scroll sideways; the table may.
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  const name = (await first.getByRole("link").innerText()).trim();
  // On paper: by place and device, with room for answers, in place of the table and of all that can only be pressed.
  await page.emulateMedia({ media: "print" });
  await expect(questions).toBeHidden();
  const sheet = page.getByRole("article").filter({ hasText: name });
  await expectNone(page.getByRole("navigation").filter({ visible: true }), { beside: sheet });
  await page.emulateMedia({ media: "screen" });
  await first.getByRole("link").click();
  await expect(page).toHaveURL(/\/devices\/[0-9a-f-]{36}$/);
  await expect(page.getByText(name).first()).toBeVisible();
});

test("the past: what changed since a time, the inventory of then, a device of then, and its flows of then", async ({
  openAs,
}) => {
  const page = await openAs("analyst", `/activity?from=${encodeURIComponent(middle)}`);
  const firmware = page.getByRole("region", { name: /firmware/i });
  await expect(firmware.getByRole("row", { name: /crusher-21/ })).toContainText(/3\.2\.17.*3\.2\.19/);
  await expect(page.getByRole("region", { name: /^New devices?/ }).getByText("crusher-23")).toBeVisible();
  await page.getByRole("link", { name: /the inventory at/ }).click();
  await expect(page.getByText(/^As known at/)).toBeVisible();
  const { request } = page.context();
  const then = await request.get(`/api/v1/devices?asOf=${encodeURIComponent(middle)}&q=crusher`);
  const found = (await then.json()).items as { id: string; name: { value: string } }[];
  expect(found.map(({ name }) => name.value).sort()).toEqual(["crusher-21", "crusher-22"]);
  const id = found.find(({ name }) => name.value === "crusher-21")?.id;
  await page.goto(`/devices/${id}?asOf=${encodeURIComponent(middle)}`);
  await expect(page.getByText(/3\.2\.17/)).toBeVisible();
  await expect(page.getByText(/3\.2\.19/)).toBeHidden();
  await page.getByRole("link", { name: "The flows it began, as known then" }).click();
  await expect(page).toHaveURL(/\/zones\/flows\?.*asOf=/);
  await expect(page.getByText(/^As known at/)).toBeVisible();
  await page.getByRole("link", { name: "Back to now" }).click();
  await expect(page).toHaveURL(/\/zones\/flows\?initiatorIp=10\.78\.0\.21$/);

  await page.goto("/devices");
  await page.getByRole("button", { name: "Look back" }).click();
  await page.getByLabel("As known at (UTC)").fill(middle.slice(0, 19));
  await page.getByRole("button", { name: "Show the past" }).click();
  await expect(page.getByText("nothing can be changed here")).toBeVisible();
  await page.getByLabel("Search the devices of then").fill("crusher-22");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByText(/^1 of \d+ devices known at that time/)).toBeVisible();
  await page.getByRole("link", { name: "Back to now" }).click();
  await expect(page).toHaveURL(/\/devices\?q=crusher-22$/);
  await page.goto(`/devices/${id}?tab=history`);
  await expect(page.getByRole("button", { name: "Look back" })).toBeVisible();
});

test("an address that somebody cut or mistyped opens its page, which says what cannot be read", async ({ openAs }) => {
  const page = await openAs("viewer", "/devices?q=vendor%3A");
  await expect(page.getByText(/A value is missing behind "vendor:"/).first()).toBeVisible();
  for (const path of ["/devices?asOf=2026-03-02T08:00:00Z&cursor=cut", "/activity?from=9999-12-31T00:00:00Z"]) {
    expect((await page.goto(path))?.status(), path).toBe(200);
  }
  expect((await page.goto("/vulnerabilities/firmware?q=%00"))?.status()).toBe(400);
});

test("many devices are edited at once, after a look at what each had, and set back in one step", async ({ openAs }) => {
  const page = await openAs("engineer", LIST);
  const { request } = page.context();
  const owners = async () => {
    const answer = await request.get("/api/v1/devices?q=crusher");
    return ((await answer.json()).items as { owner: string | null }[]).map(({ owner }) => owner);
  };
  await expect(page.getByRole("table", { name: "Devices" }).getByText("crusher-23")).toBeVisible();
  const selection = page.getByRole("region", { name: "Selection" });
  // Not check(): under load the page listens a moment after the click, and answers then.
  await page.getByRole("checkbox", { name: "Select all loaded devices" }).click();
  await expect(selection).toContainText("3 devices selected");
  await selection.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Edit a field…" }).click();
  const dialog = page.getByRole("dialog");
  // An empty field is one that nobody has filled yet: it takes no owner away.
  await dialog.getByLabel("Reason").fill("Named at the shift meeting.");
  await expect(dialog.getByText("Nothing yet: give a new value, or take it away.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Change", exact: true })).toBeDisabled();
  await dialog.getByLabel("New value").fill("Stone crew");
  const preview = dialog.getByRole("region", { name: "What changes" });
  await expect(preview.getByRole("listitem")).toHaveCount(3);
  await expect(preview.getByText("Stone crew")).toHaveCount(3);
  await dialog.getByRole("button", { name: "Change 3 devices" }).click();
  await expect(page.getByText(/Changed owner of 3 devices/).first()).toBeVisible();
  // The message leaves by itself, but not under the pointer.
  const undo = page.getByRole("button", { name: "Undo" }).first();
  await undo.hover();
  await expect.poll(owners).toEqual(["Stone crew", "Stone crew", "Stone crew"]);
  await undo.click();
  await expect.poll(owners).toEqual([null, null, null]);
});

test("what stays selected under another filter is said, and can be let go", async ({ openAs }) => {
  const page = await openAs("engineer", LIST);
  await expect(page.getByRole("table", { name: "Devices" }).getByText("crusher-23")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all loaded devices" }).click();
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection).toContainText("3 devices selected");
  await expect(selection.getByRole("button", { name: "Keep those in view" })).toBeHidden();
  await page.getByLabel("Filter devices by a query").fill("crusher-22");
  await expect(selection).toContainText("2 not in this view");
  // On a phone, too, every verb about them is within the screen.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const control of await selection.getByRole("button").all()) await expect(control).toBeInViewport({ ratio: 1 });
  const boxes = await Promise.all(
    [selection.getByText("not in this view"), selection.getByRole("button").first()].map((it) => it.boundingBox()),
  );
  const [said, verb] = boxes;
  expect(said && verb && (said.x + said.width <= verb.x || said.y + said.height <= verb.y)).toBe(true);
  await selection.getByRole("button", { name: "Keep those in view" }).click();
  await expect(selection).toContainText("1 device selected");
  await expect(selection.getByText("not in this view")).toBeHidden();
});
