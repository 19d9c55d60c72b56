import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

test("the audit log is narrowed by who, what and when, in the address, and says each import once", async ({
  openAs,
}) => {
  const page = await openAs("owner", "/settings?tab=audit");
  const log = page.getByRole("table", { name: "Audit log" });
  const imports = log.getByRole("row", { name: /Started the import/ });
  await expect(imports.first()).toBeVisible();
  await expectNone(log.getByText(/Began an import/), { beside: imports });

  await page.getByLabel("What", { exact: true }).selectOption({ label: "People and sign-ins" });
  await expect(page).toHaveURL(/kind=people/);
  await expectNone(imports, { beside: log.getByRole("row", { name: /signed in|link/i }) });
  await page.getByLabel("What", { exact: true }).selectOption({ label: "Imports and sensors" });
  await expect(imports.first()).toBeVisible();

  await page.getByLabel("Who", { exact: true }).fill("nobody of this name");
  await expect(page.getByText("No entry fits")).toBeVisible();
  await page.getByLabel("Who", { exact: true }).fill("COMMAND");
  await expect(imports.first()).toBeVisible();

  // A day is typed as it is shown, whatever the browser's language; what is no day yet asks for nothing.
  const until = page.getByLabel("Until day (UTC)");
  await until.fill("2020-01-0");
  await expect(imports.first()).toBeVisible();
  await until.press("Tab");
  await expect(page.getByRole("alert").filter({ hasText: "Write the day as YYYY-MM-DD." })).toBeVisible();
  await expect(until).toHaveAttribute("aria-invalid", "true");
  await until.fill("2020-01-01");
  await expect(page).toHaveURL(/until=2020-01-01/);
  await expectNone(page.getByText("Write the day as YYYY-MM-DD."), { beside: until });
  await expect(page.getByText("No entry fits")).toBeVisible();
  await until.fill("");
  await expect(imports.first()).toBeVisible();

  await page.reload();
  await expect(page.getByLabel("Who", { exact: true })).toHaveValue("COMMAND");
  await expect(imports.first()).toBeVisible();
});
