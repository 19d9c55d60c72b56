import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { plcCapture } from "./captures";
import { expect, test } from "./fixtures";

const PLC = {
  mac: "28:63:36:0e:20:98",
  ip: "10.1.20.179",
  identity: {
    orderNumber: "6ES7 516-3AN01-0AB0",
    firmware: [2, 9, 4],
    systemName: "HEARD-PLC",
    moduleName: "CPU 1516-3 PN/DP",
    serial: "S C-PROOF0179",
  },
} as const;

/** The sensor's own program, reading a capture in place of an interface. */
async function runSensor(folder: string, server: string, token: string): Promise<{ failed: boolean; said: string }> {
  const args = ["bin/sightglass.mjs", "sensor", "--read", join(folder, "wire.pcap"), "--server", server];
  const spool = ["--spool", join(folder, "spool")];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args, ...spool], {
      env: { ...process.env, SIGHTGLASS_SENSOR_TOKEN: token },
    });
    return { failed: false, said: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { failed: true, said: stdout + stderr };
  }
}

test("a sensor is added, heard, seen in the coverage, and silenced by revoking its token", async ({
  openAs,
  baseURL,
}) => {
  const server = baseURL as string;
  const folder = test.info().outputPath();
  mkdirSync(folder, { recursive: true });
  // Of yesterday, whenever that is: a day ahead of the server's clock would be refused.
  writeFileSync(join(folder, "wire.pcap"), plcCapture(PLC, (Date.now() - 86_400_000) * 1_000));

  const page = await openAs("engineer", "/discovery/sensors");
  await page.getByRole("button", { name: "Add a sensor" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Pump hall switch");
  await dialog.getByLabel("Site").fill("Waterworks");
  await dialog.getByLabel("Realm").fill("plant");
  await page.keyboard.press("Enter");
  const command = await dialog.getByLabel("Command").inputValue();
  const token = /--token (\S+)/.exec(command)?.[1] ?? "";
  expect(command).toContain(`--server ${server}`);
  await dialog.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row", { name: /Pump hall switch/ });
  await expect(row).toContainText("waiting for its first batch");

  expect(await runSensor(folder, server, token)).toMatchObject({ failed: false });
  await page.reload();
  await expect(row).toContainText("live");
  await expect(row).toContainText("100 %");
  // What sensors send is merged some seconds later, many batches at once.
  await expect
    .poll(
      async () => (await (await page.context().request.get("/api/v1/devices?q=HEARD-PLC&limit=1")).json()).items.length,
    )
    .toBe(1);
  await page.goto("/devices?q=HEARD-PLC");
  await expect(page.getByRole("link", { name: /HEARD-PLC/ }).first()).toBeVisible();
  await page.goto("/discovery/coverage");
  await expect(page.getByRole("table", { name: "Sources" })).toContainText("Pump hall switch");

  await page.goto("/discovery/sensors");
  await row.getByRole("button", { name: "Change Pump hall switch" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Revoke its token" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Revoke/ })
    .click();
  await expect(row).toContainText("revoked");
  const refused = await runSensor(folder, server, token);
  expect(refused.failed).toBe(true);
  expect(refused.said).toMatch(/token/i);
});
