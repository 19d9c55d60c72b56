import { expect, type Locator } from "@playwright/test";

/**
 * That something is not there, or no more, beside something that is. Alone the absence proves nothing: while a page loads
 * and while a dialog is open, which hides the rest from assistive technology, nothing is found whatever is there.
 */
export async function expectNone(what: Locator, { beside }: { readonly beside: Locator }): Promise<void> {
  await expect(async () => {
    expect(await beside.first().isVisible(), `${beside} is shown`).toBe(true);
    expect(await what.count(), `${what} is there`).toBe(0);
  }).toPass({ intervals: [50, 100, 250, 500] });
}
