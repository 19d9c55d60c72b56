import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/lib/chromium.mjs";
import { freePort } from "./scripts/postgres.mjs";

// Workers load this file again; the environment hands them what the runner has chosen.
process.env.SIGHTGLASS_E2E_PORT ??= String(await freePort());
const { executablePath, env } = await findChromium();

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/start-installation.ts",
  outputDir: "test-results",
  // How long a loaded machine may take; nothing waits longer than it must.
  timeout: 300_000,
  expect: { timeout: 60_000, toPass: { timeout: 60_000 } },
  // One installation serves all tests, and most of them change it.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${process.env.SIGHTGLASS_E2E_PORT}`,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath,
      env: { ...process.env, ...env } as Record<string, string>,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
