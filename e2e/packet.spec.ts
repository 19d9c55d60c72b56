import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { PcapReader } from "../lib/capture/pcap-reader";
import { plcCapture } from "./captures";
import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";
import { importFiles } from "./import-files";

const PLC = {
  mac: "28:63:36:0e:20:99",
  ip: "10.1.20.178",
  identity: {
    orderNumber: "6ES7 516-3AN01-0AB0",
    firmware: [2, 9, 4],
    systemName: "PROOF-PLC",
    moduleName: "CPU 1516-3 PN/DP",
    serial: "S C-PROOF0077",
  },
} as const;
const CAPTURE = plcCapture(PLC, Date.UTC(2026, 10, 21, 9, 0, 0) * 1000);

function countFrames(pcap: Buffer): number {
  let frames = 0;
  const reader = new PcapReader({
    frame: () => {
      frames += 1;
    },
    brokenRecord: (_outcome, reason) => {
      throw new Error(reason);
    },
    warning: (sentence) => {
      throw new Error(sentence);
    },
  });
  reader.push(pcap);
  reader.finish();
  return frames;
}

/** Takes the capture in; the address of the evidence of the device that it proves. */
async function importProof(page: Page): Promise<string> {
  await importFiles(page, { site: "Waterworks", realm: "plant" }, [{ name: "proof.pcap", content: CAPTURE }]);
  const { items } = await (await page.context().request.get("/api/v1/devices?q=PROOF-PLC&limit=1")).json();
  return `/devices/${items[0].id}?tab=evidence`;
}

/** Opens that evidence; gives what leads from the device's name to its packet. */
async function openEvidence(page: Page): Promise<Locator> {
  await page.goto(await importProof(page));
  const row = page
    .getByRole("row", { name: /PROOF-PLC/ })
    .filter({ hasText: "s7comm" })
    .first();
  return row.getByRole("button", { name: /proof\.pcap/ });
}

test("a value leads to its packet, marked, by keyboard, and to its pcap", async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const link = await openEvidence(page);
  await link.focus();
  await page.keyboard.press("Enter");

  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Marked where it stands, as text.")).toBeVisible();
  await expect(dialog.locator("mark").filter({ hasText: "PROOF-PLC" })).toBeVisible();
  await expect(dialog.getByRole("list", { name: "Layers" })).toContainText("S7comm");
  await dialog.getByRole("button", { name: /^IPv4/ }).click();
  await expect(dialog.locator("mark").first()).toContainText("45 00");
  expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);

  const [packet] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: "This packet" }).click(),
  ]);
  expect(packet.suggestedFilename()).toMatch(/^sightglass-frame-\d+-.*\.pcap$/);
  await expect(page).toHaveURL(/[?&]packet=/);
  const address = new URL(page.url());
  const [sha256, position] = (address.searchParams.get("packet") as string).split(".");
  const flow = await page.context().request.get(`/api/v1/packets/${sha256}/${position}/flow`);
  expect(flow.headers()["content-type"]).toBe("application/vnd.tcpdump.pcap");
  expect(countFrames(await flow.body())).toBe(countFrames(CAPTURE) - 2);

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(/[?&]packet=/);
});

test("on a narrow screen the marked bytes come first, and a row of them fits", async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  await page.setViewportSize({ width: 390, height: 844 });
  const link = await openEvidence(page);
  await link.click();
  const dialog = page.getByRole("dialog");
  const mark = dialog.locator("mark").first();
  await expect(mark).toBeInViewport();
  const layersTop = (await dialog.getByRole("list", { name: "Layers" }).boundingBox())?.y ?? 0;
  expect((await mark.boundingBox())?.y).toBeLessThan(layersTop);
  const bytes = dialog.getByRole("region", { name: /^Bytes of/ });
  expect(await bytes.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
});

test("a viewer sees where a value was read, but not the payload", async ({ openAs }) => {
  const engineer = await openAs("engineer", "/discovery");
  const page = await openAs("viewer", await importProof(engineer));
  await expectNone(page.getByRole("button", { name: /proof\.pcap/ }), { beside: page.getByText("proof.pcap") });
});

test("a dropped capture shows what inspect finds, and nothing of it leaves the machine", async ({ openAs }) => {
  const page = await openAs("engineer", "/discovery");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  await page.locator('input[type="file"]').setInputFiles({
    name: "look.pcap",
    mimeType: "application/octet-stream",
    buffer: CAPTURE,
  });
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview.getByText(/Nothing has left this machine/)).toBeVisible();
  await expect(preview.getByRole("tab", { name: /Devices/ })).toBeVisible();

  const path = test.info().outputPath("look.pcap");
  writeFileSync(path, CAPTURE);
  const said = execFileSync(process.execPath, ["bin/sightglass.mjs", "inspect", path, "--json"], {
    maxBuffer: 1 << 26,
  });
  const inspected = JSON.parse(said.toString()) as { devices: { ips: string[] }[] };
  const rows = preview.getByRole("table", { name: "Devices in the preview" }).locator("tbody tr");
  await expect(rows).toHaveCount(inspected.devices.length);
  for (const { ips } of inspected.devices) await expect(rows.filter({ hasText: ips[0] as string })).toHaveCount(1);

  await preview.getByRole("button", { name: "Discard" }).click();
  await expect(preview).toBeHidden();
  await expect(page.getByText("Drop captures, logs, scans or lists here")).toBeVisible();
  expect(sent).toEqual([]);
});

test("coverage names what cannot be seen and what to do, on its page and on the overview", async ({ openAs }) => {
  const page = await openAs("viewer", "/");
  await page.getByRole("link", { name: /blind spot/ }).click();
  await expect(page).toHaveURL(/\/discovery\/coverage/);
  await expect(page.getByRole("table", { name: "Sources" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What to do" })).toBeVisible();
});

test("the owner sets what is kept, and others do not see the setting", async ({ openAs }) => {
  const page = await openAs("owner", "/settings?tab=captures");
  await page.getByLabel("Space in GB").fill("12");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved what is kept of captures", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Space in GB")).toHaveValue("12");
  const analyst = await openAs("analyst", "/settings?tab=captures");
  await expectNone(analyst.getByRole("tab", { name: "Captures" }), { beside: analyst.getByRole("tab") });
});
