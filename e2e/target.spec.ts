import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

const NAME = "Waterworks 2030";

test("a person draws the target, tries it, accepts a cut, makes a conduit of another, and sees the next step", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/zones/target");
  await page.getByRole("button", { name: "New target…" }).first().click();
  await page.getByLabel("Name").fill(NAME);
  await page.getByRole("button", { name: "Begin target" }).click();
  const zones = page.getByRole("table", { name: "Zones of the target" });
  await expect(zones.getByRole("row", { name: /Water treatment/ })).toBeVisible();
  const { items } = await (await page.context().request.get("/api/v1/targets")).json();
  const { id } = items.find((it: { name: string }) => it.name === NAME);

  await page.getByRole("button", { name: "Zone…", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Remote stations");
  const site = page.getByLabel("Site", { exact: true });
  if ((await site.count()) > 0) await site.selectOption("Waterworks");
  await page.getByLabel("Purdue level").selectOption("1");
  await page.getByLabel("Rules").fill("plant 10.1.22.0/25");
  await page.getByRole("button", { name: "Make zone" }).click();
  await expect(zones.getByRole("row", { name: /Remote stations/ })).toBeVisible();

  await page.getByRole("tab", { name: "What-if" }).click();
  const cuts = page.getByRole("table", { name: "Cuts" });
  const cut = (path: string, protocol: string) =>
    cuts.getByRole("row").filter({ hasText: protocol }).getByRole("button", { name: path });
  await cut("Building to Internet", "TLS").click();
  await expect(page.getByRole("dialog")).toContainText("BROTHER-SEW-7");
  await page.getByRole("button", { name: "Accept the cut…" }).click();
  await page.getByLabel("Reason").fill("No machine here needs anything outside");
  await page.getByRole("button", { name: "Accept the cut", exact: true }).click();
  await expect(page.getByText("Accepted the cut Building → Internet").first()).toBeVisible();
  await expect(page.getByRole("dialog")).toContainText("Accepted by");
  await page.keyboard.press("Escape");
  await expect(page.getByText(/to decide, 1 accepted/)).toBeVisible();

  await cut("Operations to Water treatment", "Modbus").click();
  await page.getByRole("button", { name: "Make a conduit…" }).click();
  await page.getByLabel("Reason").fill("The SCADA server polls its controllers");
  await page.getByLabel("Owner").fill("Operations");
  await page.getByRole("button", { name: "Allow path" }).click();
  await expect(page.getByText("Allowed Operations → Water treatment").first()).toBeVisible();
  await expectNone(cut("Operations to Water treatment", "Modbus"), { beside: cuts });
  const whatIf = await (await page.context().request.get(`/api/v1/targets/${id}/what-if`)).json();
  const parts = Object.values(whatIf.outcomes as Record<string, { flows: number }>);
  expect(parts.reduce((sum, it) => sum + it.flows, 0)).toBe(whatIf.all.flows);
  expect(whatIf.outcomes.allowed.flows).toBeGreaterThan(0);
  expect(whatIf.outcomes.accepted.flows).toBeGreaterThan(0);

  await page.getByRole("tab", { name: "Steps" }).click();
  const first = page.getByRole("table", { name: "Steps" }).getByRole("row").nth(1);
  await expect(first).toContainText("next");
  const steps = await (await page.context().request.get(`/api/v1/targets/${id}/steps`)).json();
  const [next] = steps.items;
  await expect(first).toContainText(next.title);
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Next step to the target" })).toContainText(next.title);

  await page.goto(`/zones/target/${id}?tab=steps`);
  await page.getByRole("button", { name: `Mark as done: ${next.title}` }).click();
  await page.getByLabel("Reason").fill("Rule 12 on the core firewall");
  await page.getByRole("button", { name: "Mark as done", exact: true }).click();
  await expect(page.getByText("Rule 12 on the core firewall")).toBeVisible();

  const owner = await openAs("owner", `/zones/target/${id}?tab=versions`);
  await owner.getByRole("button", { name: /^Approve version/ }).click();
  await expect(owner.getByText(/^Approved version/).first()).toBeVisible();
  await owner.goto(`/zones/target/${id}?tab=distance`);
  await expect(owner.getByText(/the approved one/)).toBeVisible();
});

test("the map shows the plant by level, highlights by query, and says the same as a list", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones/map?q=role:plc");
  const canvas = page.getByRole("img", { name: /^Map of zones/ });
  await expect(canvas).toHaveAttribute("data-zones", /^[1-9]/);
  await expect(page.getByText(/ of \d+ devices found/)).toBeVisible();
  await canvas.press("+");
  await canvas.press("ArrowRight");
  await canvas.press("0");

  await page.getByText("List", { exact: true }).click();
  const treatment = page.getByRole("region", { name: "Water treatment" });
  await expect(treatment).toContainText("found by the query");
  await treatment.getByText(/^PLC \d+$/).click();
  await expect(treatment.getByRole("link", { name: "PLC-1", exact: true })).toBeVisible();
});
