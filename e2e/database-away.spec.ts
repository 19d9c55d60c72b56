import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../scripts/lib/child.mjs";
import { freePort } from "../scripts/postgres.mjs";
import { emailOf, PASSWORD } from "./accounts";
import { expect, test } from "./fixtures";

const AWAY = "The database cannot be reached. Nothing was changed.";

/** A way to the tests' database that can be cut and mended, so that nobody else misses it. */
async function openWay(databaseUrl: URL) {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(databaseUrl.port), databaseUrl.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close() {
      this.cut();
      server.close();
    },
  };
}

test("while the database is away pages and API say so and what to do, and open by themselves when it is back", async ({
  browser,
}) => {
  const way = await openWay(new URL(process.env.DATABASE_URL as string));
  const logs = mkdtempSync(join(tmpdir(), "sightglass-away-"));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: way.url,
    PORT: String(port),
    SIGHTGLASS_URL: base,
    NODE_ENV: "production",
  };
  const web = startChild({ name: "web", file: join(process.cwd(), "scripts/web.mjs"), env, logs });
  const context = await browser.newContext({ baseURL: base });
  try {
    await expect(async () => expect((await context.request.get("/api/health")).status()).toBe(200)).toPass({
      timeout: 180_000,
    });
    const signIn = { email: emailOf("owner"), password: PASSWORD };
    expect((await context.request.post("/api/v1/session", { data: signIn })).status()).toBe(200);
    const page = await context.newPage();
    await page.goto("/devices");
    await expect(page.getByRole("grid").or(page.getByRole("table")).first()).toBeVisible();

    way.cut();
    const answer = await context.request.get("/api/v1/devices");
    expect(answer.status()).toBe(503);
    expect(answer.headers()["content-type"]).toBe("application/problem+json");
    expect((await answer.json()).detail).toContain(AWAY);
    for (const path of ["/zones", "/sign-in"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { name: "This page cannot be shown at the moment" })).toBeVisible();
      await expect(page.getByText(AWAY)).toBeVisible();
    }
    await page.goto("/zones");
    await expect(page.getByText("opens by itself")).toBeVisible();

    way.mend();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText(AWAY)).toBeHidden();
    expect((await context.request.get("/api/v1/devices")).status()).toBe(200);
  } finally {
    await context.close();
    way.close();
    web.kill();
    await web.exited;
    rmSync(logs, { recursive: true, force: true });
  }
});
