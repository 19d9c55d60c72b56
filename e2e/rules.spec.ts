import { flowMatrix } from "../lib/contracts/flow-matrix";
import { matrixCells } from "../lib/contracts/matrix-cells";
import { expect, test } from "./fixtures";

test("an engineer takes a conduit to nftables, and checks a rule set that lets more through", async ({ openAs }) => {
  const page = await openAs("engineer", "/zones/rules");
  const api = page.context().request;
  const origin = new URL(page.url()).origin;
  const matrix = flowMatrix.parse(await (await api.get("/api/v1/zones/matrix")).json());
  const { zones } = matrix;
  const isZone = (key: string) => key !== "internet" && key !== "unzoned";
  const cell = matrixCells(matrix).find(
    (it) => isZone(it.from) && isZone(it.to) && it.from !== it.to && it.protocols.includes("modbus"),
  );
  expect(cell).toBeDefined();
  const nameOf = (key?: string) => zones.find((it) => it.key === key)?.name ?? "";
  const conduit = {
    fromZoneId: cell?.from,
    toZoneId: cell?.to,
    protocols: ["modbus"],
    reason: "reads the level of the tanks",
  };
  const made = await api.post("/api/v1/conduits", { data: conduit, headers: { origin } });
  expect(made.status(), await made.text()).toBe(201);
  const { id } = (await made.json()) as { id: string };

  await page.reload();
  await expect(page.getByText(/the text gives the conduits' verdict on all of/)).toBeVisible();
  const text = page.getByRole("region", { name: "Text of sightglass.nft" });
  await expect(text).toContainText(`Conduit: ${nameOf(cell?.from)} to ${nameOf(cell?.to)}`);
  await expect(text).toContainText("reads the level of the tanks");
  await expect(text).toContainText("policy drop;");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("sightglass.nft");

  await page.getByLabel("Firewall").selectOption("cisco-asa");
  await expect(page).toHaveURL(/dialect=cisco-asa/);
  await expect(page.getByRole("region", { name: "Text of sightglass-asa.txt" })).toContainText(
    "access-group SG-GLOBAL global",
  );

  await page.getByRole("tab", { name: "Check a rule set" }).click();
  await page.getByLabel("Firewall").selectOption("nftables");
  await page
    .getByRole("textbox", { name: "Rule set" })
    .fill(
      "table ip f {\nchain forward {\ntype filter hook forward priority 0; policy drop;\naccept\nip saddr 10.0.0.0/8 drop\nmeta mark 7 drop\n}\n}",
    );
  await page.getByRole("button", { name: "Check rule set" }).click();
  const findings = page.getByRole("table", { name: "Findings" });
  await expect(findings.getByRole("row", { name: /Too wide/ })).toContainText("accept");
  await expect(findings.getByRole("row", { name: /Shadowed/ })).toContainText("line 4");
  await expect(page.getByRole("table", { name: "Lines that were not read" })).toContainText("meta mark 7 drop");

  const { items } = (await (await api.get("/api/v1/devices?q=protocol:modbus&limit=1")).json()) as {
    items: { id: string }[];
  };
  await page.goto(`/devices/${items[0]?.id}?tab=allow-list`);
  await expect(page.getByText(/on \d+ days? of evidence/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Text of sightglass-host.nft" })).toContainText("hook input");

  // The plant is everybody's: others find it without this conduit.
  expect((await api.delete(`/api/v1/conduits/${id}`, { headers: { origin } })).ok()).toBe(true);
});
