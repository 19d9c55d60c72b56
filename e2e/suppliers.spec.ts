import { expectNone } from "./expect-none";
import { expect, test } from "./fixtures";

const SUPPLIER = "Dosing Works";
const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a supplier's way from the ledger to an item: person, tool, request, another's approval, sessions, end", async ({
  openAs,
}) => {
  const page = await openAs("engineer", "/exposure/suppliers");
  await page.getByRole("button", { name: "Add supplier…" }).click();
  await page.getByLabel("Name").fill(SUPPLIER);
  await page.getByLabel("Contract", { exact: false }).first().fill("DW-2026-4");
  await page.getByLabel(/^Contract until/).fill(dayFrom(12));
  await page.getByLabel(/^Security terms/).fill("Tells of incidents within 24 hours");
  await page.getByLabel(/^People/).fill("Jo Fitter <jo@dosing.example>\nAna Ruiz");
  await page.getByRole("button", { name: "Add supplier", exact: true }).click();
  const entry = page.getByRole("region", { name: SUPPLIER });
  await expect(entry).toContainText("Jo Fitter, Ana Ruiz");
  await expect(entry).toContainText("Contract: DW-2026-4, until");

  // The request, by keyboard alone: the dialog puts the focus into its first field.
  await entry.getByRole("button", { name: "Ask for access…" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("TeamVieuer");
  await expect(page.getByText(/No fingerprint knows a tool of this name/)).toBeVisible();
  await page.getByLabel("Tool").fill("TeamViewer");
  await expectNone(page.getByText(/No fingerprint knows/), { beside: page.getByLabel("Tool") });
  await page.keyboard.press("Tab");
  await page.keyboard.type("EWS-1");
  await page
    .getByRole("list", { name: "Found devices" })
    .getByRole("button", { name: /^EWS-1\b/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Leave out EWS-1" })).toBeVisible();
  await page.getByLabel("From day").fill("2026-01-01");
  await page.getByLabel("Until day").fill(dayFrom(20));
  await page.getByRole("checkbox", { name: "At any hour" }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("MFA").selectOption("yes");
  await page.getByLabel("Shared account").selectOption("no");
  await page.getByLabel("Reason").fill("Maintenance of the dosing station");
  await page.getByRole("button", { name: "Ask for access", exact: true }).focus();
  await page.keyboard.press("Enter");
  const access = page
    .getByRole("table", { name: `Access of ${SUPPLIER}` })
    .getByRole("row")
    .nth(1);
  await expect(access).toContainText("asked for");
  await expect(access).toContainText("somebody else approves it");

  const sessions = await openAs("analyst", "/exposure/sessions");
  const teamViewer = sessions
    .getByRole("table", { name: "Sessions" })
    .getByRole("row")
    // By its tool: other rows may name in words what was granted.
    .filter({ has: sessions.getByRole("cell", { name: /^TeamViewer/ }) });
  await expect(teamViewer.first()).toContainText("Unapproved");

  const owner = await openAs("owner", "/exposure/suppliers");
  const asked = owner
    .getByRole("table", { name: `Access of ${SUPPLIER}` })
    .getByRole("row")
    .nth(1);
  await asked.getByRole("button", { name: "Approve…" }).click();
  await owner.getByLabel("Reason").fill("As the contract says");
  await owner.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(asked).toContainText("approved");
  await expect(asked.getByRole("link", { name: "Path to EWS-1" })).toBeVisible();
  await sessions.reload();
  await expectNone(teamViewer, { beside: sessions.getByRole("table", { name: "Sessions" }) });

  await owner.getByRole("radio", { name: "Reach" }).click();
  const reach = owner.getByRole("table", { name: "Suppliers by zones" });
  await expect(reach.getByRole("row").filter({ hasText: SUPPLIER })).toContainText("TeamViewer");

  await asked.page().goto("/exposure/suppliers");
  await asked.getByRole("link", { name: "Path to EWS-1" }).click();
  const steps = owner.getByRole("list", { name: "Steps of maturity" });
  await expect(steps.getByRole("listitem").filter({ hasText: "today" })).toContainText("Straight to the device");

  // Both ends come into the queue; asking again takes the access out of it.
  await page.goto("/exposure/due");
  const table = page.getByRole("table", { name: "Due" });
  const due = table.getByRole("row").filter({ hasText: SUPPLIER });
  await expect(due.filter({ hasText: "Contract" })).toContainText("Approved access outlasts it: TeamViewer.");
  await due
    .filter({ hasText: "It ends by itself" })
    .getByRole("button", { name: /^Ask again/ })
    .click();
  await expect(page.getByLabel("Tool")).toHaveValue("TeamViewer");
  await page.getByLabel("Until day").fill(dayFrom(200));
  await page.getByRole("button", { name: "Ask for access", exact: true }).click();
  await expectNone(due.filter({ hasText: "It ends by itself" }), { beside: table });
  await due
    .filter({ hasText: "Contract" })
    .getByRole("button", { name: /^Change/ })
    .click();
  await page.getByLabel(/^Contract until/).fill(dayFrom(400));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expectNone(due, { beside: page.getByRole("heading", { level: 1 }) });
});
