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
      pages.push(page);
      await page.goto(path);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(problems).toEqual([]);
  },
});

function watch(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) problems.push(`${page.url()}: ${message.text()}`);
  });
}

export { expect };
