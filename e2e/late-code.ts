import type { Page } from "@playwright/test";

/** The server as far as code is concerned that the page at `path` does not begin with: it waits, is away, or answers. */
export async function lateCodeOf(page: Page, path: string, begins: "waits" | "is away") {
  const html = await (await page.context().request.get(path)).text();
  let state: typeof begins | "answers" = begins;
  const waiting: (() => void)[] = [];
  await page.route("**/_next/static/**/*.js", async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
    if (html.includes(name)) return route.continue();
    if (state === "is away") return route.abort();
    if (state === "waits") await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue();
  });
  return {
    answer() {
      state = "answers";
      for (const go of waiting.splice(0)) go();
    },
  };
}
