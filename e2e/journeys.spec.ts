import { flowMatrix } from "../lib/contracts/flow-matrix";
import { matrixCells } from "../lib/contracts/matrix-cells";
import { plcCapture } from "./captures";
import { expect, test } from "./fixtures";

const PLC = {
  mac: "28:63:36:0e:20:77",
  ip: "10.1.20.177",
  identity: {
    orderNumber: "6ES7 317-2EK14-0AB0",
    firmware: [3, 2, 17],
    systemName: "SLUDGE-PLC",
    moduleName: "CPU 317-2 PN/DP",
    serial: "S C-E2E0077421",
  },
} as const;

test("an engineer drops a capture, finds the new PLC's firmware and sees in which frame it was read", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/discovery");
  const capture = plcCapture(PLC, Date.UTC(2026, 10, 20, 9, 0, 0) * 1000);
  await page.locator('input[type="file"]').setInputFiles({
    name: "sludge-line.pcap",
    mimeType: "application/octet-stream",
    buffer: capture,
  });
  // The capture is looked at in the browser first; what it holds is known before it is sent.
  await expect(page.getByRole("region", { name: "Preview" }).getByText("SLUDGE-PLC")).toBeVisible();
  await page.getByRole("button", { name: "Upload…" }).click();
  await page.getByLabel("Site").fill("Waterworks");
  await page.getByLabel("Realm").fill("plant");
  await page.getByRole("button", { name: "Import 1 file" }).click();

  await expect(page.getByText(/new device/)).toBeVisible();
  await page.getByText("sludge-line.pcap").click();
  await expect(page.getByText(/parsed = 1[0-9] frames/)).toBeVisible();

  await page.goto("/devices?q=SLUDGE-PLC");
  await page.getByRole("link", { name: "SLUDGE-PLC" }).first().click();
  await expect(page.getByRole("heading", { name: "SLUDGE-PLC" })).toBeVisible();
  await expect(page.getByText("V3.2.17").first()).toBeVisible();
  await expect(page.getByText("Water treatment").first()).toBeVisible();

  await page.getByRole("button", { name: "Where the firmware comes from" }).click();
  await expect(page.getByText("sludge-line.pcap").first()).toBeVisible();
  await expect(page.getByText(/frame \d+/).first()).toBeVisible();
});

/** Its worst device is one that nobody approved. */
const ZONE = "Building";

interface Waiting {
  readonly id: string;
  readonly riskScore: number;
  readonly zone: { readonly name: string } | null;
}

test("an analyst sanctions a shadow device, and the manager sees the risk of its zone fall", async ({ openAs }) => {
  const overview = await openAs("viewer", "/");
  const riskOf = async () => {
    const response = await overview.context().request.get("/api/v1/overview");
    const { zones } = await response.json();
    return zones.find((it: { name: string }) => it.name === ZONE) as {
      riskScore: number;
      unsanctionedCount: number;
    };
  };
  await expect(overview.getByRole("link", { name: ZONE }).first()).toBeVisible();
  const before = await riskOf();

  const shadow = await openAs("analyst", "/shadow");
  await expect(shadow.getByRole("heading", { level: 1, name: "Shadow" })).toBeVisible();
  const { request } = shadow.context();
  const { groups } = await (await request.get("/api/v1/shadow")).json();
  const cases: Waiting[] = [];
  for (const { key } of groups) {
    const page = await request.get(`/api/v1/shadow/cases?limit=200&group=${encodeURIComponent(key)}`);
    cases.push(...(await page.json()).items);
  }
  const [waiting] = cases
    .filter((it: Waiting) => it.zone?.name === ZONE)
    .sort((a: Waiting, b: Waiting) => b.riskScore - a.riskScore);
  await shadow.goto(`/shadow?device=${waiting.id}`);
  await expect(shadow.getByRole("article")).toBeVisible();
  await shadow.keyboard.press("s");
  await shadow.getByLabel("Reason").fill("Installed by maintenance, ticket 4711");
  await shadow.getByRole("button", { name: "Sanction device" }).click();
  await expect(shadow.getByText(/^Sanctioned /).first()).toBeVisible();
  // The next one is often decided for the same reason.
  await expect(shadow.getByLabel("Reason")).toBeHidden();
  await shadow.keyboard.press("s");
  await shadow.getByRole("button", { name: "As last: Installed by maintenance, ticket 4711" }).click();
  await expect(shadow.getByLabel("Reason")).toHaveValue("Installed by maintenance, ticket 4711");
  await expect(shadow.getByLabel("Reason")).toBeFocused();
  await shadow.keyboard.press("Escape");

  await overview.reload();
  const after = await riskOf();
  expect(after.unsanctionedCount).toBe(before.unsanctionedCount - 1);
  expect(after.riskScore).toBeLessThan(before.riskScore);
  const row = overview.getByRole("link", { name: ZONE }).first();
  await expect(row).toContainText(after.riskScore.toFixed(1));

  await shadow.goto(`/devices/${waiting.id}?tab=history`);
  await expect(shadow.getByText("Installed by maintenance, ticket 4711").first()).toBeVisible();
});

test("who talks to whom leads from the matrix to device pairs and to single flows", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones");
  const cell = page.getByRole("button", { name: /^Operations to Water treatment:/ });
  await cell.click();
  await expect(page.getByRole("complementary", { name: "Operations to Water treatment" })).toBeVisible();
  await expect(page.getByText(/device pairs, most bytes first/)).toBeVisible();
  await page.getByRole("link", { name: "See all flows" }).click();
  await expect(page.getByRole("table", { name: "Flows" })).toBeVisible();
  await expect(page.getByText(/frame|line/).first()).toBeVisible();
});

test("a path that an engineer allows turns from undecided to inside", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones");
  const api = page.context().request;
  const matrix = flowMatrix.parse(await (await api.get("/api/v1/zones/matrix")).json());
  const nameOf = (key: string) => matrix.zones.find((it) => it.key === key)?.name as string;
  const real = (key: string) => key !== "unzoned" && key !== "internet";
  const undecided = matrixCells(matrix).find(
    (it) => it.from !== it.to && real(it.from) && real(it.to) && it.verdict === "undecided",
  );
  if (!undecided) throw new Error("Every pair of zones is decided.");
  await page.goto(`/zones?from=${undecided.from}&to=${undecided.to}`);
  await page.getByRole("button", { name: "Allow as a conduit…" }).click();
  await page.getByLabel("Reason").fill("Needed for operations");
  await page.getByRole("button", { name: "Allow path" }).click();
  await expect(page.getByText(`Allowed ${nameOf(undecided.from)} → ${nameOf(undecided.to)}`).first()).toBeVisible();
  await expect(page.getByRole("complementary").getByText("inside a conduit")).toBeVisible();

  // The plant is everybody's: others find it without this conduit.
  const { items } = await (await api.get("/api/v1/conduits")).json();
  const made = items.find((it: { reason: string }) => it.reason === "Needed for operations");
  const headers = { origin: new URL(page.url()).origin };
  expect((await api.delete(`/api/v1/conduits/${made.id}`, { headers })).ok()).toBe(true);
});
