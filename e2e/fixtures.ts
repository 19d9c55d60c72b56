import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { emailOf, PASSWORD, type Role } from "./accounts";

type StorageState = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

interface Fixtures {
  /** Opens a page as somebody of that role, already signed in. */
  openAs: (role: Role, path: string) => Promise<Page>;
}

/**
 * Every page of every test is watched: an uncaught error, or anything that the content security policy had to stop,
 * fails the test that met it.
 */
export const test = base.extend<Fixtures, { sessions: Map<Role, StorageState> }>({
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from this pattern
    async ({}, use) => use(new Map()),
    { scope: "worker" },
  ],
  openAs: async ({ browser, sessions, baseURL }, use) => {
    const problems: string[] = [];
    const pages: Page[] = [];
    await use(async (role, path) => {
      const known = sessions.get(role);
      const context = await browser.newContext({ baseURL, ...(known ? { storageState: known } : {}) });
      if (!known) {
        const data = { email: emailOf(role), password: PASSWORD };
        const response = await context.request.post("/api/v1/session", { data });
        expect(response.status(), await response.text()).toBe(200);
        sessions.set(role, await context.storageState());
      }
      const page = await context.newPage();
      watch(page, problems);
      waitUntilAwake(page);
      pages.push(page);
      await page.goto(path);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(problems).toEqual([]);
  },
});

/**
 * Pages come whole from the server, and answer clicks and keys only once React has woken up in them. A person whose click
 * did nothing clicks again, a test does not: on a slow machine it would be lost.
 */
function waitUntilAwake(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...to) => {
    const response = await goto(...to);
    await expectAwake(page);
    return response;
  };
  page.reload = async (...how) => {
    const response = await reload(...how);
    await expectAwake(page);
    return response;
  };
}

async function expectAwake(page: Page): Promise<void> {
  await expect(async () => {
    const asleep = await page.evaluate(() =>
      [...document.querySelectorAll("a[href], button, input, select, textarea")]
        .filter((it) => !Object.keys(it).some((key) => key.startsWith("__reactProps$")))
        .map((it) => `${it.tagName.toLowerCase()} ${it.textContent?.trim() ?? ""}`),
    );
    expect(asleep, "controls that React does not know yet").toEqual([]);
  }).toPass({ intervals: [20, 50, 100, 250] });
  // Keys of the whole page are listened to in effects, which come behind the drawing.
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));
}

function watch(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) problems.push(`${page.url()}: ${message.text()}`);
  });
}

export { expect };
